import type { PairData } from '../data/pair-data.ts';
import type { StudentLists } from '../data/student-lists.ts';
import type { ServedStep } from './fit-weights.ts';

/** The same step with other codes of its items, those of its signals too. */
export function serveStep(own: ServedStep, data: PairData, lists: StudentLists): ServedStep {
  const { codes, stride } = lists;
  const signals = own.step.signals.map((signal) => {
    const from = data.itemIndex.get(signal.itemId)! * stride;
    return { ...signal, code: codes.subarray(from, from + stride) };
  });
  return { ...own, lists, base: lists.blend(own.step.list), step: { ...own.step, signals } };
}
