import type { ErrorCode } from '../core/errors.ts';
import { refusalOf } from './refusal.ts';
import type { Refused } from './refusal-words.ts';
import type { RankOptions, RerankerOptions } from './types.ts';

/** What the parts of an object must be; in words: refusal-words.ts. */
export type Rules = Partial<Record<Refused, (value: unknown) => boolean>>;

export const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const number =
  (low: number, high: number) =>
  (value: unknown): boolean =>
    typeof value === 'number' && value >= low && value <= high;
export const integer =
  (low: number) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= low;

const isBoolean = (value: unknown): boolean => typeof value === 'boolean';
const isFunction = (value: unknown): boolean => typeof value === 'function';

const RERANKER_OPTIONS: Rules = {
  storage: (value) => value === 'indexeddb' || value === 'memory',
  consent: isBoolean,
  enabled: isBoolean,
  now: isFunction,
  onProgress: isFunction,
  debug: (value) => isBoolean(value) || isFunction(value),
  maxKnownItems: integer(1),
};
const RANK_OPTIONS: Rules = { limit: integer(0), alpha: number(0, 1), weights: isObject };
/** All that there are: a slip of the pen is refused. */
const RERANKER_NAMES =
  ' model basePath engine storage storageName consent now maxKnownItems integrity publicKey signature fetch signal phrases onProgress debug enabled ';
const RANK_NAMES =
  ' profile limit explain alpha weights signal floor prior pinned exclude fatigue explore spread interleave ';

/** Checks the parts of an object that are there, and those that must be. */
export async function check(
  code: ErrorCode,
  whole: Refused,
  value: unknown,
  rules: Rules,
  required: readonly string[] = [],
): Promise<void> {
  if (!isObject(value)) throw await refusalOf(code, whole, value);
  for (const [name, isRight] of Object.entries(rules)) {
    const part = (value as Record<string, unknown>)[name];
    if ((part !== undefined || required.includes(name)) && !isRight(part))
      throw await refusalOf(code, name as Refused, part);
  }
}

async function checkOptions(options: object, rules: Rules, names: string): Promise<void> {
  await check('INVALID_ARGUMENT', 'options', options, rules);
  for (const name of Object.keys(options))
    if (!names.includes(` ${name} `))
      throw await refusalOf('INVALID_ARGUMENT', 'unknownOption', name, { names });
}

/** @throws INVALID_ARGUMENT naming the option */
export const checkRerankerOptions = (options: RerankerOptions): Promise<void> =>
  checkOptions(options, RERANKER_OPTIONS, RERANKER_NAMES);

/** @throws INVALID_ARGUMENT, INVALID_PROFILE */
export async function checkRankOptions(options: RankOptions): Promise<void> {
  await checkOptions(options, RANK_OPTIONS, RANK_NAMES);
  await check('INVALID_PROFILE', 'profile', options.profile ?? {}, {});
}
