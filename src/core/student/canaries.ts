import { PocketRankError } from '../errors.ts';
import { crossFeatures } from '../features/crosses.ts';
import type { Canary } from '../format/model-file.ts';
import { checkCanariesWith, runCanaryWith, type CanaryRunner } from './canary-runner.ts';
import { createEncoder, type Encoder } from './encode.ts';
import type { Query } from './fold.ts';
import { scoreItems } from './score.ts';
import { itemCodeBytes, type Student } from './student.ts';

/** Scores `count` items: the signature of {@link scoreItems}. */
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
  const outputs = student.outputs.length;
  if (!Array.isArray(list) || !list.every((canary) => isCanary(canary, outputs))) {
    throw new PocketRankError('INVALID_MODEL', 'Model file: its canaries are malformed.');
  }
  return list;
}

function isCanary(value: unknown, outputs: number): value is Canary {
  const canary = value as Canary;
  return (
    canary !== null &&
    typeof canary === 'object' &&
    typeof canary.now === 'number' &&
    [canary.items, canary.codes, canary.outputs].every(Array.isArray) &&
    canary.codes.length === canary.items.length &&
    canary.outputs.length === canary.items.length &&
    canary.outputs.every((pair) => Array.isArray(pair) && pair.length === outputs)
  );
}

/**
 * Runs a canary's input by the definition, or by what stands in for a part of it.
 *
 * @returns codes and outputs in a canary's form
 */
export function runCanary(
  student: Student,
  input: Pick<Canary, 'now' | 'profile' | 'items'>,
  encoder: Encoder = createEncoder(student),
  scorer: Scorer = scoreItems,
): Promise<Pick<Canary, 'codes' | 'outputs'>> {
  return runCanaryWith(student, input, createRunner(student, encoder, scorer));
}

/** Checks every canary of a model in the same way. @throws CANARY_FAILED naming the first difference */
export function checkCanaries(
  student: Student,
  encoder: Encoder = createEncoder(student),
  scorer: Scorer = scoreItems,
): Promise<void> {
  return checkCanariesWith(student, createRunner(student, encoder, scorer));
}

function createRunner(student: Student, encoder: Encoder, scorer: Scorer): CanaryRunner {
  const { schema, parameters } = student;
  const { width, crossFeatures: features } = parameters;
  const stride = itemCodeBytes(student);
  return {
    encoder,
    score(query, evidence, codes, count, out) {
      const crosses = new Uint8Array(features * count);
      for (let i = 0; i < count; i++) {
        crossFeatures(schema, evidence, codes, i * stride + width, crosses, i * features);
      }
      const slots = Uint32Array.from({ length: count }, (_, i) => i);
      return scorer(query, new Int8Array(codes.buffer), stride, slots, crosses, out);
    },
  };
}
