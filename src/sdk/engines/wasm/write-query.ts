import type { Query } from '../../../core/student/fold.ts';
import { BLOCK, CROSS_SHIFT } from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';

/** Writes a folded head, which the kernel packs. What fills up its rows are zeros and is never written. */
export function writeQuery(query: Query, plan: MemoryPlan, { words, signed }: MemoryViews): void {
  const { width, hidden, outHidden, outDot, outBias } = query;
  const units = BLOCK * Math.ceil(hidden / BLOCK);
  words.set(query.bias, plan.bias >> 2);
  words.set(query.multiplier, (plan.bias >> 2) + units);
  signed.set(outHidden.subarray(0, hidden), plan.outHidden);
  signed.set(outHidden.subarray(hidden), plan.outHidden + units);
  signed.set(query.outCross, plan.outCross);
  signed.set(query.crossWeights, plan.crossWeights);
  signed.set(query.profile, plan.profile);
  const { rowBytes } = plan;
  if (rowBytes === width) signed.set(query.weights, plan.weights);
  else {
    for (let h = 0; h < hidden; h++) {
      signed.set(query.weights.subarray(h * width, (h + 1) * width), plan.weights + h * rowBytes);
    }
  }
  const { crossShift, shift, outHiddenShift, outCrossShift } = query;
  words.set(
    [crossShift, shift, outHiddenShift, outCrossShift, ...outDot, ...outBias],
    CROSS_SHIFT >> 2,
  );
}
