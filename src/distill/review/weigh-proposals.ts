import type { Grade, GradeValue } from '../../core/types.ts';
import type { GoldenPair } from '../golden/types.ts';
import { pairKey } from '../golden/types.ts';
import { failedExamples } from '../policy/grade-examples.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import { applyEdits } from './edit-document.ts';
import { gradeSet } from './graded-set.ts';
import type { PolicyRoom } from './policy-room.ts';
import { proposeEdits, type ProposedEdit } from './propose-edits.ts';

/** An edit that would fix a pair, and what else it does. */
export interface WeighedProposal {
  what: string;
  /** The whole document after it. */
  markdown: string;
  /** Pairs of the set whose grade changes, the one in question included, out of `pairs`. */
  changes: number;
  pairs: number;
  /** Grades of people and models that the rubric then meets, less those that it no longer does. */
  gained: number;
  /** Examples that then fail and did not. */
  broken: string[];
}

/** Pairs on which side effects are counted; those that somebody graded come first. */
const MAX_PAIRS = 3000;
const MAX_SHOWN = 6;

/**
 * Proposes edits of the draft that give a pair another grade, those that break least first: examples, then
 * agreement with everybody who graded, then how many grades move.
 */
export async function weighProposals(
  room: PolicyRoom,
  pairs: readonly GoldenPair[],
  number: number,
  wanted: GradeValue,
  others: readonly Grade[],
): Promise<{ reached: GradeValue; proposals: WeighedProposal[] }> {
  const { policy, grades } = room.draft;
  const reader = room.readers.of(policy);
  // Where no single edit gives the grade, those that come nearest to it.
  const targets = towards(wanted, grades[number]!);
  let [reached, proposals]: [GradeValue, ProposedEdit[]] = [wanted, []];
  for (const target of targets) {
    [reached, proposals] = [target, proposeEdits(policy, pairs[number]!, target, reader)];
    if (proposals.length > 0) break;
  }
  if (proposals.length === 0) return { reached: wanted, proposals: [] };
  const stated = new Map<string, GradeValue[]>();
  for (const other of others) {
    const key = pairKey(other);
    stated.set(key, [...(stated.get(key) ?? []), other.grade]);
  }
  const order = [...pairs.keys()].sort(
    (a, b) => Number(stated.has(pairKey(pairs[b]!))) - Number(stated.has(pairKey(pairs[a]!))),
  );
  const numbers = order.slice(0, MAX_PAIRS);
  const sample = numbers.map((i) => pairs[i]!);
  const opinions = sample.map((pair) => stated.get(pairKey(pair)) ?? []);
  const examples = room.readers.ofExamples(policy);
  const failing = new Set(failedExamples(policy, examples).map(({ example }) => example.name));
  const weighed: WeighedProposal[] = [];
  for (const { what, edits, policy: edited } of proposals) {
    const after = await gradeSet(sample, createRubricGrader(edited, { reader }));
    let [changes, gained] = [0, 0];
    for (const [k, i] of numbers.entries()) {
      if (after[k] === grades[i]) continue;
      changes++;
      for (const opinion of opinions[k]!) {
        gained += Number(opinion === after[k]) - Number(opinion === grades[i]);
      }
    }
    const broken = failedExamples(edited, examples)
      .map(({ example }) => example.name)
      .filter((name) => !failing.has(name));
    const markdown = applyEdits(policy.markdown, edits);
    weighed.push({ what, markdown, changes, pairs: sample.length, gained, broken });
  }
  weighed.sort(
    (a, b) => a.broken.length - b.broken.length || b.gained - a.gained || a.changes - b.changes,
  );
  return { reached, proposals: weighed.slice(0, MAX_SHOWN) };
}

/** The grades from the one wanted to the one that stands, without it; none where there is no grade. */
function towards(wanted: GradeValue, now: number): GradeValue[] {
  if (now < 0) return [];
  const step = Math.sign(now - wanted);
  return Array.from(
    { length: Math.abs(now - wanted) },
    (_, k) => (wanted + step * k) as GradeValue,
  );
}
