import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Item, Profile } from '../../core/types.ts';
import type { Domain, SimulatedTables } from '../domain.ts';
import { createRubricGrader } from '../policy/rubric-grader.ts';
import { nounOf, tableOptionsOf } from '../tables/domain-options.ts';
import { openPolicy } from '../policy/open-policy.ts';
import { deriveSample } from './derive-sample.ts';
import { gradeByWords } from './grade-by-words.ts';
import { readSampleFile } from './sample-source.ts';
import {
  simulateTables,
  SIMULATION_PRESETS,
  type SimulationOptions,
  type SimulationSizes,
} from './simulate-tables.ts';

/** Options of {@link simulateDomain}. */
export interface SimulateDomainOptions {
  preset: 'quick' | 'full';
  seed: number;
  /** When the log is looked at, in milliseconds since 1970 UTC; a simulator of the domain's own has its own clock. */
  now: number;
  /** For a simulator of the domain's own: the profiles of taxonomies. */
  matches?: readonly Profile[];
  /** Sizes other than the preset's. */
  sizes?: Partial<SimulationSizes>;
}

/**
 * Draws tables of a domain: by its own simulator where it has one, else from its `sample.yaml`, else from values
 * invented from its schema. People choose by the domain's policy; without one by the words that both sides share.
 *
 * @throws INVALID_SCHEMA, INVALID_POLICY, FILE_FAILED with file and line
 */
export async function simulateDomain(
  domain: Domain,
  { preset, seed, now, matches, sizes = {} }: SimulateDomainOptions,
): Promise<SimulatedTables> {
  if (domain.code.simulate) return domain.code.simulate(preset, seed, matches);
  const { schema } = domain;
  const path = join(domain.folder, 'sample.yaml');
  const sample = existsSync(path)
    ? await readSampleFile(path)
    : deriveSample(schema, seed, schema.lexicon);
  const [key = 'identifier'] = schema.keys ?? [];
  return simulateTables(sample, {
    ...SIMULATION_PRESETS[preset],
    ...sizes,
    seed,
    now,
    key,
    noun: nounOf(schema).one.replaceAll(' ', '-'),
    types: tableOptionsOf(schema).eventTypes,
    grade: gradeOf(domain, now),
  });
}

function gradeOf(domain: Domain, now: number): SimulationOptions['grade'] {
  const policy = openPolicy(domain, { gradeExamples: false });
  if (policy === undefined) return gradeByWords;
  const grader = createRubricGrader(policy, { now });
  return (profile, item) => {
    const graded = grader.grade(profile as Profile, item as Item);
    return graded.grade === undefined ? undefined : graded.score;
  };
}
