import type { Phrases } from '../../core/explain/phrases.ts';
import { PocketRankError } from '../../core/errors.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import type { Profile } from '../../core/types.ts';
import type { RankedItem, Ranking } from '../types.ts';
import type { Pause } from './pacer.ts';
import type { PersonalPart } from './personal-part.ts';
import type { RankerOptions } from './ranker-options.ts';
import type { ScoredList } from './score-list.ts';

/** The code that explains: most rankings go without, so it is loaded when first asked for. */
export type ExplainCode = typeof import('../../core/explain/index.ts');

/** The code that explains, or nothing where it is not wanted or cannot be fetched: items are ranked all the same. */
export const loadExplain = async (isWanted: boolean): Promise<ExplainCode | undefined> =>
  isWanted ? import('../../core/explain/index.ts').catch(() => undefined) : undefined;

/** A ranked list whose items are to be explained. */
export interface RankedList {
  scored: ScoredList;
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
  { createExplainer, ...code }: ExplainCode,
  { student, engine, phrases }: RankerOptions,
  { scored, ranked, order, personal, profile, alpha, at }: RankedList,
  pause: Pause,
): Promise<void> {
  const { folded, slots } = scored;
  const explain = createExplainer({
    student,
    query: folded.query,
    evidence: folded.evidence,
    profile,
    signals: personal.signals,
    codes: engine().session.codes(),
    slots,
    now: at,
    alpha,
    phrases: wordsOf(code, phrases),
  });
  const stride = itemCodeBytes(student);
  for (const [r, entry] of ranked.entries()) {
    // Asked for each time: after a pause the codes may lie elsewhere.
    const codes = engine().session.codes();
    entry.reasons = explain(entry.item, codes, slots[order[r]!]! * stride, entry.held === true);
    const pausing = pause();
    if (pausing) await pausing;
  }
}

/** The comparison of explained items, see {@link Ranking.why}. */
export function createWhy(
  code: ExplainCode | undefined,
  phrases: Partial<Phrases>,
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
    code!.compareReasons(reasonsOf(above), reasonsOf(below), wordsOf(code!, phrases));
}

const wordsOf = ({ ENGLISH }: Pick<ExplainCode, 'ENGLISH'>, phrases: Partial<Phrases>): Phrases =>
  ({ ...ENGLISH, ...phrases }) as Phrases;
