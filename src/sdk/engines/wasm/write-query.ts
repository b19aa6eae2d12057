import type { Query } from '../../../core/student/fold.ts';
import * as at from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';

/** Writes a folded head, which the kernel packs. What fills up its rows are zeros and is never written. */
export function writeQuery(query: Query, plan: MemoryPlan, { words, signed }: MemoryViews): void {
  const { width, hidden, outHidden, outDot, outBias } = query;
  const units = at.BLOCK * Math.ceil(hidden / at.BLOCK);
  words.set(query.bias, plan.of(at.BIAS) >> 2);
  words.set(query.multiplier, (plan.of(at.BIAS) >> 2) + units);
  for (let k = 0; k < outDot.length; k++) {
    const row = outHidden.subarray(hidden * k, hidden * (k + 1));
    signed.set(row, plan.of(at.OUT_HIDDEN) + units * k);
  }
  signed.set(query.outCross, plan.of(at.OUT_CROSS));
  signed.set(query.crossWeights, plan.of(at.CROSS_WEIGHTS));
  signed.set(query.profile, plan.of(at.PROFILE));
  const rowBytes = plan.of(at.ROW_BYTES);
  if (rowBytes === width) signed.set(query.weights, plan.of(at.WEIGHTS));
  else {
    for (let h = 0; h < hidden; h++) {
      signed.set(
        query.weights.subarray(h * width, (h + 1) * width),
        plan.of(at.WEIGHTS) + h * rowBytes,
      );
    }
  }
  const { crossShift, shift, outHiddenShift, outCrossShift } = query;
  words.set([crossShift, shift, outHiddenShift, outCrossShift, outDot.length], at.CROSS_SHIFT >> 2);
  words.set(outDot, at.OUT_DOT >> 2);
  words.set(outBias, at.OUT_BIAS >> 2);
}
