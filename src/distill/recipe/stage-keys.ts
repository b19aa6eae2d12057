import type { Teaching } from '../domain.ts';
import { checkpointKey } from '../files/checkpoint-store.ts';
import { stageOf } from './other-teachers.ts';

/** The content keys of a run: each a hash of all that the work in it depends on. */
export interface StageKeys {
  /** Of the student, and of what no other key is of. */
  key: string;
  keyOf(stage: string): string;
  keys: readonly string[];
}

/**
 * Where a domain lists its teachers each has a key of its own, so that a change of one makes that and the student
 * anew; else the click teacher starts from the policy's, and all share one.
 *
 * @param inputs what all stages depend on
 * @param policy what the policy says; null without one
 */
export function stageKeys(
  inputs: readonly unknown[],
  policy: unknown,
  teaching: Teaching | undefined,
): StageKeys {
  if (teaching === undefined) {
    const key = checkpointKey([...inputs, policy]);
    return { key, keyOf: () => key, keys: [key] };
  }
  const own = new Map(
    teaching.teachers.map((source) => [
      stageOf(source.name),
      checkpointKey([...inputs, source, source.kind === 'policy' ? policy : null]),
    ]),
  );
  const key = checkpointKey([...inputs, policy, teaching.teachers]);
  return {
    key,
    // A click teacher of several networks has a stage for each.
    keyOf: (stage) => own.get(stage.replace(/,.*/, '')) ?? key,
    keys: [key, ...own.values()],
  };
}
