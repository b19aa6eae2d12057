import type { ProfileEvidence } from '../../core/features/evidence.ts';
import { DAY_MS } from '../../core/features/evidence.ts';
import { PocketRankError } from '../../core/errors.ts';
import type { Phrases } from '../../core/explain/phrases.ts';
import type { Reason } from '../../core/explain/reason.ts';
import { descendingOrder } from '../../core/math/descending-order.ts';
import { foldProfile, type Query } from '../../core/student/fold.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import type { Item, Profile } from '../../core/types.ts';
import { createBaseOrder } from './base-order.ts';
import { contentKey } from './content-key.ts';
import type { KnownItems } from './known-items.ts';
import { scoreInSlices } from '../engines/score-in-slices.ts';
import type { Pause } from './pacer.ts';
import type { PersonalScorer } from './personal-scorer.ts';
import { rankItems } from './rank-items.ts';
import type { RunningEngine } from '../engines/select-engine.ts';
import type { SignalLog } from '../signals/signal-log.ts';
import type { Ranking, RankOptions } from '../types.ts';
import { refusalOf } from '../refusal.ts';

export interface RankerOptions {
  student: Student;
  known: KnownItems;
  log: SignalLog;
  /** Resolves once the log holds the signals of earlier visits. */
  ready: Promise<void>;
  now: () => number;
  phrases: Partial<Phrases>;
  engine: () => RunningEngine;
}

/** The code that explains: most rankings go without, so it is loaded when first asked for. */
export type ExplainCode = typeof import('../../core/explain/index.ts');

/** The code that personalizes, or nothing where it cannot be fetched. */
export const loadPersonalize = (): Promise<typeof import('./personalize.ts') | undefined> =>
  import('./personalize.ts').catch(() => undefined);

export interface Ranker {
  /**
   * @param ids the items' keys
   * @param pause called between small pieces of work
   * @throws INVALID_ITEM, ENGINE_FAILED, the signal's reason, or what `pause` does
   */
  rank<T extends Item>(
    items: readonly T[],
    ids: readonly string[],
    options: RankOptions,
    pause: Pause,
  ): Promise<Ranking<T>>;
  /** The code of a single item, which is known from now on. */
  encode(item: Item, id: string): Uint8Array;
}

/** The outputs of the last ranking: they hold as long as profile, day and items are the same. */
interface LastOutputs {
  profileKey: string;
  day: number;
  version: number;
  slots: Uint32Array;
  outputs: Int32Array;
}

/** The last profile, folded: it holds for the same content on the same day. */
interface LastProfile {
  key: string;
  day: number;
  evidence: ProfileEvidence;
  query: Query;
}

export function createRanker(options: RankerOptions): Ranker {
  const { student, known, log, ready, now, phrases, engine } = options;
  const { parameters } = student;
  const stride = itemCodeBytes(student);
  let personalScorer: PersonalScorer | undefined;
  let last: LastOutputs | undefined;
  let lastProfile: LastProfile | undefined;
  const orderByOutputs = createBaseOrder(student);

  async function encodeAll(
    items: readonly Item[],
    ids: readonly string[],
    day: number,
    use: number,
    pause: Pause,
  ): Promise<Uint32Array> {
    const slots = new Uint32Array(items.length);
    for (let i = 0; i < items.length; i++) {
      const before = known.encoded();
      try {
        slots[i] = known.slot(items[i]!, ids[i]!, day * DAY_MS, use);
      } catch (cause) {
        if ((cause as { code?: string }).code === 'ENGINE_FAILED') throw cause;
        throw await refusalOf('INVALID_ITEM', 'unreadable', items[i], { index: i, cause });
      }
      // Finding a known item takes less time than looking at the clock.
      if (known.encoded() === before && i % 64 > 0) continue;
      const pausing = pause();
      if (pausing) await pausing;
    }
    return slots;
  }

  async function scoreAll(
    query: Query,
    evidence: ProfileEvidence,
    key: Omit<LastOutputs, 'outputs'>,
    pause: Pause,
  ): Promise<Int32Array> {
    const isSame =
      last !== undefined &&
      last.profileKey === key.profileKey &&
      last.day === key.day &&
      last.version === key.version &&
      last.slots.length === key.slots.length &&
      last.slots.every((slot, i) => slot === key.slots[i]);
    if (isSame) return last!.outputs;
    const outputs = new Int32Array(2 * key.slots.length);
    await scoreInSlices(engine().session, query, evidence, key.slots, outputs, pause);
    last = { ...key, outputs };
    return outputs;
  }

  function foldedProfile(profile: Profile, day: number): LastProfile {
    const reading = known.encoder.read('profile', profile, day * DAY_MS);
    const key = contentKey(reading);
    if (lastProfile?.key === key && lastProfile.day === day) return lastProfile;
    const { dense, evidence } = known.encoder.readProfile(reading, day * DAY_MS);
    return (lastProfile = { key, day, evidence, query: foldProfile(parameters, dense) });
  }

  async function attempt<T extends Item>(
    items: readonly T[],
    ids: readonly string[],
    rankOptions: RankOptions,
    use: number,
    code: ExplainCode | undefined,
    pause: Pause,
  ): Promise<Ranking<T>> {
    const { profile = {}, limit = items.length, signal, alpha = student.alpha } = rankOptions;
    const marks = [performance.now()];
    const mark = (): void => void marks.push(performance.now());
    const at = now();
    // Within a day nothing that is encoded changes, so a ranking does not depend on the minute.
    const day = Math.floor(at / DAY_MS);
    const encodedBefore = known.encoded();
    const slots = await encodeAll(items, ids, day, use, pause);
    const { key: profileKey, evidence, query } = foldedProfile(profile, day);
    const encodedItems = known.encoded() - encodedBefore;
    mark();

    const version = known.version();
    const outputs = await scoreAll(query, evidence, { profileKey, day, version, slots }, pause);
    signal?.throwIfAborted();
    mark();

    await ready;
    log.wake(known.codeOf);
    let signals = log.signals();
    const personalize = signals.length === 0 ? undefined : await loadPersonalize();
    // Without the code (the page is offline and never loaded it) items are ranked without signals.
    if (personalize === undefined) signals = [];
    else personalScorer ??= personalize.createPersonalScorer(student);
    const personal =
      signals.length === 0
        ? undefined
        : await personalScorer!.score(engine().session, signals, at, slots, version, pause);
    mark();

    const base = await orderByOutputs(outputs, alpha, pause);
    const wished =
      personal === undefined
        ? base.order
        : await descendingOrder(
            base.scores.map((score, i) => score + personal[i]!),
            pause,
          );
    const floored = personalize?.applyPolicyFloor(wished, base.ranks, base.policy);
    const { order = wished, held } = floored ?? {};
    const ranked = await rankItems({ items, ids, base, personal, order, held }, limit, pause);
    const words = { ...code?.ENGLISH, ...phrases } as Phrases;
    if (code !== undefined) {
      const explain = code.createExplainer({
        student,
        query,
        evidence,
        profile,
        signals,
        codes: engine().session.codes(),
        slots,
        now: at,
        alpha,
        phrases: words,
      });
      for (const [r, entry] of ranked.entries()) {
        const from = slots[order[r]!]! * stride;
        // Asked for each time: after a pause the codes may lie elsewhere.
        const codes = engine().session.codes();
        entry.reasons = explain(entry.item, codes, from, entry.held === true);
        const pausing = pause();
        if (pausing) await pausing;
      }
    }
    mark();
    const spent = (i: number): number => marks[i + 1]! - marks[i]!;
    return {
      items: ranked,
      engine: engine().name,
      timings: {
        encodeMs: spent(0),
        scoreMs: spent(1),
        personalizeMs: spent(2),
        orderMs: spent(3),
        totalMs: marks[4]! - marks[0]!,
        encodedItems,
      },
      why(above, below) {
        const reasonsOf = (id: string): Reason[] => {
          const reasons = ranked.find((entry) => entry.id === id)?.reasons;
          if (reasons !== undefined) return reasons;
          throw new PocketRankError('INVALID_ARGUMENT', `There are no reasons for ${id}.`, {
            hint: 'Rank with `explain: true`, and compare ids among its items.',
          });
        };
        return code!.compareReasons(reasonsOf(above), reasonsOf(below), words);
      },
    };
  }

  return {
    async rank(items, ids, rankOptions, pause) {
      // Without the code (the page is offline and never loaded it) items are ranked all the same.
      const code = rankOptions.explain
        ? await import('../../core/explain/index.ts').catch(() => undefined)
        : undefined;
      for (;;) {
        rankOptions.signal?.throwIfAborted();
        const use = known.begin();
        const epoch = known.epoch();
        try {
          const ranking = await attempt(items, ids, rankOptions, use, code, pause);
          // Forgotten meanwhile, here or in another tab: what was computed from is gone.
          if (known.epoch() === epoch) return ranking;
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
  };
}
