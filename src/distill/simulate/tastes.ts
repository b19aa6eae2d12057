import { createRandom, type Random } from '../../core/math/random.ts';
import { eachLeaf } from '../evaluate/baselines/text-tokens.ts';
import type { Drawn } from './draw-objects.ts';

const SIZE = 4;
/** Longer texts are descriptions; nobody's taste hangs on one of them. */
const MAX_LENGTH = 40;
const TASTE = 0.5;
const APPEAL = 0.5;

/** What draws people beside the fit: of each pair its taste, of each item its appeal, both in logits. */
export interface Tastes {
  /** By the places of a profile and an item. */
  taste(profile: number, item: number): number;
  appeal(item: number): number;
}

/**
 * Draws tastes that no table tells: each short value of an item (its maker, its color) has a direction, an item
 * the sum of its values', and a person likes directions alike. An item's appeal is everybody's.
 */
export function drawTastes(
  items: readonly Drawn[],
  profiles: readonly Drawn[],
  seed: number | string,
): Tastes {
  const random = createRandom(`${seed}/tastes`);
  const directions = new Map<string, Float64Array>();
  const directionOf = (value: string): Float64Array => {
    let direction = directions.get(value);
    if (!direction) {
      directions.set(value, (direction = normals(createRandom(`${seed}/taste/${value}`))));
    }
    return direction;
  };
  const vectors = items.map(({ object, id }) => {
    const values = new Set<string>();
    eachLeaf(object, (path, value) => {
      if (value !== id && typeof value === 'string' && value.length <= MAX_LENGTH) {
        values.add(`${path}=${value}`);
      }
    });
    const sum = new Float64Array(SIZE);
    for (const value of values) {
      for (const [i, x] of directionOf(value).entries()) sum[i]! += x / Math.sqrt(values.size);
    }
    return sum;
  });
  const likes = profiles.map(() => normals(random));
  const appeals = items.map(() => APPEAL * random.normal());
  return {
    taste(profile, item) {
      const vector = vectors[item]!;
      let sum = 0;
      for (const [i, x] of likes[profile]!.entries()) sum += x * vector[i]!;
      return (TASTE * sum) / Math.sqrt(SIZE);
    },
    appeal: (item) => appeals[item]!,
  };
}

const normals = (random: Random): Float64Array =>
  Float64Array.from({ length: SIZE }, () => random.normal());
