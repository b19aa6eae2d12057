import type { Random } from '../../core/math/random.ts';
import { append } from '../../core/math/append.ts';
import type { Drawn } from './draw-objects.ts';

/** Draws items for people: mostly of their own group. */
export type CandidateDrawer = (profile: Drawn, count: number, random: Random) => number[];

/** @param sameGroup the share of candidates from the person's own group, as far as it has enough */
export function createCandidateDrawer(items: readonly Drawn[], sameGroup: number): CandidateDrawer {
  const byGroup = new Map<number, number[]>();
  for (const [i, { group }] of items.entries()) append(byGroup, group, i);
  return (profile, count, random) => {
    const drawn = new Set<number>();
    const wanted = Math.min(count, items.length);
    const own = random.shuffle([...(byGroup.get(profile.group) ?? [])]);
    for (const i of own.slice(0, Math.round(sameGroup * wanted))) drawn.add(i);
    while (drawn.size < wanted) drawn.add(random.integer(items.length));
    return random.shuffle([...drawn]);
  };
}
