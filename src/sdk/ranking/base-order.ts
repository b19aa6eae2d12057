import { descendingOrder } from '../../core/math/descending-order.ts';
import { readOutputs } from '../../core/student/outputs.ts';
import type { Student } from '../../core/student/student.ts';
import type { Pause } from './pacer.ts';

/** What the outputs alone say of a list: it holds for the same outputs and alpha. */
export interface BaseOrder {
  outputs: Int32Array;
  alpha: number;
  scores: Float64Array;
  policy: Float64Array;
  click: Float64Array;
  order: Uint32Array;
  /** From 0. */
  ranks: Uint32Array;
}

/** Creates the reading and ordering of outputs. It remembers the last list, which clicks order again. */
export function createBaseOrder(
  student: Student,
): (outputs: Int32Array, alpha: number, pause: Pause) => Promise<BaseOrder> {
  let last: BaseOrder | undefined;
  return async (outputs, alpha, pause) => {
    if (last?.outputs === outputs && last.alpha === alpha) return last;
    const count = outputs.length / 2;
    const scores = new Float64Array(count);
    const policy = new Float64Array(count);
    const click = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const outcome = readOutputs(student, outputs[2 * i]!, outputs[2 * i + 1]!, alpha);
      scores[i] = outcome.score;
      policy[i] = outcome.policy;
      click[i] = outcome.click;
      const pausing = i % 1024 === 0 && pause();
      if (pausing) await pausing;
    }
    const order = await descendingOrder(scores, pause);
    const ranks = new Uint32Array(count);
    for (let r = 0; r < count; r++) ranks[order[r]!] = r;
    return (last = { outputs, alpha, scores, policy, click, order, ranks });
  };
}
