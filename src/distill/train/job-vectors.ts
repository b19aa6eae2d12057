import type { Choice } from './interactions.ts';

/** A job that fewer people chose is left to its content. */
const MIN_CHOICES = 2;

/**
 * A vector for each job that enough people chose, beside what its content says: zero at first and held near it by
 * a Gaussian prior. Row-wise Adagrad.
 */
export interface JobVectors {
  readonly width: number;
  /** Whether a job has a vector of its own. */
  has(job: number): boolean;
  /** The vector of a job, a view. */
  of(job: number): Float32Array;
  /** The vectors of a batch: jobs × width. */
  gather(jobs: ArrayLike<number>): Float32Array;
  /**
   * One step down a gradient.
   *
   * @param gradient of a mean, jobs × width; a job that stands there twice gets the sum
   * @param examples that it is the mean over; default: as many as there are jobs
   */
  step(jobs: ArrayLike<number>, gradient: Float32Array, rate: number, examples?: number): void;
  /** A copy of all state of training, to continue from later. */
  save(): Record<'vectors' | 'vectorAccumulators', Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
}

/**
 * @param count of jobs
 * @param choices tell which jobs get a vector
 * @param precision of the prior, in choices: what few chose moves little
 */
export function createJobVectors(
  count: number,
  width: number,
  choices: readonly Choice[],
  precision: number,
): JobVectors {
  const history = new Uint32Array(count);
  for (const { job } of choices) history[job]!++;
  const values = new Float32Array(count * width);
  const accumulators = new Float32Array(count);
  const has = (job: number): boolean => history[job]! >= MIN_CHOICES;
  const of = (job: number): Float32Array => values.subarray(job * width, (job + 1) * width);
  return {
    width,
    has,
    of,
    gather(jobs) {
      const out = new Float32Array(jobs.length * width);
      for (let i = 0; i < jobs.length; i++) out.set(of(jobs[i]!), i * width);
      return out;
    },
    step(jobs, gradient, rate, examples = jobs.length) {
      const slopes = new Map<number, Float32Array>();
      for (let i = 0; i < jobs.length; i++) {
        const job = jobs[i]!;
        if (!has(job)) continue;
        const slope = slopes.get(job) ?? of(job).map((x) => precision * x);
        // The loss is a mean; the prior counts in choices.
        for (let d = 0; d < width; d++) slope[d]! += examples * gradient[i * width + d]!;
        slopes.set(job, slope);
      }
      for (const [job, slope] of slopes) {
        accumulators[job]! += slope.reduce((sum, x) => sum + x * x, 0) / width;
        const factor = rate / (Math.sqrt(accumulators[job]!) + 1e-8);
        const own = of(job);
        for (let d = 0; d < width; d++) own[d]! -= factor * slope[d]!;
      }
    },
    save: () => ({ vectors: values.slice(), vectorAccumulators: accumulators.slice() }),
    restore(state) {
      values.set(state.vectors!);
      accumulators.set(state.vectorAccumulators!);
    },
  };
}
