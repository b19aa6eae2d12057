import type { Schema } from '../features/schema.ts';
import type { PersonalizationPrior } from '../format/prior.ts';
import type { StudentParameters } from './parameters.ts';

/** A model file, read and checked: everything that ranking needs. */
export interface Student {
  schema: Schema;
  parameters: StudentParameters;
  /** Weight of the policy head in the score, 0 … 1. */
  alpha: number;
  /** Logit of an output = integer output × scale + offset; by output. */
  outputScale: readonly [policy: number, click: number];
  outputOffset: readonly [policy: number, click: number];
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
