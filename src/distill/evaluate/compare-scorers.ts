import type { Slate } from '../../core/types.ts';
import type { Tables } from '../tables/types.ts';
import { kendallTau } from './metrics/kendall-tau.ts';
import { topKOverlap } from './metrics/top-k-overlap.ts';
import type { AnyScorer } from './scorer.ts';

/** How alike two scorers rank. */
export interface Agreement {
  /** Kendall τ and overlap of the first ten, means over slates. */
  tau: number;
  overlap: number;
  /** Scores of sampled pairs by both: [a, b]. */
  sample: [number, number][];
}

const MAX_SLATES = 100;
const MAX_SAMPLE = 400;

/** Compares two scorers over a sample of slates of at least two candidates. */
export async function compareScorers(
  a: AnyScorer,
  b: AnyScorer,
  slates: readonly Slate[],
  { tables, all }: { tables: Pick<Tables, 'items' | 'profiles'>; all: readonly string[] },
): Promise<Agreement> {
  const long = slates.filter(({ candidates }) => candidates === '*' || candidates.length > 1);
  const every = Math.max(1, Math.floor(long.length / MAX_SLATES));
  const taken = long.filter((_, i) => i % every === 0);
  const perSlate = Math.max(1, Math.floor(MAX_SAMPLE / Math.max(1, taken.length)));
  let tau = 0;
  let overlap = 0;
  const sample: [number, number][] = [];
  for (const slate of taken) {
    const ids = slate.candidates === '*' ? all : slate.candidates;
    const candidates = ids.map((id) => tables.items.get(id)!);
    const profile = tables.profiles.get(slate.profileId)!;
    const x = await a.score(profile, candidates, [], slate.at);
    const y = await b.score(profile, candidates, [], slate.at);
    tau += kendallTau(x, y);
    overlap += topKOverlap(x, y, 10);
    const step = Math.max(1, Math.floor(ids.length / perSlate));
    for (let k = 0; k < ids.length && sample.length < MAX_SAMPLE; k += step) {
      sample.push([x[k]!, y[k]!]);
    }
  }
  return { tau: tau / taken.length, overlap: overlap / taken.length, sample };
}
