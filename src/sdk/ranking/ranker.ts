import { PocketRankError } from '../../core/errors.ts';
import { DAY_MS } from '../../core/features/evidence.ts';
import { limitsOf } from '../../core/limits/limits-of.ts';
import type { Item, Profile } from '../../core/types.ts';
import { fetchForms } from '../fetch-forms.ts';
import { ownOptions } from '../own-options.ts';
import type { Ranking, RankOptions } from '../types.ts';
import { createBaseOrder } from './base-order.ts';
import { createListEncoder } from './encode-list.ts';
import { createProfileFolder, type FoldedProfile } from './fold-profile.ts';
import { createListOpener } from './open-list.ts';
import type { Pause } from './pacer.ts';
import { createPersonalPart, loadPersonalize } from './personal-part.ts';
import { rankItems } from './rank-items.ts';
import { loadWords, type WordsCode } from './ranked-list.ts';
import type { RankerOptions } from './ranker-options.ts';
import { createListScorer } from './score-list.ts';
import { createStopwatch } from './stopwatch.ts';
import { tellLimits } from './tell-limits.ts';
import { weightsOf } from './weights-of.ts';
import type { Wishes } from './wishes.ts';

const hasAny = (wishes: Wishes): boolean => Object.keys(wishes).length > 0;

/** What was handed over, as it was at that moment: a page may change its list while it is ranked. */
export interface Handed {
  list: readonly unknown[];
  /** The profile, unless reading it throws: then it is read again by whoever can say so. */
  folded?: FoldedProfile | undefined;
  /** What that has taken. */
  ms: number;
}

/** What is to be ranked. */
export interface RankTask {
  handed: Handed;
  options: RankOptions;
  /** Called between small pieces of work. */
  pause: Pause;
}

export interface Ranker {
  /** Takes what is handed over: a list of items, or what a page carries them in. Never throws. */
  take(given: object, profile: Profile | undefined): Handed;
  /** @throws INVALID_PROFILE, ENGINE_FAILED, the signal's reason, or what `pause` does */
  rank<T extends Item>(task: RankTask): Promise<Ranking<T>>;
  /** The code of a single item, which is known from now on. */
  encode(item: Item, id: string): Uint8Array;
  /** Forgets the last list and the last profile. */
  clear(): void;
}

export function createRanker(options: RankerOptions): Ranker {
  const { student, known, now, engine } = options;
  const limits = limitsOf(student);
  /** What each step remembers of the last ranking. */
  const createSteps = () => ({
    openList: createListOpener(student.schema),
    encodeList: createListEncoder(known, student.schema),
    foldProfile: createProfileFolder(student.parameters, known),
    scoreList: createListScorer(student, limits, () => engine().session),
    personalize: createPersonalPart(options),
    orderBase: createBaseOrder(student),
  });
  let steps = createSteps();

  async function attempt<T extends Item>(
    { handed, options: asked, pause }: RankTask,
    use: number,
    code: WordsCode | undefined,
    wishes: Wishes,
    weights: readonly number[],
  ): Promise<Ranking<T>> {
    const { limit = Infinity, signal } = asked;
    const profile = (asked.profile ?? {}) as Profile;
    const { openList, encodeList, foldProfile, scoreList, personalize, orderBase } = steps;
    const watch = createStopwatch();
    const at = now();
    // Within a day nothing that is encoded changes, so a ranking does not depend on the minute.
    const day = Math.floor(at / DAY_MS);
    const encodedBefore = known.encoded();
    const folded = handed.folded?.day === day ? handed.folded : foldProfile(profile, day);
    const { slots, unread, ...list } = await encodeList<T>(
      await openList.open(handed.list, pause),
      day,
      use,
      pause,
    );
    const encodedItems = known.encoded() - encodedBefore;
    const encodeMs = handed.ms + watch();

    const scored = await scoreList({ folded, version: known.version(), slots }, pause);
    signal?.throwIfAborted();
    const scoreMs = watch();

    const personal = await personalize(scored, at, hasAny(wishes), pause);
    const personalizeMs = watch();

    const base = await orderBase(scored, weights, pause);
    const arranged = await personal.code?.arrange(
      { ...list, options, slots, unread, base, personal, wishes, day },
      pause,
    );
    const { order } = arranged ?? base;
    const ordered = { ...list, base, personal: personal.scores, order };
    const ranked = await rankItems(student.outputs, ordered, limit, pause);
    await arranged?.mark(ranked, pause);
    const told = { scored, base, ranked, order, personal, arranged, profile, weights, at, limits };
    await tellLimits(options, told, code !== undefined);
    await code?.explainList(options, told, pause);
    const orderMs = watch();
    const totalMs = encodeMs + scoreMs + personalizeMs + orderMs;
    return {
      items: ranked,
      unread,
      engine: engine().name,
      timings: { encodeMs, scoreMs, personalizeMs, orderMs, totalMs, encodedItems },
      why(above, below) {
        const [one, other] = [above, below].map((id) => {
          const reasons = ranked.find((entry) => entry.id === id)?.reasons;
          if (reasons) return reasons;
          throw new PocketRankError('INVALID_ARGUMENT', `There are no reasons for ${id}.`, {
            hint: 'Rank with `explain: true`.',
          });
        });
        return code!.why(options, one!, other!);
      },
    };
  }

  return {
    take(given, profile) {
      const watch = createStopwatch();
      const list = steps.openList.take(given);
      let folded: FoldedProfile | undefined;
      try {
        folded = steps.foldProfile(profile ?? {}, Math.floor(now() / DAY_MS));
      } catch {
        // The ranking will.
      }
      return { list, folded, ms: watch() };
    },
    async rank<T extends Item>(task: RankTask) {
      const {
        profile: _profile,
        limit: _limit,
        alpha,
        weights,
        ...rest
      } = ownOptions(task.options);
      const { signal, explain, ...others } = ownOptions(rest);
      const wanted = await weightsOf(student, alpha, weights);
      const wishes = ownOptions(others);
      if (hasAny(wishes))
        await (
          await loadPersonalize()
        )?.checkWishes(wishes, Object.keys(student.personalization.signalWeights));
      const code = explain ? await loadWords() : undefined;
      for (;;) {
        signal?.throwIfAborted();
        const use = known.begin();
        const epoch = known.epoch();
        try {
          const ranking = await attempt<T>(task, use, code, wishes, wanted);
          // Forgotten meanwhile, here or in another tab: what was computed from is gone.
          if (known.epoch() === epoch) return ranking;
        } catch (error) {
          if (!(await fetchForms(student.schema.lexicon))) throw error;
        } finally {
          known.end(use);
        }
      }
    },
    encode(item, id) {
      const use = known.begin();
      try {
        known.slot(item, id, Math.floor(now() / DAY_MS) * DAY_MS, use);
        return known.codeOf(id)!;
      } finally {
        known.end(use);
      }
    },
    clear: () => void (steps = createSteps()),
  };
}
