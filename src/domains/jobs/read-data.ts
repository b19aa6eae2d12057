import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { PocketRankError } from '../../core/errors.ts';
import { checkYaml } from '../../distill/files/check-yaml.ts';
import { parseYaml } from '../../distill/files/parse-yaml.ts';
import { domainsFolder } from '../domains-folder.ts';

const HINT = 'domains/jobs/data-schema.ts says what it holds.';

/** Makes a value when it is first asked for, and keeps it. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * Reads a table of this domain's `data` folder, one JSON object a line.
 *
 * @throws FILE_FAILED if it is missing; INVALID_TABLE as {@link parseRows}
 */
export function readRows<T>(name: string, row: z.ZodType<T>): T[] {
  return parseRows(readText(name), `domains/jobs/data/${name}`, row);
}

/**
 * Parses JSON Lines and checks each row; empty lines do not count.
 *
 * @param source what messages call the file
 * @throws INVALID_TABLE naming file and line of the first row that does not fit
 */
export function parseRows<T>(text: string, source: string, row: z.ZodType<T>): T[] {
  const rows: T[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    const checked = row.safeParse(value);
    if (checked.success) rows.push(checked.data);
    else {
      const what = value === undefined ? 'is no JSON' : issueText(checked.error.issues[0]);
      throw new PocketRankError('INVALID_TABLE', `${source}, line ${index + 1}: ${what}.`, {
        hint: HINT,
      });
    }
  }
  return rows;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function issueText(issue: z.core.$ZodIssue | undefined): string {
  const at = issue?.path.map(String).join('.');
  const what = issue?.message ?? 'is wrong';
  return at ? `${at}: ${what}` : what;
}

/**
 * Reads a YAML document of this domain's `data` folder.
 *
 * @throws FILE_FAILED if it is missing; INVALID_TABLE naming file and line of what does not fit
 */
export function readDocument<T>(name: string, schema: z.ZodType<T>): T {
  const path = `domains/jobs/data/${name}`;
  const file = parseYaml(readText(name), { path, code: 'INVALID_TABLE' });
  return checkYaml(file, schema, 'INVALID_TABLE', HINT);
}

function readText(name: string): string {
  try {
    const path = join(domainsFolder(), 'jobs', 'data', name);
    // The package has its tables packed.
    return existsSync(`${path}.gz`)
      ? gunzipSync(readFileSync(`${path}.gz`)).toString('utf8')
      : readFileSync(path, 'utf8');
  } catch (cause) {
    throw new PocketRankError(
      'FILE_FAILED',
      `The shipped domains/jobs/data/${name} cannot be read.`,
      {
        hint: 'Install the package again.',
        cause,
      },
    );
  }
}
