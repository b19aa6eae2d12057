import { logistic, logit } from '../network/soft-targets.ts';
import type { SoftList } from '../../teachers/soft-lists.ts';

/** Share of a list that counts as clicked. */
const BEST_SHARE = 1 / 8;

/**
 * What is left of soft labels where only hard ones are kept, as logits again: whole grades 0 … 4 of the
 * policy, and for clicks yes for the best eighth of each list, no for the rest.
 */
export function hardenLabels(list: SoftList): SoftList {
  return {
    ...list,
    policy: list.policy && logistic(list.policy).map((share) => logit(Math.round(4 * share) / 4)),
    click: list.click && bestOnly(list.click),
  };
}

function bestOnly(logits: Float32Array): Float32Array {
  const best = Math.max(1, Math.round(logits.length * BEST_SHARE));
  const least = logits.slice().sort().at(-best)!;
  return logits.map((value) => logit(Number(value >= least)));
}
