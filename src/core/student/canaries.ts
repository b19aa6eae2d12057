import { PocketRankError } from '../errors.ts';
import { FEATURES_PER_CROSS, crossFeatures } from '../features/crosses.ts';
import type { Canary } from '../format/model-file.ts';
import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { createEncoder, type Encoder } from './encode.ts';
import { foldProfile, type Query } from './fold.ts';
import { scoreJobs } from './score.ts';
import { jobCodeBytes, type Student } from './student.ts';

/** Scores `count` jobs: the signature of {@link scoreJobs}. */
export type Scorer = (
  query: Query,
  codes: Int8Array,
  stride: number,
  slots: Uint32Array,
  crosses: Uint8Array,
  out: Int32Array,
) => void | Promise<void>;

/** The canaries of a model file's metadata; none where it has none. @throws INVALID_MODEL */
export function parseCanaries(student: Student): Canary[] {
  let list: unknown;
  try {
    list = JSON.parse(student.metadata.canaries ?? '[]');
  } catch {
    list = undefined;
  }
  if (!Array.isArray(list) || !list.every(isCanary)) {
    throw new PocketRankError('INVALID_MODEL', 'Model file: its canaries are malformed.');
  }
  return list;
}

function isCanary(value: unknown): value is Canary {
  const canary = value as Canary;
  return (
    canary !== null &&
    typeof canary === 'object' &&
    typeof canary.now === 'number' &&
    [canary.jobs, canary.codes, canary.outputs].every(Array.isArray) &&
    canary.codes.length === canary.jobs.length &&
    canary.outputs.length === canary.jobs.length &&
    canary.outputs.every((pair) => Array.isArray(pair) && pair.length === 2)
  );
}

/**
 * Runs a canary's input.
 *
 * @returns codes and outputs in a canary's form
 */
export async function runCanary(
  student: Student,
  input: Pick<Canary, 'now' | 'profile' | 'jobs'>,
  encoder: Encoder = createEncoder(student),
  scorer: Scorer = scoreJobs,
): Promise<Pick<Canary, 'codes' | 'outputs'>> {
  const { schema, parameters } = student;
  const stride = jobCodeBytes(student);
  const count = input.jobs.length;
  const codes = new Uint8Array(stride * count);
  for (const [i, job] of input.jobs.entries()) codes.set(encoder.job(job, input.now), i * stride);
  const profile = encoder.profile(input.profile, input.now);
  const features = FEATURES_PER_CROSS * schema.crosses.length;
  const crosses = new Uint8Array(features * count);
  for (let i = 0; i < count; i++) {
    crossFeatures(
      schema,
      profile.evidence,
      codes,
      i * stride + parameters.width,
      crosses,
      i * features,
    );
  }
  const out = new Int32Array(2 * count);
  await scorer(
    foldProfile(parameters, profile.dense),
    new Int8Array(codes.buffer),
    stride,
    Uint32Array.from({ length: count }, (_, i) => i),
    crosses,
    out,
  );
  return {
    codes: input.jobs.map((_, i) => hashBytes(codes, i * stride, stride)),
    outputs: input.jobs.map((_, i) => [out[2 * i]!, out[2 * i + 1]!]),
  };
}

/** Checks every canary of a model. @throws CANARY_FAILED naming the first difference */
export async function checkCanaries(
  student: Student,
  encoder?: Encoder,
  scorer?: Scorer,
): Promise<void> {
  for (const [c, canary] of parseCanaries(student).entries()) {
    const got = await runCanary(student, canary, encoder, scorer);
    for (let i = 0; i < canary.jobs.length; i++) {
      const differs = (what: string, want: unknown, have: unknown): never => {
        throw new PocketRankError(
          'CANARY_FAILED',
          `Canary ${c + 1}, job ${i + 1}: ${what} is ${String(have)}, recorded as ${String(want)}.`,
          { hint: 'The model file is damaged, or this engine computes something else.' },
        );
      };
      if (got.codes[i] !== canary.codes[i])
        differs('the job code hash', canary.codes[i], got.codes[i]);
      for (let k = 0; k < 2; k++) {
        if (got.outputs[i]![k] !== canary.outputs[i]![k]) {
          differs(`output ${k}`, canary.outputs[i]![k], got.outputs[i]![k]);
        }
      }
    }
  }
}

function hashBytes(bytes: Uint8Array, from: number, count: number): number {
  let state = hashStart(0);
  for (let i = from; i < from + count; i++) state = hashStep(state, bytes[i]!);
  return mix32(state);
}
