import type { LogitMap } from '../train/calibrate/calibrate-clicks.ts';
import type { ItemVectors } from '../train/choices/item-vectors.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';

/** A trained teacher: scores pairs with one head of its network, or with the mean over several networks. */
export interface Teacher {
  /** Of its output too: `policy`, `click`, or another that the domain names. */
  name: string;
  networks: readonly PairNetwork[];
  /** Which of its networks' outputs it uses. */
  head: number;
  /** Whether the logistic function of its logit is a probability (or a grade's share), not only an order. */
  calibrated: boolean;
  /** Learned probability that a position is examined, from position 1 on, relative to the likeliest. */
  examination?: Float32Array | undefined;
  /** What calibrates its logits, where they were calibrated after training. */
  map?: LogitMap | undefined;
  /**
   * Where it learned from choices alone, and so scores by the cosine of codes: what is to be added to the codes of
   * single items, by network.
   */
  vectors?: readonly ItemVectors[] | undefined;
}
