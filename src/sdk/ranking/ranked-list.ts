import type { Limit } from '../../core/limits/limit.ts';
import type { Profile } from '../../core/types.ts';
import type { RankedItem } from '../types.ts';
import type { Arranged } from './arranged.ts';
import type { BaseOrder } from './base-order.ts';
import type { PersonalPart } from './personal-part.ts';
import type { ScoredList } from './score-list.ts';

/** The code that tells in words: most rankings go without, so it is loaded when first asked for. */
export type WordsCode = typeof import('./words.ts');

/** That code, or nothing where it cannot be fetched: items are ranked all the same. */
export const loadWords = (): Promise<WordsCode | undefined> =>
  import('./words.ts').catch(() => undefined);

/** A ranked list, of whose items something is to be told. */
export interface RankedList {
  scored: ScoredList;
  base: BaseOrder;
  limits: readonly Limit[];
  ranked: readonly RankedItem[];
  /** Indices of the list's items, best first. */
  order: Uint32Array;
  personal: PersonalPart;
  arranged: Arranged | undefined;
  profile: Profile;
  weights: readonly number[];
  /** When, in milliseconds since 1970. */
  at: number;
}
