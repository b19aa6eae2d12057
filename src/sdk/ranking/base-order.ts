import { standBehind } from '../../core/limits/stand-behind.ts';
import { descendingOrder } from '../../core/math/descending-order.ts';
import { readOutputs } from '../../core/student/outputs.ts';
import type { Student } from '../../core/student/student.ts';
import type { Pause } from './pacer.ts';
import type { ScoredList } from './score-list.ts';

/** What a scored list alone says of its items: it holds for the same list and weights. */
export interface BaseOrder {
  scored: ScoredList;
  weights: readonly number[];
  scores: Float64Array;
  /** What each output says of each item. */
  heads: readonly Float64Array[];
  /** The policy's grades; of a model without one, nothing is poor. */
  expected: Float64Array;
  order: Uint32Array;
  /** From 0. */
  ranks: Uint32Array;
}

/** Creates the reading and ordering of scored lists. It remembers the last, which signals order again. */
export function createBaseOrder(
  student: Student,
): (scored: ScoredList, weights: readonly number[], pause: Pause) => Promise<BaseOrder> {
  let last: BaseOrder | undefined;
  return async (scored, weights, pause) => {
    if (last?.scored === scored && last.weights.every((weight, k) => weight === weights[k]))
      return last;
    const { outputs, limited } = scored;
    const count = scored.slots.length;
    const scores = new Float64Array(count);
    const heads = weights.map(() => new Float64Array(count));
    const values = new Float64Array(weights.length);
    for (let i = 0; i < count; i++) {
      const cap = limited?.caps[i];
      scores[i] = readOutputs(student, outputs, values.length * i, values, weights, cap);
      for (let k = 0; k < values.length; k++) heads[k]![i] = values[k]!;
      const pausing = i % 1024 === 0 && pause();
      if (pausing) await pausing;
    }
    const order = await orderList(scores, scored, pause);
    const ranks = new Uint32Array(count);
    for (let r = 0; r < count; r++) ranks[order[r]!] = r;
    const expected = heads[student.policyAt] ?? new Float64Array(count).fill(4);
    return (last = { scored, weights, scores, heads, expected, order, ranks });
  };
}

/** Indices of a list's items by their scores, best first; what limits forbid stands behind all others. */
export async function orderList(
  scores: Float64Array,
  { limited }: ScoredList,
  pause: Pause,
): Promise<Uint32Array> {
  const order = await descendingOrder(scores, pause);
  return limited ? standBehind(order, limited.caps) : order;
}
