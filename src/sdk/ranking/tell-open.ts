import { DAY_MS } from '../../core/features/evidence.ts';
import { limitReason } from '../../core/explain/limit-reason.ts';
import { createPairs } from '../../core/explain/pair.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import { heldLimits } from './held-limits.ts';
import type { RankedList } from './ranked-list.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Fills in what the reasons of told limits leave open, of the items in `untold`, by their index in the list. */
export function tellOpen(
  { student, known, engine }: RankerOptions,
  { scored, limits, ranked, order, profile }: RankedList,
  untold: ReadonlySet<number>,
): void {
  const { folded, slots, limited } = scored;
  const { which, told } = limited!;
  const pairOf = createPairs(
    { schema: student.schema, evidence: folded.evidence, profile },
    (side, object) => known.encoder.read(side, object, folded.day * DAY_MS),
  );
  const codes = engine().session.codes();
  for (const [r, { item }] of ranked.entries()) {
    const i = order[r]!;
    if (!untold.has(i)) continue;
    const at = slots[i]! * itemCodeBytes(student) + student.parameters.width;
    const pair = pairOf(item, codes, at);
    told[i] = heldLimits(limits, which[i]!, (reason) => limitReason(reason, pair));
  }
}
