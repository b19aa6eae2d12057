import type { EngineSession } from '../../core/engine.ts';
import { createRarities } from '../../core/personalization/list-rarities.ts';
import { flattenPrior } from '../../core/personalization/prior-weights.ts';
import { weighSignals } from '../../core/personalization/signal-weights.ts';
import type { Signals } from '../../core/personalization/signals.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import { createLikeness } from './likeness.ts';
import { createListPart, type ListPart } from './list-part.ts';
import type { Pause } from './pacer.ts';

/** The most memory that a list is remembered in; a longer one is compared anew each time. */
const MAX_BYTES = 4 << 20;
/** Items compared at once. */
const PART_ITEMS = 4096;

/**
 * Personal scores of a list of items, bit for bit those of `personalScores`. It remembers the last list and the
 * signals that it was compared with.
 */
export interface PersonalScorer {
  /**
   * @param version grows whenever the codes in `slots` may have changed
   * @param pause called between small pieces of work
   */
  score(
    session: EngineSession,
    signals: Signals,
    now: number,
    slots: Uint32Array,
    version: number,
    pause: Pause,
  ): Promise<Float64Array>;
}

interface List {
  slots: Uint32Array;
  version: number;
  /** By affinity, of all items; they do not depend on the signals. */
  rarities: (Float64Array | undefined)[];
  parts: ListPart[];
}

export function createPersonalScorer(student: Student): PersonalScorer {
  const { schema, personalization } = student;
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const prior = flattenPrior(schema, personalization);
  const likeness = createLikeness(student, prior, PART_ITEMS);
  let last: List | undefined;

  async function measureRarities(
    session: EngineSession,
    slots: Uint32Array,
    pause: Pause,
  ): Promise<List['rarities']> {
    const inParts = async (work: (codes: Uint8Array, from: number) => void): Promise<void> => {
      for (let from = 0; from < slots.length; from += PART_ITEMS) {
        // Asked for each time: after a pause the codes may lie elsewhere.
        work(session.codes(), from);
        const pausing = pause();
        if (pausing) await pausing;
      }
    };
    const rarities: List['rarities'] = [];
    for (const counted of createRarities(schema, width, stride, prior)) {
      const rarity = counted && new Float64Array(slots.length);
      rarities.push(rarity);
      if (rarity === undefined) continue;
      await inParts((codes, from) => counted!.add(codes, slots.subarray(from, from + PART_ITEMS)));
      await inParts((codes, from) => {
        const end = Math.min(from + PART_ITEMS, slots.length);
        for (let n = from; n < end; n++) rarity[n] = counted!.of(codes, slots[n]! * stride);
      });
    }
    return rarities;
  }

  return {
    async score(session, signals, now, slots, version, pause) {
      const count = slots.length;
      const scores = new Float64Array(count);
      if (signals.length === 0) return scores;
      await session.loadAffinities?.();
      const weights = weighSignals(personalization, signals, now);
      const isLast =
        last?.version === version &&
        last.slots.length === count &&
        last.slots.every((slot, n) => slot === slots[n]);
      const list = isLast
        ? last!
        : { slots, version, rarities: await measureRarities(session, slots, pause), parts: [] };
      // Another ranking that begins meanwhile starts afresh; one that is called off leaves nothing half done.
      last = undefined;
      let bytes = 0;
      for (let from = 0, p = 0; from < count; from += PART_ITEMS, p++) {
        const end = Math.min(from + PART_ITEMS, count);
        const part = list.parts[p] ?? createListPart(likeness, slots.subarray(from, end));
        await part.compare(session, signals, weights, pause);
        const rarities = list.rarities.map((rarity) => rarity?.subarray(from, end));
        part.score(signals, weights, rarities, scores.subarray(from, end));
        bytes += part.bytes();
        if (bytes <= MAX_BYTES) list.parts[p] = part;
        else list.parts.length = Math.min(list.parts.length, p);
      }
      last = list;
      return scores;
    },
  };
}
