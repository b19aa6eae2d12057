import { PocketRankError } from '../../core/errors.ts';
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
  const needed = [...new Set(settingNames(file.value))];
  const [first] = needed;
  if (first === undefined) return { source: file.value, settings };
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
  return { source: fill(file.value, settings), settings };
}

/** The setting that a value stands for, if it stands for one. */
function settingOf(value: object): string | undefined {
  const { setting } = value as { setting?: unknown };
  return typeof setting === 'string' && Object.keys(value).length === 1 ? setting : undefined;
}

function settingNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const name = settingOf(value);
  return name === undefined ? Object.values(value).flatMap(settingNames) : [name];
}

function fill(value: unknown, settings: Readonly<Record<string, number>>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const name = settingOf(value);
  if (name !== undefined) return settings[name];
  if (Array.isArray(value)) return value.map((entry) => fill(entry, settings));
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, fill(entry, settings)]),
  );
}
