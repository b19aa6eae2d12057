import { hashString, mix32 } from './hash.ts';

/** A seeded stream of random numbers. The same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), 32 random bits. */
  next(): number;
  /** A uniform integer in [0, n), n ≥ 1. */
  integer(n: number): number;
  /** Standard normal (Marsaglia's polar method). */
  normal(): number;
  /** One element, uniformly; the list must not be empty. */
  pick<T>(list: readonly T[]): T;
  /** An index drawn in proportion to `weights` (non-negative, not all zero). */
  weighted(weights: ArrayLike<number>): number;
  /** Shuffles in place (Fisher–Yates) and returns the same list. */
  shuffle<T>(list: T[]): T[];
  /** An independent stream, named; does not advance this one. */
  fork(name: string): Random;
}

/**
 * Creates a seeded random stream.
 *
 * Source: sfc32 by Chris Doty-Humphrey (PractRand), 128 bits of state.
 */
export function createRandom(seed: number | string): Random {
  const text = String(seed);
  let a = hashString(text, 0x9e3779b9) | 0;
  let b = hashString(text, 0x243f6a88) | 0;
  let c = hashString(text, 0xb7e15162) | 0;
  let d = mix32(a ^ b ^ c) | 1;

  function bits(): number {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return t >>> 0;
  }
  for (let i = 0; i < 12; i++) bits();

  let spare: number | undefined;
  const random: Random = {
    next: () => bits() / 4294967296,
    integer: (n) => Math.floor((bits() / 4294967296) * n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      let x: number;
      let y: number;
      let s: number;
      do {
        x = 2 * random.next() - 1;
        y = 2 * random.next() - 1;
        s = x * x + y * y;
      } while (s >= 1 || s === 0);
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * factor;
      return x * factor;
    },
    pick: <T>(list: readonly T[]) => list[random.integer(list.length)] as T,
    weighted(weights) {
      let total = 0;
      for (let i = 0; i < weights.length; i++) total += weights[i] as number;
      let rest = random.next() * total;
      for (let i = 0; i < weights.length; i++) {
        rest -= weights[i] as number;
        if (rest < 0) return i;
      }
      let last = weights.length - 1;
      while (last > 0 && !((weights[last] as number) > 0)) last--;
      return last;
    },
    shuffle<T>(list: T[]) {
      for (let i = list.length - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        const held = list[i] as T;
        list[i] = list[j] as T;
        list[j] = held;
      }
      return list;
    },
    fork: (name) => createRandom(`${text}/${name}`),
  };
  return random;
}
