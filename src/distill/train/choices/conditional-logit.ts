/** One choice: features of each candidate, row by row, and what was chosen. */
export interface ChoiceSet {
  /** candidates × features. */
  features: Float64Array;
  /** A fixed part of each candidate's utility. */
  offset: Float64Array;
  chosen: number;
}

const ITERATIONS = 20;
const TOLERANCE = 1e-6;

/**
 * Fits a conditional logit (McFadden 1974) with a Gaussian prior of the given precision by damped Newton
 * steps: `P(choice) = softmax(offset + features · weights)`.
 *
 * @param nonNegative the first so many weights are held at or above 0 (projected Newton, Bertsekas 1982)
 * @returns the weights, their standard deviations, and the mean log likelihood of a choice
 */
export function fitConditionalLogit(
  sets: readonly ChoiceSet[],
  count: number,
  precision: number,
  nonNegative = 0,
): { weights: Float64Array; deviations: Float64Array; likelihood: number } {
  let weights = new Float64Array(count);
  let current = evaluate(sets, weights, precision);
  for (let i = 0; i < ITERATIONS; i++) {
    const { hessian, gradient } = current;
    for (let j = 0; j < nonNegative; j++) {
      if (weights[j] === 0 && gradient[j]! <= 0) keepStill(hessian, gradient, j);
    }
    const step = solve(hessian, gradient, count);
    let scale = 1;
    let next = current;
    let moved = weights;
    // Halve the step until the objective rises: an undamped Newton step may overshoot.
    for (; scale > 1e-3; scale /= 2) {
      moved = weights.map((w, j) => {
        const to = w + scale * step[j]!;
        return j < nonNegative ? Math.max(0, to) : to;
      });
      next = evaluate(sets, moved, precision);
      if (next.objective >= current.objective) break;
    }
    const gain = next.objective - current.objective;
    if (gain < 0) break;
    weights = moved;
    current = next;
    if (gain < TOLERANCE) break;
  }
  const { hessian } = evaluate(sets, weights, precision);
  const deviations = weights.map((_, j) => {
    const unit = Float64Array.from(weights, (__, i) => Number(i === j));
    return Math.sqrt(Math.max(0, solve(hessian, unit, count)[j]!));
  });
  return { weights, deviations, likelihood: current.likelihood / Math.max(1, sets.length) };
}

/** Takes one weight out of the system, so that a step does not move it. */
function keepStill(hessian: Float64Array, gradient: Float64Array, j: number): void {
  const count = gradient.length;
  for (let i = 0; i < count; i++) hessian[i * count + j] = hessian[j * count + i] = 0;
  hessian[j * count + j] = 1;
  gradient[j] = 0;
}

/** The mean log likelihood of choices by given weights. */
export function meanLikelihood(sets: readonly ChoiceSet[], weights: Float64Array): number {
  return evaluate(sets, weights, 0).likelihood / Math.max(1, sets.length);
}

function evaluate(sets: readonly ChoiceSet[], weights: Float64Array, precision: number) {
  const count = weights.length;
  const gradient = weights.map((w) => -precision * w);
  const hessian = new Float64Array(count * count);
  for (let i = 0; i < count; i++) hessian[i * count + i] = precision;
  const mean = new Float64Array(count);
  let likelihood = 0;
  let penalty = 0;
  for (const w of weights) penalty += 0.5 * precision * w * w;
  for (const { features, offset, chosen } of sets) {
    const n = offset.length;
    const utility = new Float64Array(n);
    let top = -Infinity;
    for (let k = 0; k < n; k++) {
      let u = offset[k]!;
      for (let j = 0; j < count; j++) u += weights[j]! * features[k * count + j]!;
      utility[k] = u;
      top = Math.max(top, u);
    }
    let total = 0;
    for (let k = 0; k < n; k++) total += Math.exp(utility[k]! - top);
    likelihood += utility[chosen]! - top - Math.log(total);
    mean.fill(0);
    for (let k = 0; k < n; k++) {
      const p = Math.exp(utility[k]! - top) / total;
      for (let j = 0; j < count; j++) mean[j]! += p * features[k * count + j]!;
    }
    for (let k = 0; k < n; k++) {
      const p = Math.exp(utility[k]! - top) / total;
      if (p < 1e-9) continue;
      for (let j = 0; j < count; j++) {
        const dj = features[k * count + j]! - mean[j]!;
        if (dj === 0) continue;
        for (let i = 0; i <= j; i++) {
          hessian[j * count + i]! += p * dj * (features[k * count + i]! - mean[i]!);
        }
      }
    }
    for (let j = 0; j < count; j++) gradient[j]! += features[chosen * count + j]! - mean[j]!;
  }
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < j; i++) hessian[i * count + j] = hessian[j * count + i]!;
  }
  return { gradient, hessian, likelihood, objective: likelihood - penalty };
}

/** Solves a symmetric positive definite system by Cholesky decomposition. */
function solve(matrix: Float64Array, right: Float64Array, n: number): Float64Array {
  const lower = matrix.slice();
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = lower[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      lower[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j * n + j]!;
    }
  }
  const x = right.slice();
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= lower[i * n + k]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= lower[k * n + i]! * x[k]!;
    x[i]! /= lower[i * n + i]!;
  }
  return x;
}
