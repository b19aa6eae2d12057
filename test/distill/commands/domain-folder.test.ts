import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { expectFailure, runCommand, useWorkplace } from './run-command.ts';

const LENDING = fileURLToPath(new URL('../../../src/domains/lending', import.meta.url));
const { path } = useWorkplace();

/** A copy of the domain of lending with a change in one of its files; the line at which `shown` stands then. */
async function changed(
  name: string,
  file: string,
  from: string | RegExp,
  to: string,
  shown = to,
): Promise<{ folder: string; line: number }> {
  const folder = path(name);
  await cp(LENDING, folder, { recursive: true });
  const text = await readFile(join(folder, file), 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  await writeFile(join(folder, file), edited);
  const line = edited.slice(0, edited.indexOf(shown)).split('\n').length;
  return { folder, line };
}

describe('a folder as a domain', () => {
  it.concurrent('is checked like one that ships', async () => {
    const named = await runCommand(['policy', 'check', '--domain', 'lending']);
    expect(named.exitCode, named.stderr).toBe(0);
    expect(named.stdout).toMatch(/^policy\.md: "Loan policy", \d+ criteria, \d+ hard limits/u);
    const folder = await runCommand(['policy', 'check', '--domain', LENDING]);
    expect(folder).toEqual(named);
  });

  it.concurrent('is told from a name that is neither', async () => {
    const result = await runCommand(['policy', 'check', '--domain', 'lendin']);
    expectFailure(result, 'INVALID_ARGUMENT', 'did you mean "lending"?');
  });

  it.concurrent('with a criterion on an unknown measure', async () => {
    const { folder, line } = await changed(
      'unknown-measure',
      'policy.md',
      '| Payment share is more than 100 %',
      '| Paiment share is more than 100 %',
    );
    const result = await runCommand(['policy', 'check', '--domain', folder]);
    expectFailure(
      result,
      'INVALID_POLICY',
      `policy.md, line ${line}`,
      'did you mean "Payment share"?',
    );
  });

  it.concurrent('with a hard limit on a taught measure', async () => {
    const { folder } = await changed(
      'taught-limit',
      'schema.yaml',
      'measures:\n',
      'measures:\n  - { name: Good name, kind: taught, values: [good, bad] }\n',
    );
    const policy = join(folder, 'policy.md');
    const text = await readFile(policy, 'utf8');
    const row = '| Bad name | Good name is bad | 1 | it has a bad name |\n';
    const edited = text.replace('| Not affordable ', `${row}| Not affordable `);
    await writeFile(policy, edited);
    const line = edited.slice(0, edited.indexOf(row)).split('\n').length;
    const result = await runCommand(['policy', 'check', '--domain', folder]);
    const why = 'Good name is a taught measure: only the build step can compute it';
    expectFailure(result, 'INVALID_POLICY', `policy.md, line ${line}`, why, 'Grade caps');
  });

  it.concurrent('with an alias that names two things', async () => {
    const { folder, line } = await changed(
      'two-things',
      'lexicon.yaml',
      'car: [vehicle,',
      'car: [vehicle, solar,',
      'energy saving:',
    );
    const result = await runCommand(['policy', 'check', '--domain', folder]);
    expectFailure(result, 'INVALID_LEXICON', `lexicon.yaml, line ${line}`, 'solar');
  });

  it.concurrent('with an example that breaks a limit', async () => {
    const { folder } = await changed(
      'broken-limit',
      'policy.md',
      'Payment share is more than 100 %',
      'Payment share is more than 1 %',
    );
    const result = await runCommand(['policy', 'check', '--domain', folder]);
    expectFailure(
      result,
      'POLICY_EXAMPLE_FAILED',
      /policy\.md: \d+ of \d+ examples/u,
      /breaks the hard limit "Not affordable" of line \d+: at most 0/u,
    );
  });

  it.concurrent('that crosses a postal code is warned of, with file and line', async () => {
    const field = '  - name: quarter\n    kind: category\n    item: branch.postalCode\n';
    const { folder, line } = await changed(
      'postal-code',
      'schema.yaml',
      'fields:\n',
      `fields:\n${field}    profile: address.postalCode\n`,
      '- name: quarter',
    );
    const result = await runCommand(['policy', 'check', '--domain', folder]);
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.stderr).toContain(`schema.yaml, line ${line}: Field "quarter"`);
    expect(result.stderr).toContain('may stand for a protected attribute');
  });
});
