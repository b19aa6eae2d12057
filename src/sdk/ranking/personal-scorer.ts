import type { EngineSession } from '../../core/engine.ts';
import { hasTogether } from '../../core/personalization/affinity.ts';
import { createRarities } from '../../core/personalization/list-rarities.ts';
import { flattenPrior } from '../../core/personalization/prior-weights.ts';
import { weighSignals } from '../../core/personalization/signal-weights.ts';
import type { Signals } from '../../core/personalization/signals.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';
import { createLikeness, type Likeness } from './likeness.ts';
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
  parts: Part[];
}

/** Some items of a list, which are weighed alike. */
interface Part {
  /** Where in the list they stand. */
  places: Uint32Array;
  likeness: Likeness;
  /** By affinity; they do not depend on the signals. */
  rarities: Rarities;
  /** What they were compared with; absent where that would take too much memory. */
  list?: ListPart;
}

type Rarities = (Float64Array | undefined)[];

export function createPersonalScorer(student: Student): PersonalScorer {
  const { schema, personalization } = student;
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const weights = flattenPrior(schema, personalization);
  const plain = createLikeness(student, weights.plain, PART_ITEMS);
  const known =
    schema.togetherBytes > 0 ? createLikeness(student, weights.together, PART_ITEMS) : plain;
  let last: List | undefined;

  async function measureRarities(
    session: EngineSession,
    slots: Uint32Array,
    pause: Pause,
  ): Promise<Rarities> {
    const inParts = async (work: (codes: Uint8Array, from: number) => void): Promise<void> => {
      for (let from = 0; from < slots.length; from += PART_ITEMS) {
        // Asked for each time: after a pause the codes may lie elsewhere.
        work(session.codes(), from);
        const pausing = pause();
        if (pausing) await pausing;
      }
    };
    const rarities: Rarities = [];
    for (const counted of createRarities(schema, width, stride, [
      weights.plain,
      weights.together,
    ])) {
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

  /** A list in parts: items of which a log says something apart from the others, neither too many at once. */
  async function divide(session: EngineSession, slots: Uint32Array, pause: Pause): Promise<Part[]> {
    const rarities = await measureRarities(session, slots, pause);
    const codes = session.codes();
    const places: [plain: number[], known: number[]] = [[], []];
    for (let n = 0; n < slots.length; n++) {
      const isKnown = known !== plain && hasTogether(schema, width, codes, slots[n]! * stride);
      places[isKnown ? 1 : 0].push(n);
    }
    const parts: Part[] = [];
    for (const [kind, own] of places.entries()) {
      for (let from = 0; from < own.length; from += PART_ITEMS) {
        const some = Uint32Array.from(own.slice(from, from + PART_ITEMS));
        parts.push({
          places: some,
          likeness: kind === 1 ? known : plain,
          rarities: rarities.map((rarity) => rarity && pick(rarity, some)),
        });
        const pausing = pause();
        if (pausing) await pausing;
      }
    }
    return parts;
  }

  return {
    async score(session, signals, now, slots, version, pause) {
      const count = slots.length;
      const scores = new Float64Array(count);
      if (signals.length === 0) return scores;
      await session.loadAffinities?.();
      const counts = weighSignals(personalization, signals, now);
      const isLast =
        last?.version === version &&
        last.slots.length === count &&
        last.slots.every((slot, n) => slot === slots[n]);
      const list = isLast ? last! : { slots, version, parts: await divide(session, slots, pause) };
      // Another ranking that begins meanwhile starts afresh; one that is called off leaves nothing half done.
      last = undefined;
      let bytes = 0;
      for (const part of list.parts) {
        const { places, likeness, rarities } = part;
        const own =
          part.list ??
          createListPart(
            likeness,
            places.map((place) => slots[place]!),
          );
        await own.compare(session, signals, counts, pause);
        const found = new Float64Array(places.length);
        own.score(signals, counts, rarities, found);
        for (let n = 0; n < places.length; n++) scores[places[n]!] = found[n]!;
        bytes += own.bytes();
        if (bytes <= MAX_BYTES) part.list = own;
        else delete part.list;
      }
      last = list;
      return scores;
    },
  };
}

/** The values at some places. */
function pick(values: Float64Array, places: Uint32Array): Float64Array {
  const picked = new Float64Array(places.length);
  for (let n = 0; n < places.length; n++) picked[n] = values[places[n]!]!;
  return picked;
}
