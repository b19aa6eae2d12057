import type { PolicyFloor } from '../../core/personalization/policy-floor.ts';
import type { RankOptions } from '../types.ts';
import { refusalOf } from '../refusal.ts';
import { check, integer, isObject, number, type Rules } from '../validate.ts';

/** Options of `rank` that most rankings go without; their code is loaded when first asked for. */
export type Wishes = Omit<
  RankOptions,
  'profile' | 'limit' | 'explain' | 'alpha' | 'weights' | 'signal'
>;

const isSlack = number(0, 1);
const isList = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Number.isInteger((value as { length?: unknown }).length);
const isGiven = (value: unknown): boolean =>
  value === 'order' || typeof value === 'function' || isList(value);
const isWeight = number(-1e6, 1e6);
const isStated = (value: unknown): boolean => {
  if (!isObject(value)) return false;
  const { values, weight } = value as { values?: unknown; weight?: unknown };
  return isGiven(values) && isWeight(weight);
};

const isSeed = (value: unknown): boolean =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
const isFlag = (value: unknown): boolean => typeof value === 'boolean';
const isAbsent = (value: unknown): boolean => value === undefined;
const isRank = integer(1);
const isAmount = number(0, 100);
const isKeys = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const WISHES: Rules = {
  prior: (value) => isGiven(value) || isStated(value),
  floor: (value) =>
    value === false || (isObject(value) && isSlack((value as { slack?: unknown }).slack)),
  pinned: (value) =>
    isKeys(value) || (isObject(value) && Object.values(value as object).every(isRank)),
  exclude: isKeys,
  fatigue: (value) => isFlag(value) || isAmount(value),
  explore(value) {
    if (!isObject(value)) return false;
    const { seed, rank, spread } = value as Record<string, unknown>;
    return (
      isSeed(seed) && (isAbsent(rank) || isRank(rank)) && (isAbsent(spread) || isAmount(spread))
    );
  },
  spread: (value) => isFlag(value) || (integer(0)(value) && (value as number) <= 100),
  interleave(value) {
    if (!isObject(value)) return false;
    const { against, seed } = value as Record<string, unknown>;
    return (against === 'given' || against === 'base') && isSeed(seed);
  },
};

/**
 * Checks what a host wishes.
 *
 * @param known the model's events
 * @throws INVALID_ARGUMENT naming the option
 */
export async function checkWishes(wishes: Wishes, known: readonly string[]): Promise<void> {
  await check('INVALID_ARGUMENT', 'options', wishes, WISHES);
  const stranger = wishes.exclude?.find((type) => !known.includes(type));
  if (stranger !== undefined)
    throw await refusalOf('INVALID_ARGUMENT', 'excludeType', stranger, { known });
}

/** The model's floor as a host wishes it; `undefined` where it wishes none. */
export const floorWish = (own: PolicyFloor, { floor }: Wishes): PolicyFloor | undefined =>
  floor === false ? undefined : { ...own, ...floor };
