import { crossFeatures } from '../features/crosses.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import type { Limit } from '../limits/limit.ts';
import { UNIT } from '../math/rounding.ts';
import type { Signals } from '../personalization/signals.ts';
import type { Query } from '../student/fold.ts';
import { itemCodeBytes, type Student } from '../student/student.ts';
import { splitHead } from './head-parts.ts';
import { splitLimits } from './limit-parts.ts';
import { limitReason } from './limit-reason.ts';
import { measureFacts } from './measure-facts.ts';
import { createPairs, type ReadObject } from './pair.ts';
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
  limits: readonly Limit[];
  /** The items that are ranked: which of `codes`, by index. */
  codes: Uint8Array;
  slots: Uint32Array;
  /** Milliseconds since 1970. */
  now: number;
  alpha: number;
  phrases: Phrases;
  read: ReadObject;
}

/** An item whose score is to be explained. */
export interface ExplainedItem {
  item: unknown;
  /** Its policy and click output. */
  outputs: readonly [policy: number, click: number];
  /** Bit l where limit l holds. */
  limits: number;
  /** Whether the policy floor holds it. */
  isHeld: boolean;
}

/**
 * Prepares explanations of one ranking's scores.
 *
 * @returns a function from an item and its code (in `codes`, from `at`) to the reasons of its score: their
 * contributions sum to it. What holds it down first (limits, and the policy floor with contribution 0), then the
 * largest; the reference, equal for all items, last.
 */
export function createExplainer(
  input: ExplainInput,
): (explained: ExplainedItem, codes: Uint8Array, at: number) => Reason[] {
  const { student, query, evidence, signals, slots, now, alpha, phrases } = input;
  const { schema, parameters, personalization } = student;
  const { width } = parameters;
  const crosses = new Uint8Array(parameters.crossFeatures);
  const list = { codes: input.codes, stride: itemCodeBytes(student), slots };
  const splitPersonal = createPersonalSplit(schema, width, personalization, signals, now, list);
  const pairOf = createPairs({ schema, evidence, profile: input.profile }, input.read);
  const reason = (contribution: number, facts: Facts): Reason => ({
    contribution,
    text: phrase(phrases, facts),
    facts,
  });
  return ({ item, outputs, limits, isHeld }, codes, at) => {
    const signed = new Int8Array(codes.buffer, codes.byteOffset, codes.byteLength);
    crossFeatures(schema, evidence, codes, at + width, crosses, 0);
    const parts = splitHead(student, query, signed, at, crosses, alpha);
    const pair = pairOf(item, codes, at + width);

    const reasons = [reason(parts.content, { kind: 'content', similarity: cosine(signed, at) })];
    for (const { cross, value } of parts.crosses) {
      reasons.push(reason(value, measureFacts(pair, cross)));
    }
    if (parts.others.crosses.length > 0) {
      const names = parts.others.crosses.map((c) => schema.crosses[c]!.name);
      reasons.push(reason(parts.others.value, { kind: 'others', names }));
    }
    for (const part of splitPersonal(codes, at)) reasons.push(reason(part.value, part.facts));
    reasons.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));

    const held = splitLimits(student, input.limits, limits, outputs, alpha).map(
      ({ limit: { name, cap, reason: words }, value }) =>
        reason(value, { kind: 'limit', name, cap, reason: limitReason(words, pair) }),
    );
    if (isHeld) held.push(reason(0, { kind: 'floor' }));
    return [...held, ...reasons, reason(parts.reference, { kind: 'reference' })];
  };

  /** Of the profile's dense vector and an item's. */
  function cosine(signed: Int8Array, at: number): number {
    let dot = 0;
    for (let d = 0; d < width; d++) dot += query.profile[d]! * signed[at + d]!;
    return dot / (UNIT * UNIT);
  }
}
