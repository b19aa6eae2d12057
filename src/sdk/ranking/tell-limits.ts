import { DAY_MS } from '../../core/features/evidence.ts';
import type { Limit } from '../../core/limits/limit.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import type { HeldLimit } from '../types.ts';
import { loadExplain, type RankedList } from './explain-list.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Gives every ranked item for which limits hold their names and reasons, each told once a scored list. */
export async function tellLimits(options: RankerOptions, list: RankedList): Promise<void> {
  const { scored, ranked, order } = list;
  if (scored.limited === undefined) return;
  const { which, told } = scored.limited;
  const untold = new Set<number>();
  for (let r = 0; r < ranked.length; r++) {
    const i = order[r]!;
    if (which[i] !== 0 && told[i] === undefined) untold.add(i);
  }
  if (untold.size > 0) await tell(options, list, untold);
  for (const [r, entry] of ranked.entries()) {
    const held = told[order[r]!];
    if (held) entry.limits = held;
  }
}

/**
 * Words the limits of some items, by index. The words for what a reason leaves open are loaded when first asked for;
 * without them (the page is offline) it says `…` there.
 */
async function tell(
  { student, known, engine }: RankerOptions,
  { scored, limits, ranked, order, profile }: RankedList,
  untold: ReadonlySet<number>,
): Promise<void> {
  const { folded, slots, limited } = scored;
  const { which, told } = limited!;
  const isOpen = (i: number): boolean =>
    limits.some(({ reason }, l) => which[i]! & (1 << l) && reason.includes('{'));
  const code = [...untold].some(isOpen) ? await loadExplain() : undefined;
  const pairOf = code?.createPairs(
    { schema: student.schema, evidence: folded.evidence, profile },
    (side, object) => known.encoder.read(side, object, folded.day * DAY_MS),
  );
  const at = (i: number): number => slots[i]! * itemCodeBytes(student) + student.parameters.width;
  for (const [r, { item }] of ranked.entries()) {
    const i = order[r]!;
    if (!untold.has(i)) continue;
    const pair = isOpen(i) ? pairOf?.(item, engine().session.codes(), at(i)) : undefined;
    const word = (reason: string): string =>
      pair ? code!.limitReason(reason, pair) : reason.replace(/\{[^}]*\}/g, '…');
    told[i] = heldLimits(limits, which[i]!, word);
  }
}

function heldLimits(
  limits: readonly Limit[],
  which: number,
  word: (reason: string) => string,
): HeldLimit[] {
  const held = limits.filter((_, l) => which & (1 << l));
  return held.map(({ name, cap, reason }) => ({ name, cap, reason: word(reason) }));
}
