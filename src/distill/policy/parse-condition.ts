import type { Interval } from '../../core/limits/limit.ts';
import { liesWithin } from '../../core/limits/meets.ts';
import type { CategoryMeasure, Measure, NumberMeasure } from './measure.ts';
import type { Condition } from './policy.ts';
import { didYouMean } from './problems.ts';

/** A parsed condition, or a message that says why the text is none. */
export type ParsedCondition = { condition: Condition } | { problem: string };

const NUMBER = '[+−-]?\\d[\\d,]*(?:\\.\\d+)?';
/** Any word or sign, as long as it joins nothing: which one it must be the measure says. */
const UNIT = '(?:\\s*((?!(?:to|or|and)\\b)[\\p{L}%€$£¥₩₹°µ][\\p{L}/²³]*))?';
const ONE = `(${NUMBER})${UNIT}`;
// Each operator is tried on the whole of one alternative; the pattern's groups are number and unit.
const MORE = 'more|above|over|longer|older|better|higher|up|greater';
const LESS = 'less|fewer|below|under|shorter|younger|lower|down';
const OPERATORS: [RegExp, (a: number, b: number) => Interval][] = [
  [rule(`(?:at least|≥|>=|no less than|from)\\s*${ONE}`), (a) => interval(a, Infinity)],
  [rule(`${ONE}\\s*(?:or|and) (?:${MORE})`), (a) => interval(a, Infinity)],
  [rule(`(?:at most|≤|<=|up to|no more than)\\s*${ONE}`), (a) => interval(-Infinity, a)],
  [rule(`${ONE}\\s*(?:or|and) (?:${LESS})`), (a) => interval(-Infinity, a)],
  [rule(`(?:(?:${MORE}) than|over|above|>)\\s*${ONE}`), (a) => interval(a, Infinity, true)],
  [
    rule(`(?:(?:${LESS}) than|under|below|<)\\s*${ONE}`),
    (a) => interval(-Infinity, a, false, true),
  ],
  [
    rule(`(?:from\\s+|between\\s+)?${ONE}\\s*(?:to|–|—|-|…|\\.\\.\\.)\\s*${ONE}`),
    (a, b) => interval(a, b),
  ],
  [rule(`(?:exactly|=|==)?\\s*${ONE}`), (a) => interval(a, a)],
];

function rule(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`, 'iu');
}

function interval(min: number, max: number, minOpen = false, maxOpen = false): Interval {
  return { min, max, minOpen, maxOpen };
}

/** Reads what a table cell accepts of `measure`: "80 % or more", "60 % to 80 %", "same town or same region". */
export function parseCondition(text: string, measure: Measure): ParsedCondition {
  const trimmed = text.replace(/\s+/gu, ' ').trim();
  if (!trimmed) return { problem: `the condition on ${measure.name} is empty` };
  return measure.kind === 'number' ? parseNumbers(trimmed, measure) : parseValues(trimmed, measure);
}

function parseNumbers(text: string, measure: NumberMeasure): ParsedCondition {
  const intervals: Interval[] = [];
  // "3 or more" is one stretch, "less than −2 or more than 4" are two.
  const single = `(?:${MORE}|${LESS})\\b(?! than| ?[+−-]?\\d)`;
  for (const part of text.split(
    new RegExp(`\\s*[,;]\\s+(?:or\\s+)?|\\s+or\\s+(?!${single})`, 'iu'),
  )) {
    const parsed = parseInterval(part.trim(), measure);
    if (typeof parsed === 'string') return { problem: parsed };
    intervals.push(parsed);
  }
  return { condition: { intervals } };
}

function parseInterval(text: string, measure: NumberMeasure): Interval | string {
  for (const [pattern, make] of OPERATORS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const units = [match[2], match[4]].filter((unit) => unit !== undefined);
    const problem = unitProblem(units, measure, text);
    if (problem) return problem;
    const scale = measure.unit === '%' ? 100 : 1;
    const a = toNumber(match[1]) / scale;
    const b = match[3] === undefined ? a : toNumber(match[3]) / scale;
    const made = make(a, b);
    if (made.min > made.max) return `"${text}" runs backwards; write the smaller number first`;
    const bounded = within(made, measure);
    if (!bounded) {
      return `"${text}" lies outside what ${measure.name} can be (${domainWords(measure)})`;
    }
    return bounded;
  }
  return `cannot read "${text}" as a condition on ${measure.name}; write it like "${exampleOf(measure)}"`;
}

function toNumber(text: string | undefined): number {
  return Number((text ?? '').replaceAll(',', '').replace('−', '-'));
}

function unitProblem(
  units: readonly string[],
  measure: NumberMeasure,
  text: string,
): string | undefined {
  for (const unit of units) {
    if (unitKey(unit) !== unitKey(measure.unit)) {
      const own = measure.unit ? `is in ${measure.unit}` : 'has no unit';
      return `"${text}" is in ${unit}, but ${measure.name} ${own}`;
    }
  }
  return measure.unit === '%' && units.length === 0
    ? `"${text}" needs a % sign: ${measure.name} is a share`
    : undefined;
}

/** Other ways to write a unit. */
const OTHER_UNITS: Readonly<Record<string, string>> = {
  percent: '%',
  kilometre: 'km',
  kilometer: 'km',
  step: 'level',
  euro: 'eur',
  '€': 'eur',
  dollar: 'usd',
  $: 'usd',
  pound: 'gbp',
  '£': 'gbp',
};

/** What is the same for "Days" and "day", "%" and "percent". */
function unitKey(unit: string): string {
  const one = unit.toLowerCase().replace(/(?<=\p{L}{2})s$/u, '');
  return OTHER_UNITS[one] ?? one;
}

/** Cuts an interval to the measure's domain and, for whole numbers, closes its ends; undefined where nothing is left. */
function within(range: Interval, measure: NumberMeasure): Interval | undefined {
  const finiteOutside =
    (Number.isFinite(range.min) && (range.min < measure.min || range.min > measure.max)) ||
    (Number.isFinite(range.max) && (range.max < measure.min || range.max > measure.max));
  if (finiteOutside) return undefined;
  let { min, max, minOpen, maxOpen } = range;
  if (min < measure.min) [min, minOpen] = [measure.min, false];
  if (max > measure.max) [max, maxOpen] = [measure.max, false];
  if (measure.integer) {
    if (Number.isFinite(min)) min = minOpen && Number.isInteger(min) ? min + 1 : Math.ceil(min);
    if (Number.isFinite(max)) max = maxOpen && Number.isInteger(max) ? max - 1 : Math.floor(max);
    minOpen = maxOpen = false;
  }
  const empty = min > max || (min === max && (minOpen || maxOpen));
  return empty ? undefined : { min, max, minOpen, maxOpen };
}

/** The possible values in words. */
export function domainWords({ min, max, unit }: NumberMeasure): string {
  const scale = unit === '%' ? 100 : 1;
  const words = (value: number): string => `${Math.round(value * scale)} ${unit}`.trim();
  if (Number.isFinite(min) && Number.isFinite(max)) return `${words(min)} to ${words(max)}`;
  if (Number.isFinite(min)) return `${words(min)} or more`;
  return Number.isFinite(max) ? `${words(max)} or less` : `any number${unit && ` of ${unit}`}`;
}

function exampleOf({ unit }: NumberMeasure): string {
  return unit === '%' ? '80 % or more' : `3 ${unit && `${unit} `}or more`;
}

function parseValues(text: string, measure: CategoryMeasure): ParsedCondition {
  const lower = text.toLowerCase();
  // "not stated" may be a value itself.
  const isValue = measure.values.some((value) => lower.startsWith(value.toLowerCase()));
  const negated = /^not\s/iu.test(text) && !isValue;
  const parts = (negated ? text.replace(/^not\s+/iu, '') : text).split(
    /\s*[,;]\s*(?:or\s+)?|\s+or\s+/iu,
  );
  const values = new Set<string>();
  for (const part of parts) {
    const wanted = part.trim().toLowerCase();
    const value = measure.values.find((known) => known.toLowerCase() === wanted);
    if (value === undefined) {
      return {
        problem: `${didYouMean(part.trim(), measure.values)} is no value of ${measure.name}; it has: ${measure.values.join(', ')}`,
      };
    }
    values.add(value);
  }
  if (!negated) return { condition: { values } };
  return { condition: { values: new Set(measure.values.filter((value) => !values.has(value))) } };
}

/** Whether a measured value meets a condition. */
export function meets(condition: Condition, value: number | string): boolean {
  if ('values' in condition) return condition.values.has(value as string);
  return liesWithin(condition.intervals, value as number);
}
