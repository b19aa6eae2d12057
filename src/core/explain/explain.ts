import { crossFeatures } from '../features/crosses.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import { UNIT } from '../math/rounding.ts';
import type { Signals } from '../personalization/signals.ts';
import type { Query } from '../student/fold.ts';
import { itemCodeBytes, type Student } from '../student/student.ts';
import { crossFacts } from './cross-facts.ts';
import { splitHead } from './head-parts.ts';
import { createPersonalSplit } from './personal-parts.ts';
import { phrase, type Phrases } from './phrases.ts';
import type { Facts, Reason } from './reason.ts';

/** What one ranking is about. */
export interface ExplainInput {
  student: Student;
  query: Query;
  evidence: ProfileEvidence;
  profile: unknown;
  signals: Signals;
  /** The items that are ranked: which of `codes`, by index. */
  codes: Uint8Array;
  slots: Uint32Array;
  /** Milliseconds since 1970. */
  now: number;
  alpha: number;
  phrases: Phrases;
}

/**
 * Prepares explanations of one ranking's scores.
 *
 * @returns a function from an item and its code (in `codes`, from `at`) to the reasons of its score: their
 * contributions sum to it. Largest first; the reference, equal for all items, last. `isHeld` adds the policy
 * floor, with contribution 0.
 */
export function createExplainer(
  input: ExplainInput,
): (item: unknown, codes: Uint8Array, at: number, isHeld: boolean) => Reason[] {
  const { student, query, evidence, profile, signals, slots, now, alpha, phrases } = input;
  const { schema, parameters } = student;
  const { width } = parameters;
  const crosses = new Uint8Array(parameters.crossFeatures);
  const list = { codes: input.codes, stride: itemCodeBytes(student), slots };
  const { personalization } = student;
  const splitPersonal = createPersonalSplit(schema, width, personalization, signals, now, list);
  const reason = (contribution: number, facts: Facts): Reason => ({
    contribution,
    text: phrase(phrases, facts),
    facts,
  });
  return (item, codes, at, isHeld) => {
    const signed = new Int8Array(codes.buffer, codes.byteOffset, codes.byteLength);
    crossFeatures(schema, evidence, codes, at + width, crosses, 0);
    const parts = splitHead(student, query, signed, at, crosses, alpha);
    const itemEvidence = codes.subarray(at + width, at + width + schema.evidenceBytes);
    const facts = { item, profile, evidence, itemEvidence, now };
    let dot = 0;
    for (let d = 0; d < width; d++) dot += query.profile[d]! * signed[at + d]!;
    const similarity = dot / (UNIT * UNIT);

    const reasons = [reason(parts.content, { kind: 'content', similarity })];
    for (const { cross, value } of parts.crosses) {
      reasons.push(reason(value, crossFacts(schema, cross, facts)));
    }
    if (parts.others.crosses.length > 0) {
      const names = parts.others.crosses.map((c) => schema.crosses[c]!.name);
      reasons.push(reason(parts.others.value, { kind: 'others', names }));
    }
    for (const part of splitPersonal(codes, at)) reasons.push(reason(part.value, part.facts));
    reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
    if (isHeld) reasons.unshift(reason(0, { kind: 'floor' }));
    reasons.push(reason(parts.reference, { kind: 'reference' }));
    return reasons;
  };
}
