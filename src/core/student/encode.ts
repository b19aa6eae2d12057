import { PocketRankError } from '../errors.ts';
import { profileEvidence, writeJobEvidence, type ProfileEvidence } from '../features/evidence.ts';
import { createFeaturizer, type Bag } from '../features/featurize.ts';
import type { Side } from '../features/schema.ts';
import { normalizeToInt8, requantize } from '../math/rounding.ts';
import { RESIDUAL, type DenseLayer, type StudentParameters, type Tower } from './parameters.ts';
import { jobCodeBytes, type Student } from './student.ts';

/** A profile as the head takes it: a unit vector of int8 and its evidence at a time. */
export interface ProfileCode {
  dense: Int8Array;
  evidence: ProfileEvidence;
}

/** Encodes jobs and profiles. Holds buffers, so one caller at a time. */
export interface Encoder {
  /**
   * The code of a job: `jobCodeBytes(student)` bytes, the dense int8 vector first. Depends on nothing but
   * the job and the model (`now` only closes date ranges that are still open). Anything may stand for a
   * job; what cannot be read counts as missing.
   *
   * @throws INVALID_JOB where the object itself throws when it is read (a getter, a proxy)
   */
  job(job: unknown, now: number): Uint8Array;
  /** The same for a profile. @throws INVALID_PROFILE */
  profile(profile: unknown, now: number): ProfileCode;
}

/**
 * The first half of a forward pass with a bag: pool each field, weigh the fields, run the tower. An engine
 * may offer a faster one that gives the same bits.
 */
export type DenseEncoder = (side: Side, bag: Bag, out: Int8Array) => void;

/** Creates the encoder of a student; `dense` defaults to the scalar definition. */
export function createEncoder(
  student: Student,
  dense: DenseEncoder = createScalarDenseEncoder(student.parameters),
): Encoder {
  const { schema, parameters } = student;
  const featurize = createFeaturizer(schema, parameters.tableRows);
  return {
    job(job, now) {
      const code = new Uint8Array(jobCodeBytes(student));
      const evidence = code.subarray(parameters.width);
      const bag = reading('INVALID_JOB', () => {
        const read = featurize('job', job, now);
        writeJobEvidence(schema, job, read, parameters.rarity, now, evidence);
        return read;
      });
      dense('job', bag, new Int8Array(code.buffer, 0, parameters.width));
      return code;
    },
    profile(profile, now) {
      const [bag, evidence] = reading('INVALID_PROFILE', () => {
        const read = featurize('profile', profile, now);
        return [read, profileEvidence(schema, profile, read, now)] as const;
      });
      const out = new Int8Array(parameters.width);
      dense('profile', bag, out);
      return { dense: out, evidence };
    },
  };
}

function reading<T>(code: 'INVALID_JOB' | 'INVALID_PROFILE', read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const what = code === 'INVALID_JOB' ? 'job' : 'profile';
    throw new PocketRankError(code, `A ${what} throws when it is read.`, {
      hint: 'Hand over plain objects, such as JSON.parse gives.',
      cause,
    });
  }
}

/** The definition of encoding, in plain integers (see SPEC.md). */
export function createScalarDenseEncoder(parameters: StudentParameters): DenseEncoder {
  const { width, table, gains, towers } = parameters;
  const pooled = new Int32Array(width);
  const mixed = new Int32Array(width);
  const unit = new Int8Array(width);
  const hidden = new Int8Array(
    Math.max(towers.job?.enter.outputs ?? 0, towers.profile?.enter.outputs ?? 0),
  );
  return (side, bag, out) => {
    mixed.fill(0);
    let at = 0;
    for (let f = 0; f < bag.ends.length; f++) {
      const end = bag.ends[f]!;
      const gain = gains[side][f]!;
      if (gain === 0 || end === at) {
        at = end;
        continue;
      }
      pooled.fill(0);
      for (; at < end; at++) {
        const weight = bag.weights[at]!;
        const row = bag.rows[at]! * width;
        for (let d = 0; d < width; d++) pooled[d]! += weight * table[row + d]!;
      }
      normalizeToInt8(pooled, unit);
      for (let d = 0; d < width; d++) mixed[d]! += gain * unit[d]!;
    }
    normalizeToInt8(mixed, out);
    const tower = towers[side];
    if (tower !== undefined) runTower(tower, out, hidden, mixed);
  };
}

/** `x ← normalize(RESIDUAL · x + leave(relu(enter(x))))`, in place. */
function runTower(tower: Tower, x: Int8Array, hidden: Int8Array, sum: Int32Array): void {
  const { enter, leave } = tower;
  for (let o = 0; o < enter.outputs; o++) {
    const value = denseOutput(enter, o, x);
    hidden[o] = value < 0 ? 0 : value > 127 ? 127 : value;
  }
  for (let d = 0; d < x.length; d++) sum[d] = RESIDUAL * x[d]! + denseOutput(leave, d, hidden);
  normalizeToInt8(sum, x);
}

function denseOutput(layer: DenseLayer, output: number, input: Int8Array): number {
  const { inputs, weights } = layer;
  const row = output * inputs;
  let acc = layer.bias[output]!;
  for (let i = 0; i < inputs; i++) acc += weights[row + i]! * input[i]!;
  return requantize(acc, layer.multiplier[output]!, layer.shift);
}
