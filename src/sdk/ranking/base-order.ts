import { standBehind } from '../../core/limits/stand-behind.ts';
import { descendingOrder } from '../../core/math/descending-order.ts';
import { readOutputs } from '../../core/student/outputs.ts';
import type { Student } from '../../core/student/student.ts';
import type { Pause } from './pacer.ts';
import type { ScoredList } from './score-list.ts';

/** What a scored list alone says of its items: it holds for the same list and alpha. */
export interface BaseOrder {
  scored: ScoredList;
  alpha: number;
  scores: Float64Array;
  policy: Float64Array;
  click: Float64Array;
  order: Uint32Array;
  /** From 0. */
  ranks: Uint32Array;
}

/** Creates the reading and ordering of scored lists. It remembers the last, which signals order again. */
export function createBaseOrder(
  student: Student,
): (scored: ScoredList, alpha: number, pause: Pause) => Promise<BaseOrder> {
  let last: BaseOrder | undefined;
  return async (scored, alpha, pause) => {
    if (last?.scored === scored && last.alpha === alpha) return last;
    const { outputs, limited } = scored;
    const count = outputs.length / 2;
    const scores = new Float64Array(count);
    const policy = new Float64Array(count);
    const click = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const cap = limited?.caps[i];
      const outcome = readOutputs(student, outputs[2 * i]!, outputs[2 * i + 1]!, alpha, cap);
      scores[i] = outcome.score;
      policy[i] = outcome.policy;
      click[i] = outcome.click;
      const pausing = i % 1024 === 0 && pause();
      if (pausing) await pausing;
    }
    const order = await orderList(scores, scored, pause);
    const ranks = new Uint32Array(count);
    for (let r = 0; r < count; r++) ranks[order[r]!] = r;
    return (last = { scored, alpha, scores, policy, click, order, ranks });
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
