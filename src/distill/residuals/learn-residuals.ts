import { PocketRankError } from '../../core/errors.ts';
import { clampInt8, roundHalfUp, UNIT } from '../../core/math/rounding.ts';
import { createEncoder } from '../../core/student/encode.ts';
import type { Student } from '../../core/student/student.ts';
import { createChoiceBatches } from '../train/choice-batches.ts';
import { inBatchLoss } from '../train/in-batch.ts';
import type { Choice } from '../train/interactions.ts';
import type { PairData } from '../train/pair-data.ts';
import { readTensors, type Tensor, type Tensor2D, type Tf } from '../train/tensorflow.ts';

export interface ResidualOptions {
  /** How often each choice teaches. */
  epochs: number;
  seed: string;
  /** The time of encoding, ms since 1970. */
  now: number;
  onStep?: () => void;
  signal?: AbortSignal | undefined;
}

const CHOICES_PER_STEP = 512;
/** Softmax scale of cosines. */
const SCALE = 5;
/** A job that fewer people chose is left to its content. */
const MIN_CHOICES = 2;
const RATE = 0.03;
/** Precision of the prior that a residual is nothing, in choices: what few chose moves little. */
const PRECISION = 0.3;

/** Steps that {@link learnResiduals} takes. */
export function residualSteps(choices: number, epochs: number): number {
  return Math.ceil((epochs * choices) / CHOICES_PER_STEP);
}

/**
 * Learns what a log says of each job beyond its content: for each job with enough history a vector to be
 * added to its code. The integer student's codes stay as they are; by in-batch softmax over their cosines
 * each choice moves the vector of its job towards who chose it and away from the others. The head's own
 * weights are not asked: it rises with the cosine. Row-wise Adagrad.
 *
 * @throws INTERRUPTED
 * @returns by job key, in order of the jobs: integers in the units of a dense code
 */
export async function learnResiduals(
  tf: Tf,
  student: Student,
  data: PairData,
  choices: readonly Choice[],
  options: ResidualOptions,
): Promise<Map<string, Int8Array>> {
  const { width } = student.parameters;
  const history = new Uint32Array(data.jobs.count);
  for (const { job } of choices) history[job]!++;
  const codes = denseCodes(student, data, choices, options.now);
  const residuals = new Float32Array(data.jobs.count * width);
  const accumulators = new Float32Array(data.jobs.count);

  const batches = createChoiceBatches(choices, CHOICES_PER_STEP, options.seed);
  const steps = residualSteps(choices.length, options.epochs);
  for (let step = 0; step < steps; step++) {
    if (step % 8 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
    if (options.signal?.aborted) {
      throw new PocketRankError('INTERRUPTED', `Residuals stopped at step ${step} of ${steps}.`, {
        hint: 'Run the same command again; the student itself is kept.',
      });
    }
    const batch = batches.of(step);
    const profiles = new Float32Array(batch.length * width);
    const jobs = new Float32Array(batch.length * width);
    for (const [i, { profile, job }] of batch.entries()) {
      profiles.set(codes.profile(profile), i * width);
      const content = codes.job(job);
      for (let d = 0; d < width; d++) {
        jobs[i * width + d] = content[d]! + residuals[job * width + d]!;
      }
    }
    const gradient = await jobGradient(tf, profiles, jobs, batches.mask(batch), width);
    const slopes = new Map<number, Float32Array>();
    for (const [i, { job }] of batch.entries()) {
      if (history[job]! < MIN_CHOICES) continue;
      const own = residuals.subarray(job * width, (job + 1) * width);
      const slope = slopes.get(job) ?? own.map((x) => PRECISION * x);
      // The loss is a mean over the batch; the prior counts in choices.
      for (let d = 0; d < width; d++) slope[d]! += batch.length * gradient[i * width + d]!;
      slopes.set(job, slope);
    }
    const rate = RATE * (1 - 0.9 * (step / steps));
    for (const [job, slope] of slopes) {
      accumulators[job]! += slope.reduce((sum, x) => sum + x * x, 0) / width;
      const factor = rate / (Math.sqrt(accumulators[job]!) + 1e-8);
      for (let d = 0; d < width; d++) residuals[job * width + d]! -= factor * slope[d]!;
    }
    options.onStep?.();
  }
  const learned = new Map<string, Int8Array>();
  for (let job = 0; job < data.rankable; job++) {
    if (history[job]! < MIN_CHOICES) continue;
    const own = residuals.subarray(job * width, (job + 1) * width);
    learned.set(
      data.jobIds[job]!,
      Int8Array.from(own, (x) => clampInt8(roundHalfUp(UNIT * x))),
    );
  }
  return learned;
}

/** The gradient of the in-batch softmax by the jobs' vectors, which may have any length: n × width. */
async function jobGradient(
  tf: Tf,
  profiles: Float32Array,
  jobs: Float32Array,
  mask: Float32Array,
  width: number,
): Promise<Float32Array> {
  const shape: [number, number] = [jobs.length / width, width];
  const [gradient] = await readTensors(tf, () => {
    const own = tf.tensor2d(profiles, shape);
    const lossOf = (x: Tensor): Tensor => {
      const lengths = tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-9));
      return inBatchLoss(tf, own, tf.div(x, lengths) as Tensor2D, SCALE, mask).asScalar();
    };
    return [tf.grad(lossOf)(tf.tensor2d(jobs, shape))];
  });
  return gradient!;
}

/** The dense codes of the integer student as float vectors of about unit length. */
function denseCodes(student: Student, data: PairData, choices: readonly Choice[], now: number) {
  const { width } = student.parameters;
  const encoder = createEncoder(student);
  const toFloats = (code: Int8Array): Float32Array => Float32Array.from(code, (x) => x / UNIT);
  const jobs = new Map<number, Float32Array>();
  const profiles = new Map<number, Float32Array>();
  for (const { profile, job } of choices) {
    if (!profiles.has(profile)) {
      const { dense } = encoder.profile(data.profileObjects[profile], now);
      profiles.set(profile, toFloats(dense));
    }
    if (!jobs.has(job)) {
      const code = encoder.job(data.jobObjects[job], now);
      jobs.set(job, toFloats(new Int8Array(code.buffer, 0, width)));
    }
  }
  return { job: (i: number) => jobs.get(i)!, profile: (i: number) => profiles.get(i)! };
}
