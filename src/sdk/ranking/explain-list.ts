import { DAY_MS } from '../../core/features/evidence.ts';
import type { Phrases } from '../../core/explain/phrases.ts';
import { PocketRankError } from '../../core/errors.ts';
import type { Limit } from '../../core/limits/limit.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import type { Profile } from '../../core/types.ts';
import type { RankedItem, Ranking } from '../types.ts';
import type { Pause } from './pacer.ts';
import type { PersonalPart } from './personal-part.ts';
import type { RankerOptions } from './ranker-options.ts';
import type { ScoredList } from './score-list.ts';

/** The code that explains: most rankings go without, so it is loaded when first asked for. */
export type ExplainCode = typeof import('../../core/explain/index.ts');

/** The code that explains, or nothing where it cannot be fetched: items are ranked all the same. */
export const loadExplain = (): Promise<ExplainCode | undefined> =>
  import('../../core/explain/index.ts').catch(() => undefined);

/** A ranked list, of whose items something is to be told. */
export interface RankedList {
  scored: ScoredList;
  limits: readonly Limit[];
  ranked: readonly RankedItem[];
  /** Indices of the list's items, best first. */
  order: Uint32Array;
  personal: PersonalPart;
  profile: Profile;
  alpha: number;
  /** When, in milliseconds since 1970. */
  at: number;
}

/** Gives every ranked item its reasons. */
export async function explainList(
  code: ExplainCode,
  options: RankerOptions,
  list: RankedList,
  pause: Pause,
): Promise<void> {
  const { student, engine, known } = options;
  const { scored, limits, ranked, order, personal, profile, alpha, at } = list;
  const { folded, slots, outputs, limited } = scored;
  const explain = code.createExplainer({
    student,
    query: folded.query,
    evidence: folded.evidence,
    profile,
    signals: personal.signals,
    limits,
    codes: engine().session.codes(),
    slots,
    now: at,
    alpha,
    phrases: phrasesOf(code, options),
    read: (side, object) => known.encoder.read(side, object, folded.day * DAY_MS),
  });
  const stride = itemCodeBytes(student);
  for (const [r, { item, held }] of ranked.entries()) {
    const i = order[r]!;
    const explained = {
      item,
      outputs: [outputs[2 * i]!, outputs[2 * i + 1]!],
      limits: limited?.which[i] ?? 0,
      isHeld: held === true,
    } as const;
    // Asked for each time: after a pause the codes may lie elsewhere.
    ranked[r]!.reasons = explain(explained, engine().session.codes(), slots[i]! * stride);
    const pausing = pause();
    if (pausing) await pausing;
  }
}

/** The comparison of explained items, see {@link Ranking.why}. */
export function createWhy(
  code: ExplainCode | undefined,
  options: RankerOptions,
  ranked: readonly RankedItem[],
): Ranking['why'] {
  const reasonsOf = (id: string) => {
    const reasons = ranked.find((entry) => entry.id === id)?.reasons;
    if (reasons !== undefined) return reasons;
    throw new PocketRankError('INVALID_ARGUMENT', `There are no reasons for ${id}.`, {
      hint: 'Rank with `explain: true`, and compare ids among its items.',
    });
  };
  return (above, below) =>
    code!.compareReasons(reasonsOf(above), reasonsOf(below), phrasesOf(code!, options));
}

/** The usual words, the model's in their place, and the host's in place of either. */
function phrasesOf({ createPhrases }: ExplainCode, { student, phrases }: RankerOptions): Phrases {
  const words = JSON.parse(student.metadata.phrases ?? '{}') as Record<string, string>;
  return { ...createPhrases(student.schema, words), ...phrases } as Phrases;
}
