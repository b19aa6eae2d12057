import { crossFeatures } from '../features/crosses.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import type { Signals } from '../personalization/signals.ts';
import { UNIT } from '../math/rounding.ts';
import type { Query } from '../student/fold.ts';
import { itemCodeBytes, type Student } from '../student/student.ts';
import { splitHead } from './head-parts.ts';
import { measureFacts } from './measure-facts.ts';
import type { Pair } from './pair.ts';
import { createPersonalSplit } from './personal-parts.ts';
import type { Facts } from './reason.ts';

/** One part of a score, by which input of the model it is. */
export interface Part {
  key: string;
  /** Logits that it adds to the score; of what is unknown 0, and no part. */
  value: number;
  /** What it rests on, for an item that is spoken of. */
  facts(pair: Pair): Facts;
}

/** What the parts of one ranking's scores are computed from. */
export interface PartsInput {
  student: Student;
  query: Query;
  evidence: ProfileEvidence;
  signals: Signals;
  /** The items that are ranked: which of `codes`, by index. */
  codes: Uint8Array;
  slots: Uint32Array;
  /** Milliseconds since 1970. */
  now: number;
  /** What each output is worth in the score. */
  weights: readonly number[];
}

/**
 * Prepares the split of scores into what each input of the model adds: the code as a whole, each cross, and each
 * likeness to items of earlier signals.
 *
 * @returns a function from an item's code (in `codes`, from `at`) to its parts
 */
export function createParts(input: PartsInput): (codes: Uint8Array, at: number) => readonly Part[] {
  const { student, query, evidence, signals, slots, now, weights } = input;
  const { schema, parameters, personalization } = student;
  const { width } = parameters;
  const crosses = new Uint8Array(parameters.crossFeatures);
  const list = { codes: input.codes, stride: itemCodeBytes(student), slots };
  const splitPersonal = createPersonalSplit(schema, width, personalization, signals, now, list);
  return (codes, at) => {
    const signed = new Int8Array(codes.buffer, codes.byteOffset, codes.byteLength);
    crossFeatures(schema, evidence, codes, at + width, crosses, 0);
    const { content, crosses: known } = splitHead(student, query, signed, at, crosses, weights);
    let dot = 0;
    for (let d = 0; d < width; d++) dot += query.profile[d]! * signed[at + d]!;
    const similarity = dot / (UNIT * UNIT);
    return [
      { key: 'content', value: content, facts: () => ({ kind: 'content', similarity }) },
      ...known.map(({ cross, value }) => ({
        key: schema.crosses[cross]!.name,
        value,
        facts: (pair: Pair) => measureFacts(pair, cross),
      })),
      ...splitPersonal(codes, at).map(({ value, facts }) => ({
        key: `personal ${(facts as { name: string }).name}`,
        value,
        facts: () => facts,
      })),
    ];
  };
}
