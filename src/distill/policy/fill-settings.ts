import { PocketRankError } from '../../core/errors.ts';
import type { SchemaSource } from '../../core/features/schema.ts';
import { fillSettings as fillNumbers, settingsOf } from '../../core/measures/settings.ts';
import type { Domain } from '../domain.ts';
import type { YamlFile } from '../files/read-yaml.ts';
import { parseDocument } from './parse-document.ts';
import { createProblems } from './problems.ts';
import { readSettings } from './settings.ts';

/** A schema with its numbers in place, and the settings that gave them. */
export interface FilledSchema {
  source: unknown;
  /** The numbers by the setting's name as the schema spells it. */
  settings: Record<string, number>;
}

/**
 * Puts the policy's numbers where a schema says `{ setting: NAME }`.
 *
 * @throws INVALID_POLICY where a setting is missing; INVALID_SCHEMA where there is no policy to take it from
 */
export function fillSettings(file: YamlFile, policy: Domain['policy']): FilledSchema {
  const settings: Record<string, number> = {};
  // What is no schema its compiler refuses later.
  const source = (file.value ?? {}) as SchemaSource;
  const needed = settingsOf(source);
  const [first] = needed;
  if (first === undefined) return { source, settings };
  if (policy === undefined) {
    throw new PocketRankError(
      'INVALID_SCHEMA',
      `${file.path}, line ${file.lineOf(first) ?? 1}: the number is the setting "${first}" of a policy, and there is no policy.`,
      { hint: 'Write the number, or put a policy.md beside the schema.' },
    );
  }
  const problems = createProblems(policy.source);
  const stated = readSettings(parseDocument(policy.markdown), needed, problems);
  problems.check();
  for (const name of needed) settings[name] = stated.get(name)!;
  return { source: fillNumbers(source, (name) => settings[name]!), settings };
}
