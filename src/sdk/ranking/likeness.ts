import type { EngineSession } from '../../core/engine.ts';
import { createAffinities, dotCodes, togetherFrom } from '../../core/personalization/affinity.ts';
import { createSignalMap } from '../../core/personalization/map-signals.ts';
import {
  AWAY,
  FEATURES_PER_AFFINITY,
  LAST,
  MAX,
  MEAN,
  RARE,
} from '../../core/personalization/prior-weights.ts';
import { UNIT } from '../../core/math/rounding.ts';
import { itemCodeBytes, type Student } from '../../core/student/student.ts';

/** How alike items are to one of the past, as integers: see `EngineSession.affinities`. */
export interface Comparison {
  dots: Int32Array;
  crosses: Uint8Array;
  /** The dot product of what a log says of who chooses them; empty where no item's code has room for it. */
  together: Int32Array;
}

/** A cross whose maximum counts. */
interface MaxCross {
  cross: number;
  /** By the affinity as an integer: its value, and that times its weight. */
  values: Float64Array;
  weighed: Float64Array;
  rareWeight: number;
}

/** A model's affinities of items, and their weights. */
export interface Likeness {
  maxCrosses: readonly MaxCross[];
  /** Whether codes have room for what a log says of who chooses an item. */
  hasTogether: boolean;
  /** Compares items with one of the past, by what has a weight; valid until the next call. */
  compare(session: EngineSession, past: Uint8Array, slots: Uint32Array): Comparison;
  /** For each item the sum of its affinities times their weights as means, of a signal that is positive or not. */
  weighMeans(compared: Comparison, isPositive: boolean): Float64Array;
  /** For each item the sum of its affinities times their weights as lasts. */
  weighLasts(compared: Comparison): Float64Array;
  /**
   * Adds to each item's score its maxima times their weights.
   *
   * @param maxima whose crosses are `maxCrosses` alone
   * @param rarities by affinity, of these items
   */
  addMaxima(
    maxima: Comparison,
    rarities: readonly (Float64Array | undefined)[],
    scores: Float64Array,
  ): void;
}

/** @param flat weights as `flattenWeights` orders them @param most items compared at once */
export function createLikeness(student: Student, flat: Float64Array, most: number): Likeness {
  const { schema } = student;
  const { width } = student.parameters;
  const { crosses, togetherBytes } = schema;
  const togetherAt = togetherFrom(schema, width);
  const stride = itemCodeBytes(student);
  const affinities = createAffinities(schema, width);
  const mapped = createSignalMap(student.personalization, width);
  const row = new Float64Array(2 + crosses.length);
  const scratch: Comparison = {
    dots: new Int32Array(most),
    crosses: new Uint8Array(most * crosses.length),
    together: new Int32Array(togetherBytes > 0 ? most : 0),
  };
  const weightOf = (affinity: number, aggregate: number): number =>
    flat[affinity * FEATURES_PER_AFFINITY + aggregate] ?? 0;
  /** What is 1 in a cross's integers. */
  const wholes = crosses.map(({ kind }) => (kind === 'difference' ? 64 : 127));
  const valuesOf = wholes.map((whole) => Float64Array.from({ length: 256 }, (_, i) => i / whole));
  const isWeighed = crosses.map((_, cross) =>
    [MEAN, MAX, LAST, RARE, AWAY].some((aggregate) => weightOf(cross + 1, aggregate) !== 0),
  );
  const maxCrosses = crosses.flatMap((_, cross): MaxCross[] => {
    const weight = weightOf(cross + 1, MAX);
    const rareWeight = weightOf(cross + 1, RARE);
    const weighed = valuesOf[cross]!.map((value) => weight * value);
    return weight === 0 && rareWeight === 0
      ? []
      : [{ cross, values: valuesOf[cross]!, weighed, rareWeight }];
  });

  /** Weighs by tables, so that no multiplication is left in the loop. */
  function createWeighing(aggregate: number): (compared: Comparison) => Float64Array {
    const content = weightOf(0, aggregate);
    const together = weightOf(crosses.length + 1, aggregate);
    const tables = crosses.flatMap((_, cross): [cross: number, weighed: Float64Array][] => {
      const weight = weightOf(cross + 1, aggregate);
      return weight === 0 ? [] : [[cross, valuesOf[cross]!.map((value) => weight * value)]];
    });
    return ({ dots, crosses: shares, together: others }) => {
      const count = dots.length;
      const sums = new Float64Array(count);
      for (let n = 0; n < count; n++) sums[n] = 0 + content * (dots[n]! / (UNIT * UNIT));
      for (const [cross, weighed] of tables) {
        for (let n = 0, at = cross * count; n < count; n++, at++) {
          sums[n]! += weighed[shares[at]!]!;
        }
      }
      for (let n = 0; n < others.length; n++) sums[n]! += together * (others[n]! / (UNIT * UNIT));
      return sums;
    };
  }

  const weighLiked = createWeighing(MEAN);
  const weighDisliked = createWeighing(AWAY);

  return {
    maxCrosses,
    hasTogether: togetherBytes > 0,
    compare(session, code, slots) {
      const past = mapped(code);
      const count = slots.length;
      const dots = scratch.dots.subarray(0, count);
      const shares = scratch.crosses.subarray(0, count * crosses.length);
      const together = scratch.together.subarray(0, count);
      if (session.affinities) session.affinities(past, slots, dots, shares, isWeighed);
      const codes = session.codes();
      for (let n = 0; n < count && !session.affinities; n++) {
        affinities(codes, slots[n]! * stride, past, row);
        dots[n] = row[0]! * (UNIT * UNIT);
        for (let c = 0; c < crosses.length; c++) {
          // Rounding takes back the division.
          shares[c * count + n] = Math.round(row[c + 1]! * wholes[c]!);
        }
      }
      for (let n = 0; n < together.length; n++) {
        const at = slots[n]! * stride + togetherAt;
        together[n] = dotCodes(codes, at, past, togetherAt, togetherBytes);
      }
      return { dots, crosses: shares, together };
    },
    weighMeans: (compared, isPositive) => (isPositive ? weighLiked : weighDisliked)(compared),
    weighLasts: createWeighing(LAST),
    addMaxima({ dots, crosses: shares, together }, rarities, scores) {
      const count = dots.length;
      const contentWeight = weightOf(0, MAX);
      for (let n = 0; n < count; n++) scores[n]! += contentWeight * (dots[n]! / (UNIT * UNIT));
      for (const [m, { cross, values, weighed, rareWeight }] of maxCrosses.entries()) {
        const rarity = rarities[cross + 1];
        for (let n = 0, at = m * count; n < count; n++, at++) {
          const share = shares[at]!;
          scores[n]! += weighed[share]!;
          if (rarity) scores[n]! += rareWeight * (values[share]! * rarity[n]!);
        }
      }
      const togetherWeight = weightOf(crosses.length + 1, MAX);
      for (let n = 0; n < together.length; n++) {
        scores[n]! += togetherWeight * (together[n]! / (UNIT * UNIT));
      }
    },
  };
}
