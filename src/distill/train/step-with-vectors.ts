import type { JobVectors } from './job-vectors.ts';
import type { PairNetwork, Rates } from './pair-network.ts';
import type { Tensor, Tensor2D } from './tensorflow.ts';

/**
 * One training step on codes and on vectors of single jobs that are added to them.
 *
 * @param loss of unit vectors: of the profiles, of the jobs by content, and of the same with their vectors added
 * @param vectorRate learning rate of the vectors, in that of the table
 * @returns the loss
 */
export async function stepWithVectors(
  network: PairNetwork,
  vectors: JobVectors,
  profiles: ArrayLike<number>,
  jobs: ArrayLike<number>,
  loss: (profiles: Tensor2D, content: Tensor2D, sums: Tensor2D) => Tensor,
  rates: Rates,
  vectorRate: number,
): Promise<number> {
  const values = vectors.gather(jobs);
  const added = { values, gradient: new Float32Array(values.length) };
  const value = await network.stepCodes(profiles, jobs, loss, rates, added);
  vectors.step(jobs, added.gradient, vectorRate * rates.table);
  return value;
}
