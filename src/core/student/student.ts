import type { Schema } from '../features/schema.ts';
import type { OutputRange } from '../format/model-file.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import type { StudentParameters } from './parameters.ts';

/** A model file, read and checked: everything that ranking needs. */
export interface Student {
  schema: Schema;
  parameters: StudentParameters;
  /** Names of the outputs, 1 to 6; all that is told by output has this order. */
  outputs: readonly string[];
  /** Which of them is the policy's, whose logit limits cap; −1 where none is. */
  policyAt: number;
  /** What each output is worth in the score, at least 0, in sum 1. */
  weights: readonly number[];
  /** Logit of an output = integer output × scale + offset. */
  outputScale: readonly number[];
  outputOffset: readonly number[];
  /** What an output says is `worst + (best − worst) · logistic(logit)`. */
  outputRange: readonly OutputRange[];
  personalization: PersonalizationPrior;
  /** SHA-256 of the schema's JSON, hexadecimal. */
  schemaHash: string;
  /** All of the file's metadata, as strings. */
  metadata: Readonly<Record<string, string>>;
}

/** Length of an item code in bytes: the dense vector, then the evidence with what a log says of the item. */
export function itemCodeBytes(student: Student): number {
  return student.parameters.width + student.schema.evidenceBytes;
}

/** How many bytes of the model's SHA-256 stand before a code in its text form. */
export const CODE_HASH_BYTES = 8;
