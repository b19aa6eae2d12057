import type { EngineSession } from '../core/engine.ts';
import { createAffinities } from '../core/personalization/affinity.ts';
import {
  FEATURES_PER_AFFINITY,
  flattenPrior,
  listRarity,
  weighSignals,
} from '../core/personalization/personal-scores.ts';
import type { Signal, Signals } from '../core/personalization/signals.ts';
import { UNIT } from '../core/math/rounding.ts';
import { jobCodeBytes, type Student } from '../core/student/student.ts';
import { createPacer } from './pacer.ts';

/** The most memory that affinities take. */
const MAX_BYTES = 4 << 20;
/** Jobs compared at once. */
const SLICE_JOBS = 4096;

/** How alike a list of jobs is to one job of the past, see `EngineSession.affinities`. */
interface Column {
  dots: Int32Array;
  crosses: Uint8Array;
}

/**
 * Personal scores of a list of jobs, bit for bit those of `personalScores`. It remembers how alike the list
 * and each signal are, so that one more signal costs one more comparison a job.
 */
export interface PersonalScorer {
  /**
   * @param version grows whenever the codes in `slots` may have changed
   * @param signal ends it when it is aborted
   */
  score(
    session: EngineSession,
    signals: Signals,
    now: number,
    slots: Uint32Array,
    version: number,
    signal?: AbortSignal,
  ): Promise<Float64Array>;
}

export function createPersonalScorer(student: Student): PersonalScorer {
  const { schema, personalization } = student;
  const { width } = student.parameters;
  const { crosses } = schema;
  const stride = jobCodeBytes(student);
  const prior = flattenPrior(schema, personalization);
  const compare = createAffinities(schema, width);
  const row = new Float64Array(1 + crosses.length);
  // What an affinity's integers mean: a table, so that no division is left in the loop.
  const scales = crosses.map(({ kind }) =>
    Float64Array.from({ length: 256 }, (_, i) => i / (kind === 'difference' ? 64 : 127)),
  );
  let columns = new Map<Signal, Column>();
  /** By affinity, of all jobs of the last list; it does not depend on the signals. */
  let rarities: (Float64Array | undefined)[] | undefined;
  let lastSlots: Uint32Array = new Uint32Array(0);
  let lastVersion = -1;

  async function compareAll(
    session: EngineSession,
    past: Uint8Array,
    slots: Uint32Array,
    pause: () => Promise<void> | undefined,
  ): Promise<Column> {
    const count = slots.length;
    const column = {
      dots: new Int32Array(count),
      crosses: new Uint8Array(count * crosses.length),
    };
    for (let from = 0; from < count; from += SLICE_JOBS) {
      const some = slots.subarray(from, from + SLICE_JOBS);
      const dots = column.dots.subarray(from, from + some.length);
      const shares = new Uint8Array(some.length * crosses.length);
      if (session.affinities) session.affinities(past, some, dots, shares);
      else compareHere(session.codes(), past, some, dots, shares);
      for (let c = 0; c < crosses.length; c++) {
        const share = shares.subarray(c * some.length, (c + 1) * some.length);
        column.crosses.set(share, c * count + from);
      }
      const pausing = pause();
      if (pausing) await pausing;
    }
    return column;
  }

  async function measureRarity(
    session: EngineSession,
    slots: Uint32Array,
    pause: () => Promise<void> | undefined,
  ): Promise<(Float64Array | undefined)[]> {
    const measured: (Float64Array | undefined)[] = [];
    for (let a = 0; a < row.length; a++) {
      // Asked for each time: after a pause the codes may lie elsewhere.
      const codes = session.codes();
      const rarity = listRarity(schema, a, width, codes, stride, slots, prior);
      measured.push(rarity && Float64Array.from(slots, (slot) => rarity(codes, slot * stride)));
      const pausing = pause();
      if (pausing) await pausing;
    }
    return measured;
  }

  /** What `EngineSession.affinities` does, by the definition. */
  function compareHere(
    codes: Uint8Array,
    past: Uint8Array,
    slots: Uint32Array,
    dots: Int32Array,
    shares: Uint8Array,
  ): void {
    const count = slots.length;
    for (let n = 0; n < count; n++) {
      compare(codes, slots[n]! * stride, past, row);
      dots[n] = row[0]! * (UNIT * UNIT);
      for (let c = 0; c < crosses.length; c++) {
        // Rounding takes back the division.
        shares[c * count + n] = Math.round(
          row[c + 1]! * (crosses[c]!.kind === 'difference' ? 64 : 127),
        );
      }
    }
  }

  return {
    async score(session, signals, now, slots, version, signal) {
      const count = slots.length;
      const scores = new Float64Array(count);
      if (signals.length === 0 || count === 0) return scores;
      const pause = createPacer(signal);
      const { weights, total, last } = weighSignals(personalization, signals, now);
      const counted = signals.flatMap((_, i) => (weights[i] === 0 ? [] : [i]));
      const isSame =
        version === lastVersion &&
        count === lastSlots.length &&
        slots.every((slot, n) => slot === lastSlots[n]);
      if (!isSame) {
        columns = new Map();
        rarities = undefined;
      }
      lastSlots = slots;
      lastVersion = version;
      const rare = rarities ?? (await measureRarity(session, slots, pause));
      if (slots === lastSlots) rarities = rare;
      const part = Math.max(
        256,
        Math.floor(MAX_BYTES / (Math.max(1, counted.length) * (4 + crosses.length))),
      );
      for (let from = 0; from < count; from += part) {
        const some = slots.subarray(from, from + part);
        const kept = some.length === count ? columns : new Map<Signal, Column>();
        const held = new Map<Signal, Column>();
        for (const i of counted) {
          const past = signals[i]!;
          held.set(past, kept.get(past) ?? (await compareAll(session, past.code, some, pause)));
        }
        if (some.length === count && slots === lastSlots) columns = held;
        for (let a = 0; a < row.length; a++) {
          const own = prior.subarray(a * FEATURES_PER_AFFINITY, (a + 1) * FEATURES_PER_AFFINITY);
          if (own.every((weight) => weight === 0)) continue;
          const [meanWeight, maxWeight, lastWeight, rareWeight] = own;
          const rarity = rare[a];
          const mean = new Float64Array(some.length);
          const most = new Float64Array(some.length);
          const latest = new Float64Array(some.length);
          for (const i of counted) {
            const column = held.get(signals[i]!)!;
            addAffinity(column, a, scales[a - 1], weights[i]! / total, weights[i]! > 0, mean, most);
            if (i === last) addAffinity(column, a, scales[a - 1], 1, false, latest, most);
            const pausing = pause();
            if (pausing) await pausing;
          }
          for (let n = 0; n < some.length; n++) {
            let score = scores[from + n]!;
            score += meanWeight! * mean[n]!;
            score += maxWeight! * most[n]!;
            score += lastWeight! * latest[n]!;
            if (rarity !== undefined) score += rareWeight! * (most[n]! * rarity[from + n]!);
            scores[from + n] = score;
          }
        }
      }
      return scores;
    },
  };
}

/** `mean += weight · affinity`, and its maximum if it `counts` for that. Zeros change nothing. */
function addAffinity(
  column: Column,
  affinity: number,
  scale: Float64Array | undefined,
  weight: number,
  counts: boolean,
  mean: Float64Array,
  most: Float64Array,
): void {
  const count = mean.length;
  const { dots, crosses } = column;
  if (scale === undefined) {
    for (let n = 0; n < count; n++) {
      const value = dots[n]! / (UNIT * UNIT);
      mean[n]! += weight * value;
      if (counts && value > most[n]!) most[n] = value;
    }
    return;
  }
  for (let n = 0, at = (affinity - 1) * count; n < count; n++, at++) {
    const integer = crosses[at]!;
    if (integer === 0) continue;
    const value = scale[integer]!;
    mean[n]! += weight * value;
    if (counts && value > most[n]!) most[n] = value;
  }
}
