import type { PolicyFloor } from '../../core/personalization/policy-floor.ts';
import type { RankOptions } from '../types.ts';
import { check, isObject, number, type Rules } from '../validate.ts';

/** Options of `rank` that most rankings go without; their code is loaded when first asked for. */
export type Wishes = Omit<RankOptions, 'profile' | 'limit' | 'explain' | 'alpha' | 'signal'>;

const isSlack = number(0, 1);
const WISHES: Rules = {
  floor: (value) =>
    value === false || (isObject(value) && isSlack((value as { slack?: unknown }).slack)),
};

/** @throws INVALID_ARGUMENT naming the option */
export const checkWishes = (wishes: Wishes): Promise<void> =>
  check('INVALID_ARGUMENT', 'options', wishes, WISHES);

/** The model's floor as a host wishes it; `undefined` where it wishes none. */
export const floorWish = (own: PolicyFloor, { floor }: Wishes): PolicyFloor | undefined =>
  floor === false ? undefined : { ...own, ...floor };
