import type { Limit } from '../limits/limit.ts';
import { itemCodeBytes } from '../student/student.ts';
import { averageParts } from './average-parts.ts';
import { splitLimits } from './limit-parts.ts';
import { limitReason } from './limit-reason.ts';
import { createPairs, type ReadObject } from './pair.ts';
import { createParts, type Part, type PartsInput } from './parts.ts';
import { phrase, type Phrases } from './phrases.ts';
import type { Facts, Reason } from './reason.ts';
import { summarize, type Detail } from './summary.ts';
import { createTeller } from './teller.ts';

/** What one ranking is about. */
export interface ExplainInput extends PartsInput {
  profile: unknown;
  limits: readonly Limit[];
  /** The scores of the items that are ranked, in the order of `slots`: the average is theirs. */
  scores: ArrayLike<number>;
  phrases: Phrases;
  read: ReadObject;
  /** What is added to the score of an item, by its place in `slots`, beside what model and signals say. */
  added?: (index: number) => readonly { value: number; facts: Facts }[];
}

/** An item whose score is to be explained. */
export interface ExplainedItem {
  item: unknown;
  /** Which of the items that are ranked, by its place in `slots`. */
  index: number;
  /** Its integer outputs. */
  outputs: ArrayLike<number>;
  /** Bit l where limit l holds. */
  limits: number;
  /** Whether the policy floor holds it. */
  isHeld: boolean;
}

/**
 * Prepares explanations of one ranking's scores, told beside the average of its list: what every item has sets none
 * apart. A part is told only where its words read as it counts, so that no match reads as a minus.
 *
 * @param codesNow the codes as they lie after a pause
 * @param pause called between small pieces of work
 * @returns a function from an item and the codes as they lie now to its reasons, at most five: their contributions
 * sum to its score less the mean score of the list. What holds it down first (limits, and the policy floor with
 * contribution 0), then the largest, then all others in one
 */
export async function createExplainer(
  input: ExplainInput,
  codesNow: () => Uint8Array = () => input.codes,
  pause: () => Promise<void> | undefined = () => undefined,
): Promise<(explained: ExplainedItem, codes: Uint8Array) => Reason[]> {
  const { student, slots, scores, weights, phrases } = input;
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const ownParts = createParts(input);
  const partsOf = (index: number, codes: Uint8Array): readonly Part[] => [
    ...ownParts(codes, slots[index]! * stride),
    ...(input.added?.(index) ?? []).map(({ value, facts }) => ({
      key: facts.kind,
      value,
      facts: () => facts,
    })),
  ];
  const pairOf = createPairs({ ...input, schema: student.schema }, input.read);
  const teller = createTeller(student.schema, phrases);
  const averages = await averageParts(slots.length, (i) => partsOf(i, codesNow()), pause);
  let mean = 0;
  for (let i = 0; i < scores.length; i++) mean += scores[i]! / scores.length;

  return ({ item, index, outputs, limits, isHeld }, codes) => {
    const at = slots[index]! * stride;
    const pair = pairOf(item, codes, at + width);
    const missing = new Map(averages);
    const details: Detail[] = partsOf(index, codes).map(({ key, value, facts }) => {
      missing.delete(key);
      const contribution = value - (averages.get(key) ?? 0);
      return { key, contribution, own: value, facts: facts(pair) };
    });
    for (const [key, average] of missing) {
      details.push({ key, contribution: -average, own: 0, facts: undefined });
    }
    const total = scores[index]! - mean;
    const held = splitLimits(student, input.limits, limits, outputs, weights).map(
      ({ limit: { name, cap, reason }, value }): Reason =>
        toReason(value, { kind: 'limit', name, cap, reason: limitReason(reason, pair) }),
    );
    if (held.length === 0) {
      // What is left are the limits that hold back others.
      const contribution = details.reduce((rest, detail) => rest - detail.contribution, total);
      details.push({ key: 'allowed', contribution, own: 0, facts: { kind: 'allowed' } });
    }
    if (isHeld) held.push(toReason(0, { kind: 'floor' }));
    return summarize(details, held, total, teller);
  };

  function toReason(contribution: number, facts: Facts): Reason {
    return { contribution, text: phrase(phrases, facts), facts };
  }
}
