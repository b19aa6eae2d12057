import { dateMs } from '../../domains/jobs/facts/read-dates.ts';
import { same, tableUnder } from './read-table.ts';
import type { PolicyDocument } from './parse-document.ts';
import type { PolicySettings } from './policy.ts';
import { didYouMean } from './problems.ts';
import type { Problems } from './problems.ts';

interface Setting {
  name: string;
  key: keyof PolicySettings;
  read: (text: string) => number | undefined;
  /** How its value is written, for messages. */
  form: string;
}

const share = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)\s*%$/u.exec(text);
  const value = match ? Number(match[1]) / 100 : undefined;
  return value !== undefined && value <= 1 ? value : undefined;
};
const kilometres = (text: string): number | undefined => {
  const match = /^(\d+(?:\.\d+)?)\s*km$/iu.exec(text);
  const value = match ? Number(match[1]) : undefined;
  return value !== undefined && value > 0 ? value : undefined;
};

const SETTINGS: readonly Setting[] = [
  { name: 'Least evidence', key: 'leastEvidence', read: share, form: 'a share such as 30 %' },
  {
    name: 'Longest commute',
    key: 'longestCommuteKm',
    read: kilometres,
    form: 'a distance such as 40 km',
  },
  { name: 'Hybrid commute', key: 'hybridCommuteShare', read: share, form: 'a share such as 60 %' },
  {
    name: 'Date of the examples',
    key: 'exampleNow',
    read: (text) => dateMs(text),
    form: 'a date such as 2026-03-01',
  },
];

const FALLBACK: PolicySettings = {
  leastEvidence: 0,
  longestCommuteKm: 1,
  hybridCommuteShare: 1,
  exampleNow: 0,
};

/** Reads the table of settings; each must be there once. */
export function compileSettings(document: PolicyDocument, problems: Problems): PolicySettings {
  const settings = { ...FALLBACK };
  const table = tableUnder(document, 'Settings', ['Setting', 'Value'], problems);
  if (!table) return settings;
  const seen = new Set<string>();
  for (const { line, cells } of table.rows) {
    const name = cells.get('setting') ?? '';
    const text = cells.get('value') ?? '';
    const setting = SETTINGS.find((known) => same(name, known.name));
    if (!setting) {
      problems.add(
        line,
        `unknown setting ${didYouMean(
          name,
          SETTINGS.map((known) => known.name),
        )}`,
      );
      continue;
    }
    if (seen.has(setting.name)) problems.add(line, `the setting "${setting.name}" stands twice`);
    seen.add(setting.name);
    const value = setting.read(text);
    if (value === undefined) {
      problems.add(line, `the setting "${setting.name}" must be ${setting.form}, not "${text}"`);
    } else settings[setting.key] = value;
  }
  for (const { name } of SETTINGS) {
    if (!seen.has(name)) problems.add(table.line, `the setting "${name}" is missing`);
  }
  return settings;
}
