import { clampInt8, roundHalfUp, UNIT } from '../../core/math/rounding.ts';
import { createEncoder } from '../../core/student/encode.ts';
import type { Student } from '../../core/student/student.ts';
import { CHOICE_SCALE } from '../teachers/choice-step.ts';
import { createChoiceBatches } from '../train/choice-batches.ts';
import { fitSteps, type FitStepsOptions } from '../train/fit.ts';
import { codeLoss } from '../train/in-batch.ts';
import type { Choice } from '../train/interactions.ts';
import { createJobVectors } from '../train/job-vectors.ts';
import type { PairData } from '../train/pair-data.ts';
import { readTensors, type Tensor, type Tensor2D, type Tf } from '../train/tensorflow.ts';

export interface ResidualOptions extends Omit<FitStepsOptions, 'take' | 'rates'> {
  /** The time of encoding, ms since 1970. */
  now: number;
}

const CHOICES_PER_STEP = 512;
const RATE = 0.03;
/** Precision of the prior that a residual is nothing, in choices. */
const PRECISION = 0.5;

/** Steps that {@link learnResiduals} should take. */
export function residualSteps(choices: number, epochs: number): number {
  return Math.ceil((epochs * choices) / CHOICES_PER_STEP);
}

/**
 * Learns what a log says of each job beyond its content: for each job with enough history a vector to be
 * added to its code. The integer student's codes stay as they are; by in-batch softmax over their cosines
 * each choice moves the vector of its job towards who chose it and away from the others. The head's own
 * weights are not asked: it rises with the cosine.
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
  const codes = createDenseCodes(student, data, options.now);
  const vectors = createJobVectors(data.jobs.count, width, choices, PRECISION);
  const batches = createChoiceBatches(choices, CHOICES_PER_STEP, options.seed);
  await fitSteps(vectors, {
    ...options,
    rates: { dense: 0, table: RATE },
    async take(step, _random, rates) {
      const batch = batches.of(step);
      const jobs = batch.map(({ job }) => job);
      const profiles = codes.profiles(batch.map(({ profile }) => profile));
      const added = vectors.gather(jobs);
      const sums = codes.jobs(jobs).map((x, i) => x + added[i]!);
      const shape: [number, number] = [batch.length, batch.length];
      const [loss, gradient] = await readTensors(tf, () => {
        const target = tf.tensor2d(batches.target(batch), shape);
        const mask = tf.tensor2d(batches.mask(batch), shape);
        const own = tf.tensor2d(profiles, [batch.length, width]);
        const lossOf = (x: Tensor): Tensor => {
          const lengths = tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-9));
          const units = tf.div(x, lengths) as Tensor2D;
          return codeLoss(tf, own, units, CHOICE_SCALE, target, mask).asScalar();
        };
        const found = tf.valueAndGrad(lossOf)(tf.tensor2d(sums, [batch.length, width]));
        return [found.value, found.grad];
      });
      vectors.step(jobs, gradient!, rates.table);
      return loss![0]!;
    },
  });
  const learned = new Map<string, Int8Array>();
  for (let job = 0; job < data.rankable; job++) {
    if (!vectors.has(job)) continue;
    const integers = Int8Array.from(vectors.of(job), (x) => clampInt8(roundHalfUp(UNIT * x)));
    learned.set(data.jobIds[job]!, integers);
  }
  return learned;
}

/** The dense codes of the integer student as float vectors of about unit length, each made once. */
function createDenseCodes(student: Student, data: PairData, now: number) {
  const { width } = student.parameters;
  const encoder = createEncoder(student);
  const gather = (encode: (i: number) => Int8Array) => {
    const codes = new Map<number, Float32Array>();
    return (which: readonly number[]): Float32Array => {
      const out = new Float32Array(which.length * width);
      for (const [row, i] of which.entries()) {
        let code = codes.get(i);
        if (code === undefined) {
          code = Float32Array.from(encode(i), (x) => x / UNIT);
          codes.set(i, code);
        }
        out.set(code, row * width);
      }
      return out;
    };
  };
  return {
    profiles: gather((i) => encoder.profile(data.profileObjects[i], now).dense),
    jobs: gather((i) => new Int8Array(encoder.job(data.jobObjects[i], now).buffer, 0, width)),
  };
}
