import type { EngineSession } from '../../core/engine.ts';
import type { Signal, Signals } from '../../core/personalization/signals.ts';
import type { SignalWeights } from '../../core/personalization/signal-weights.ts';
import type { Comparison, Likeness } from './likeness.ts';
import type { Pause } from './pacer.ts';

/** Signals whose maxima are kept as one. */
const GROUP = 16;

/** The maxima of how alike the items are to a few positive signals, as integers. */
interface Maxima extends Comparison {
  members: Signal[];
  /** By those crosses whose maximum counts, then by item. */
  crosses: Uint8Array;
}

/**
 * What a part of a list has to do with each signal, so that one more signal costs one more comparison an item,
 * however many there are already.
 */
export interface ListPart {
  /** Compares the items with the signals that are new, and forgets those that are gone. */
  compare(
    session: EngineSession,
    signals: Signals,
    weights: SignalWeights,
    pause: Pause,
  ): Promise<void>;
  /** Writes the personal scores of the items for the signals last compared with. */
  score(
    signals: Signals,
    weights: SignalWeights,
    rarities: readonly (Float64Array | undefined)[],
    scores: Float64Array,
  ): void;
  /** How much it holds. */
  bytes(): number;
}

/** @param slots of the part's items; `rarities` and `scores` are as long */
export function createListPart(likeness: Likeness, slots: Uint32Array): ListPart {
  const count = slots.length;
  const { maxCrosses } = likeness;
  /** By signal, the sum over affinities of mean weight times affinity. */
  const means = new Map<Signal, Float64Array>();
  /** The same of the last positive signal by the weights of `last`. */
  let last: Signal | undefined;
  let lasts: Float64Array | undefined;
  let groups: Maxima[] = [];

  /** A group that has room for one more. */
  function openGroup(): Maxima {
    const latest = groups.at(-1);
    if (latest !== undefined && latest.members.length < GROUP) return latest;
    const group = {
      members: [],
      dots: new Int32Array(count),
      crosses: new Uint8Array(maxCrosses.length * count),
      together: new Int32Array(likeness.hasTogether ? count : 0),
    };
    groups.push(group);
    return group;
  }

  function raise(group: Maxima, signal: Signal, { dots, crosses, together }: Comparison): void {
    group.members.push(signal);
    raiseTo(dots, 0, group.dots, 0, count);
    raiseTo(together, 0, group.together, 0, together.length);
    for (const [m, { cross }] of maxCrosses.entries()) {
      raiseTo(crosses, cross * count, group.crosses, m * count, count);
    }
  }

  return {
    async compare(session, signals, { weights, last: latest }, pause) {
      /** The positive signals whose maxima are to be found, and in which group where that is settled. */
      const missing = new Map<Signal, Maxima | undefined>();
      for (const [i, signal] of signals.entries())
        if (weights[i]! > 0) missing.set(signal, undefined);
      groups = groups.filter((group) => {
        const left = group.members.filter((signal) => missing.has(signal));
        const isWhole = left.length === group.members.length;
        for (const signal of left) {
          if (isWhole) missing.delete(signal);
          else missing.set(signal, group);
        }
        if (isWhole) return true;
        // A maximum cannot be taken back: the others of the group are compared again.
        group.members = [];
        group.dots.fill(0);
        group.crosses.fill(0);
        group.together.fill(0);
        return left.length > 0;
      });
      const counted = new Set(signals);
      for (const signal of means.keys()) if (!counted.has(signal)) means.delete(signal);
      for (const [i, signal] of signals.entries()) {
        const isNew = weights[i] !== 0 && !means.has(signal);
        const isLast = i === latest && last !== signal;
        if (!isNew && !isLast && !missing.has(signal)) continue;
        const compared = likeness.compare(session, signal.code, slots);
        if (isNew) means.set(signal, likeness.weighMeans(compared, weights[i]! > 0));
        if (isLast) [last, lasts] = [signal, likeness.weighLasts(compared)];
        if (missing.has(signal)) raise(missing.get(signal) ?? openGroup(), signal, compared);
        const pausing = pause();
        if (pausing) await pausing;
      }
    },
    score(signals, { weights, total, last: latest, trust }, rarities, scores) {
      for (const [i, signal] of signals.entries()) {
        const weight = weights[i]! / total;
        if (weight === 0) continue;
        const mean = means.get(signal)!;
        for (let n = 0; n < count; n++) scores[n]! += weight * mean[n]!;
      }
      if (latest < 0 || groups.length === 0) return;
      const single = lasts!.slice();
      const [first, ...others] = groups;
      const maxima = {
        dots: first!.dots.slice(),
        crosses: first!.crosses.slice(),
        together: first!.together.slice(),
      };
      for (const other of others) {
        raiseTo(other.dots, 0, maxima.dots, 0, count);
        raiseTo(other.crosses, 0, maxima.crosses, 0, maxima.crosses.length);
        raiseTo(other.together, 0, maxima.together, 0, maxima.together.length);
      }
      likeness.addMaxima(maxima, rarities, single);
      for (let n = 0; n < count; n++) scores[n]! += trust * single[n]!;
    },
    bytes: () => count * (8 * (means.size + 1) + (8 + maxCrosses.length) * groups.length),
  };
}

/** `to = max(to, from)`, element by element. */
function raiseTo(
  from: Int32Array | Uint8Array,
  fromAt: number,
  to: Int32Array | Uint8Array,
  toAt: number,
  count: number,
): void {
  for (let n = 0; n < count; n++) {
    const value = from[fromAt + n]!;
    if (value > to[toAt + n]!) to[toAt + n] = value;
  }
}
