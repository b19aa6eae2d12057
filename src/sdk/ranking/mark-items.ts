import type { RankedItem } from '../types.ts';
import type { ListView } from './list-view.ts';
import type { Pause } from './pacer.ts';

/** What was made of a list, by the items' indices. */
export interface Told {
  view: ListView;
  given: { terms: Float64Array } | undefined;
  fatigue: Float64Array | undefined;
  /** Scores with all that is added. */
  sums: Float64Array;
  held: ReadonlySet<number>;
  dismissed: ReadonlySet<number>;
  explored?: number | undefined;
  order: Uint32Array;
  /** By rank in `drafted`, whose pick it was. */
  teams?: Uint8Array | undefined;
  drafted: Uint32Array;
}

/** Tells ranked items what is not told by scores of model and signals. */
export async function markItems(
  ranked: readonly RankedItem[],
  told: Told,
  pause: Pause,
): Promise<void> {
  const { view, given, fatigue, sums, held, dismissed, explored, order, teams, drafted } = told;
  const picks = teams && new Map(Array.from(drafted, (i, rank) => [i, teams[rank]!]));
  for (const [rank, entry] of ranked.entries()) {
    const i = order[rank]!;
    entry.score = sums[i]!;
    entry.givenRank = view.given.places[i]! + 1;
    if (given) entry.prior = given.terms[i]!;
    if (fatigue) entry.fatigue = fatigue[i]!;
    const seen = view.seen(i);
    if (seen) entry.seen = seen;
    if (held.has(i)) entry.held = true;
    if (dismissed.has(i)) entry.dismissed = true;
    if (explored === i) entry.explored = true;
    if (picks) entry.team = picks.get(i) === 0 ? 'own' : 'other';
    const pausing = rank % 1024 === 0 && pause();
    if (pausing) await pausing;
  }
}
