import type { ShownPair } from './calibrate-clicks.ts';

/** `scale · logit + offset`. */
export interface Affine {
  scale: number;
  offset: number;
}

const MIN_CLICKS = 50;
const ROUNDS = 50;

/**
 * Platt scaling behind examination: the affine map of click logits under which clicks are likeliest where
 * `P(click) = examined · σ(scale · logit + offset)`, by Fisher scoring. Unlike isotonic regression it can be
 * written into the last layer of a network, and it changes no order.
 *
 * Source: Platt, Probabilistic outputs for support vector machines, 1999.
 *
 * @returns undefined where there are too few clicks, or where clicks fall with the logit
 */
export function fitPlatt(shown: readonly ShownPair[]): Affine | undefined {
  const pairs = shown.filter(({ examined }) => examined > 0);
  const clicks = pairs.filter(({ clicked }) => clicked).length;
  if (clicks < MIN_CLICKS || pairs.length - clicks < MIN_CLICKS) return undefined;
  let scale = 1;
  let offset = 0;
  for (let round = 0; round < ROUNDS; round++) {
    // A little ridge keeps the step finite where the logits hardly vary.
    let [slopeScale, slopeOffset] = [0, 0];
    let [ss, so, oo] = [1e-6, 0, 1e-6];
    for (const { logit, clicked, examined } of pairs) {
      const share = 1 / (1 + Math.exp(-(scale * logit + offset)));
      const none = Math.max(1e-9, 1 - examined * share);
      const slope = clicked ? 1 - share : (-examined * share * (1 - share)) / none;
      const weight = (examined * share * (1 - share) ** 2) / none;
      slopeScale += slope * logit;
      slopeOffset += slope;
      ss += weight * logit * logit;
      so += weight * logit;
      oo += weight;
    }
    const determinant = ss * oo - so * so;
    const byScale = (oo * slopeScale - so * slopeOffset) / determinant;
    const byOffset = (ss * slopeOffset - so * slopeScale) / determinant;
    // Steps are bounded: far from the optimum the information is all but zero.
    scale += Math.min(1, Math.max(-1, byScale));
    offset += Math.min(1, Math.max(-1, byOffset));
    if (Math.abs(byScale) + Math.abs(byOffset) < 1e-9) break;
  }
  return Number.isFinite(scale + offset) && scale > 0 ? { scale, offset } : undefined;
}
