import { DAY_MS } from '../../core/features/evidence.ts';
import { createExplainer } from '../../core/explain/explain.ts';
import type { Pause } from './pacer.ts';
import { phrasesOf } from './phrases-of.ts';
import type { RankedList } from './ranked-list.ts';
import type { RankerOptions } from './ranker-options.ts';

/** Gives every ranked item its reasons. */
export async function explainList(
  options: RankerOptions,
  { scored, base, limits, ranked, order, personal, arranged, profile, weights, at }: RankedList,
  pause: Pause,
): Promise<void> {
  const { student, engine, known } = options;
  const { folded, slots, outputs, limited } = scored;
  const width = weights.length;
  // Asked for each time: after a pause the codes may lie elsewhere.
  const codesNow = () => engine().session.codes();
  const explain = await createExplainer(
    {
      student,
      query: folded.query,
      evidence: folded.evidence,
      profile,
      signals: personal.signals,
      limits,
      scores: arranged?.sums ?? base.scores,
      ...(arranged && { added: arranged.added }),
      codes: codesNow(),
      slots,
      now: at,
      weights,
      phrases: phrasesOf(options),
      read: (side, object) => known.encoder.read(side, object, folded.day * DAY_MS),
    },
    codesNow,
    pause,
  );
  for (const [r, entry] of ranked.entries()) {
    const i = order[r]!;
    const explained = {
      item: entry.item,
      index: i,
      outputs: outputs.subarray(width * i, width * (i + 1)),
      limits: limited?.which[i] ?? 0,
      isHeld: entry.held === true,
    } as const;
    entry.reasons = explain(explained, codesNow());
    const pausing = pause();
    if (pausing) await pausing;
  }
}
