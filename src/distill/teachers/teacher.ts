import type { LogitMap } from '../train/calibrate-clicks.ts';
import type { PairNetwork } from '../train/pair-network.ts';

/** A trained teacher: scores pairs with one head of its network. */
export interface Teacher {
  name: 'policy' | 'click';
  network: PairNetwork;
  /** Which of the network's two outputs it uses. */
  head: number;
  /** Whether the logistic function of its logit is a probability (or a grade's share), not only an order. */
  calibrated: boolean;
  /** Learned probability that a position is examined, from position 1 on, relative to the likeliest. */
  examination?: Float32Array | undefined;
  /** What calibrates its logits, where they were calibrated after training. */
  map?: LogitMap | undefined;
}
