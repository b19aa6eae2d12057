import { codeNumbers, letterOf } from '../../core/math/golomb-code.ts';
import { PocketRankError } from '../../core/errors.ts';
import type { LexiconSource, NamesSource } from '../../core/reading/lexicon-source.ts';
import {
  ALONE,
  findAmong,
  GUARDED,
  hashOfName,
  hashOfOtherTrade,
  VALUES,
  WEAK,
} from '../../core/reading/find-name.ts';

/** "Front-end" is written with a hyphen, a space or neither. */
const spellings = (name: string): string[] =>
  name.includes('-') ? [name, name.replaceAll('-', '')] : [name];

/** A list of values that texts name, such as occupations. */
export interface NameList {
  /** Each value's names, and weak ones, which count only in texts without any other; at most 512 values. */
  values: readonly { names: readonly string[]; weak: readonly string[] }[];
  /** Names that are none behind one of these words: a software architect builds no houses. */
  guarded?: { names: readonly string[]; words: readonly string[] };
  /** Names that are none where another word follows. */
  alone?: readonly string[];
  /** How near two values are, by their indexes, 0 … 1. */
  near(a: number, b: number): number;
}

/** One text in some thousand is taken for a name that it is not. */
const BITS = 24;
const MAX_LEVELS = 9;
const MIN_SPARED = 3;

/** What a schema says of fields that are read by names. */
interface NamedField {
  names?: string;
  near?: number;
}

/**
 * The lists of names that a schema's fields are read with, compiled; undefined where they use none.
 *
 * @throws INVALID_LEXICON if a field's list is not there
 */
export function compileNames(
  lists: Readonly<Record<string, NameList>>,
  fields: readonly NamedField[],
): LexiconSource['names'] {
  const compiled: Record<string, NamesSource> = {};
  for (const list of new Set(fields.flatMap(({ names }) => names ?? []))) {
    if (!Object.hasOwn(lists, list)) {
      throw new PocketRankError('INVALID_LEXICON', `There is no list of names "${list}".`, {
        hint: `There is ${Object.keys(lists).join(', ') || 'none'}; a domain's code gives them.`,
      });
    }
    const stated = fields.flatMap(({ names, near = 0 }) =>
      names === list && near > 0 ? near : [],
    );
    const levels = [...new Set(stated)].sort((a, b) => a - b).slice(0, MAX_LEVELS);
    compiled[list] = compileList(lists[list]!, levels);
  }
  return Object.keys(compiled).length > 0 ? compiled : undefined;
}

function compileList(list: NameList, levels: number[]): NamesSource {
  const { values, near } = list;
  const byHash = hashNames(list);
  const hashes = [...byHash.keys()].sort((a, b) => a - b);
  const { remainder, code } = codeNumbers(hashes, BITS);
  const letters = hashes.map((hash) => {
    const value = byHash.get(hash)!;
    return letterOf(value >> 6) + letterOf(value & 63);
  });
  let digits = '';
  for (let j = 1; j < values.length; j++) {
    for (let i = 0; i < j; i++) {
      // Of what is a level to the last digit of a percent.
      const percent = Math.round(1e6 * near(i, j)) / 1e4;
      digits += String(levels.filter((level) => level <= percent).length);
    }
  }
  return { set: [BITS, remainder, code], values: letters.join(''), levels, near: digits };
}

/** The names that are needed, by their hashes: their values with what is to be minded, such as {@link WEAK}. */
function hashNames({ values, guarded, alone = [] }: NameList): Map<number, number> {
  const byHash = new Map<number, number>();
  const kept = new Map<string, number>();
  const shift = 32 - BITS;
  // Where two values have one name, the first keeps it, and its first name before all others.
  const add = (name: string, value: number): void => {
    const whole = hashOfName(name);
    if (whole === undefined || byHash.has(whole >>> shift)) return;
    const hash = whole >>> shift;
    byHash.set(hash, value);
    kept.set(name, hash);
  };
  for (const [value, { names }] of values.entries()) if (names[0]) add(names[0], value);
  for (const [value, { names }] of values.entries()) {
    for (const name of names.flatMap(spellings)) add(name, value);
  }
  for (const [value, { weak }] of values.entries()) {
    for (const name of weak) add(name, value + WEAK);
  }
  const mind = (name: string, bit: number): void => {
    const hash = (hashOfName(name) ?? 0) >>> shift;
    if (byHash.has(hash)) byHash.set(hash, byHash.get(hash)! | bit);
  };
  for (const name of guarded?.names ?? []) mind(name, GUARDED);
  for (const name of alone) mind(name, ALONE);
  for (const word of guarded?.words ?? []) {
    const hash = (hashOfOtherTrade(word) ?? 0) >>> shift;
    if (!byHash.has(hash)) byHash.set(hash, VALUES);
  }
  // What is read alike without it, such as a clinical pharmacist beside a pharmacist, is left out; the longest first.
  const names = [...kept].sort((a, b) => b[0].length - a[0].length);
  for (const [name, hash] of names) {
    if (name.split(' ').length < MIN_SPARED) continue;
    const value = byHash.get(hash)!;
    byHash.delete(hash);
    if (findAmong(name, { shift, values: byHash }) !== (value & VALUES)) byHash.set(hash, value);
  }
  return byHash;
}
