import { protectedWord } from '../../core/features/protected.ts';
import type { FieldKind, Side } from '../../core/features/schema.ts';
import { categoryText } from '../../core/reading/read-category.ts';
import { foldName } from '../../core/reading/fold-name.ts';
import { readRowTime } from '../tables/row-time.ts';
import { arePlaces, findPlaces } from './find-places.ts';
import type { Found, Left } from './found.ts';
import { endOf, isMoney, nameOf, subjectWords } from './path-names.ts';
import type { PathStatistics } from './path-statistics.ts';

/** A path must be filled in this share of objects to become a field. */
const MIN_SHARE = 0.005;
/** Dates within this many years tell when a record was made, not how old somebody is. */
const MAX_RECORD_YEARS = 5;
const YEAR_MS = 31_557_600_000;
/** Texts have more words than this a value; names of things fewer. */
const TEXT_WORDS = 6;
/** A text with at most this many values over all objects is a category. */
const MAX_CATEGORIES = 40;

/** Keys, links and contacts: never fields. */
const NEVER =
  /(^|\.)((@\w+|id|propertyID|email|phone|phoneNumber|telephone)$|(identifier|sameAs|url|image)(\.|$))/u;
/** Codes of units and currencies belong to the number beside them. */
const UNITS = /(^|\.)(unitText|unitCode|priceCurrency|currency)$/u;

/** What {@link describePaths} needs beside the statistics. */
export interface DescribeOptions {
  side: Side;
  /** Paths that hold keys. */
  keys: readonly string[];
  /** Folded names of places. */
  places: ReadonlySet<string>;
  /** Whether texts with few values are categories, or else tags. */
  categories: boolean;
}

/** Tells what lies at the paths of one side, and which of them are of no use. */
export function describePaths(
  statistics: readonly PathStatistics[],
  options: DescribeOptions,
): { found: Found[]; left: Left[] } {
  const { side, keys } = options;
  const found: Found[] = [];
  const left: Left[] = [];
  const whole = new Set<PathStatistics>();
  for (const { path, parts, isExact } of findPlaces(statistics)) {
    for (const part of parts) whole.add(part);
    const objects = Math.max(...parts.map((part) => part.objects));
    found.push({ ...emptyFound(side, path), kind: 'place', isExact, objects });
  }
  for (const range of findRanges(statistics)) {
    for (const part of range.parts) whole.add(part);
    found.push(foundRange(side, range));
  }
  for (const entry of statistics) {
    if (whole.has(entry)) continue;
    const reason = keys.includes(entry.path) ? { reason: 'a key' } : reasonAgainst(entry, side);
    if (reason) left.push({ side, path: entry.path, ...reason });
    else found.push(describe(entry, options));
  }
  return { found, left };
}

function emptyFound(side: Side, path: string): Found {
  return {
    side,
    path,
    kind: 'text',
    name: nameOf(path),
    words: subjectWords(path),
    values: new Set(),
    labels: [],
    numbers: [],
    many: false,
    objects: 0,
    isExact: false,
  };
}

interface FoundRange {
  path: string;
  parts: PathStatistics[];
}

/** Objects with a least and a greatest value: `{ minValue, maxValue }`. */
function findRanges(statistics: readonly PathStatistics[]): FoundRange[] {
  return statistics.flatMap((low): FoundRange[] => {
    const [, path] = /^(.+)\.minValue$/.exec(low.path) ?? [];
    if (path === undefined || !statistics.some((entry) => entry.path === `${path}.maxValue`)) {
      return [];
    }
    const parts = statistics.filter((entry) => entry.path.startsWith(`${path}.`));
    return [{ path, parts }];
  });
}

function foundRange(side: Side, { path, parts }: FoundRange): Found {
  const ends = parts.filter((part) => /\.(min|max)Value$/.test(part.path));
  return {
    ...emptyFound(side, path),
    kind: isMoney(path) ? 'amount' : 'number',
    numbers: sorted(ends.flatMap((part) => part.values)),
    objects: Math.max(...ends.map((part) => part.objects)),
    isExact: true,
  };
}

function describe(entry: PathStatistics, options: DescribeOptions): Found {
  const { side } = options;
  const made = { ...emptyFound(side, entry.path), many: entry.many, objects: entry.objects };
  const kind = kindOf(entry, options);
  switch (kind) {
    case 'number':
      return { ...made, kind: isMoney(entry.path) ? 'amount' : kind, numbers: numbersOf(entry) };
    case 'time':
      return { ...made, kind, numbers: timesOf(entry) };
    case 'text':
      return { ...made, kind, values: wordsOf(entry) };
    default: {
      const texts = [...entry.distinct].map(categoryText);
      const values = texts.flatMap((value) => value.split(/[,;|]/)).map(foldName);
      const labels = kind === 'category' ? [...new Set(texts)].sort() : [];
      return { ...made, kind, labels, values: new Set(values.filter((value) => value !== '')) };
    }
  }
}

function kindOf(entry: PathStatistics, { places, categories }: DescribeOptions): FieldKind {
  const { strings, numbers, booleans, distinct, words, dates, many } = entry;
  if (booleans > 0 && booleans >= strings + numbers) return 'flag';
  if (numbers > strings || (strings > 0 && numbersOf(entry).length >= 0.8 * distinct.size))
    return 'number';
  if (dates > 0.5 * strings) return 'time';
  if (isCode(distinct)) return 'category';
  const wordsEach = words / Math.max(1, strings);
  if (wordsEach > TEXT_WORDS) return 'text';
  if (arePlaces(distinct, places)) return 'place';
  const isList = many || [...distinct].some((value) => /[,;|]/.test(value));
  const isRepeated = distinct.size <= MAX_CATEGORIES && distinct.size <= 0.5 * strings;
  if (!isList && isRepeated && categories) return 'category';
  return isList || wordsEach < 1.5 || isRepeated ? 'tags' : 'text';
}

/** Short values without letters of a word: codes rather than language. */
function isCode(distinct: ReadonlySet<string>): boolean {
  let codes = 0;
  for (const value of distinct) if (!/\p{L}{2}/u.test(value)) codes++;
  return codes > 0.5 * distinct.size;
}

const sorted = (values: number[]): number[] => values.sort((a, b) => a - b);

/**
 * The numbers at a path, also those that stand in short texts: "24 months". Bare digits in texts are codes, unless
 * the path speaks of money or of an end.
 */
function numbersOf({ path, values, distinct, strings }: PathStatistics): number[] {
  const isTold = isMoney(path) || endOf(path) !== undefined;
  const areBare = [...distinct].every((value) => /^\d+$/.test(value));
  if (strings === 0 || (areBare && !isTold)) return sorted([...values]);
  const told = [...distinct].flatMap((value) => {
    const [, digits] =
      /^[^\d-]{0,4}(-?\d+(?:\.\d+)?)\s*[\p{L}%€$£]{0,12}$/u.exec(value.trim()) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return sorted(told.length >= 0.8 * distinct.size ? told : [...values]);
}

function timesOf({ distinct }: PathStatistics): number[] {
  return sorted([...distinct].flatMap((value) => readRowTime(value) ?? []));
}

function wordsOf({ distinct }: PathStatistics): Set<string> {
  const words = new Set<string>();
  for (const value of distinct) {
    for (const word of foldName(value).split(' ')) if (word.length > 2) words.add(word);
  }
  return words;
}

function reasonAgainst(entry: PathStatistics, side: Side): Omit<Left, 'side' | 'path'> | undefined {
  const { path, distinct, strings, words, dates } = entry;
  const word = protectedWord(path, side);
  if (word !== undefined) {
    return { reason: `a protected attribute ("${word}")`, exemption: exemptionFor(path, side) };
  }
  if (NEVER.test(path)) return { reason: 'a key, a link or a contact' };
  if (UNITS.test(path)) return { reason: 'the unit of a number beside it' };
  if (entry.objects < MIN_SHARE * entry.total) return { reason: 'filled too rarely' };
  if (distinct.size < 2) return { reason: 'always the same' };
  if (side === 'profile' && dates > 0.5 * strings && strings > 0) {
    const times = timesOf(entry);
    if (times.at(-1)! - times[0]! > MAX_RECORD_YEARS * YEAR_MS)
      return { reason: 'a date of a life' };
  }
  const isSingle = strings > 0 && words < 1.2 * strings && dates === 0;
  if (isSingle && strings > 50 && distinct.size > 0.9 * Math.min(strings, 2000)) {
    return { reason: 'different for every object' };
  }
  return undefined;
}

function exemptionFor(path: string, side: Side): string {
  return `{ path: ${path}, side: ${side}, reason: '…' }`;
}
