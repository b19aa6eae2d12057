import { didYouMean, type Problems } from './problems.ts';
import type { PolicyDocument } from './parse-document.ts';
import { same, tableUnder } from './read-table.ts';

/** The settings that every policy has. */
export const LEAST_EVIDENCE = 'Least evidence';
export const EXAMPLE_DAY = 'Date of the examples';

const NUMBER = /^([+−-]?\d[\d,]*(?:\.\d+)?)\s*(%|\p{L}*)$/u;
const DAY = /^\d{4}-\d{2}-\d{2}$/u;

/** "60 %" is 0.6, "40 km" 40, and a day its milliseconds since 1970; undefined where the text is no such value. */
function settingValue(name: string, text: string): number | undefined {
  if (name === EXAMPLE_DAY) {
    const day = DAY.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== text ? undefined : day;
  }
  const [, digits, unit] = NUMBER.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits.replaceAll(',', '').replace('−', '-'));
  const value = unit === '%' ? number / 100 : number;
  if (name === LEAST_EVIDENCE && (unit !== '%' || value < 0 || value > 1)) return undefined;
  return value;
}

/**
 * Reads the document's table of settings: each of `needed` once, and no other.
 *
 * @param needed the names of the settings that the domain's schema takes its numbers from
 */
export function readSettings(
  document: PolicyDocument,
  needed: readonly string[],
  problems: Problems,
): Map<string, number> {
  const settings = new Map<string, number>();
  const known = [LEAST_EVIDENCE, EXAMPLE_DAY, ...needed];
  const table = tableUnder(document, 'Settings', ['Setting', 'Value'], problems);
  if (!table) return settings;
  const seen = new Set<string>();
  for (const { line, cells } of table.rows) {
    const text = cells.get('value') ?? '';
    const stated = cells.get('setting') ?? '';
    const name = known.find((candidate) => same(stated, candidate));
    if (name === undefined) {
      problems.add(line, `unknown setting ${didYouMean(stated, known)}`);
      continue;
    }
    if (seen.has(name)) problems.add(line, `the setting "${name}" stands twice`);
    seen.add(name);
    const value = settingValue(name, text);
    if (value === undefined) {
      problems.add(line, `the setting "${name}" must be ${formOf(name)}, not "${text}"`);
    } else settings.set(name, value);
  }
  for (const name of known) {
    if (!seen.has(name)) problems.add(table.line, `the setting "${name}" is missing`);
  }
  return settings;
}

function formOf(name: string): string {
  if (name === LEAST_EVIDENCE) return 'a share such as 30 %';
  if (name === EXAMPLE_DAY) return 'a date such as 2026-03-01';
  return 'a number with its unit, such as 40 km or 60 %';
}
