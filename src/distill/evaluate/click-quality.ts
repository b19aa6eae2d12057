import { createRandom } from '../../core/math/random.ts';
import type { LogEvent } from '../../core/types.ts';
import { createEventTypes, type EventTypes } from '../tables/event-types.ts';
import type { Interval } from './bootstrap.ts';

/** An item that was shown to a profile, and whether it was clicked (or more). */
export interface ShownItem {
  profileId: string;
  itemId: string;
  at: number | undefined;
  clicked: boolean;
}

/**
 * The items that a log says were shown, with what became of them: known negatives are impressions without a
 * positive event of the same profile and item in the same slate. Empty for a log without impressions.
 */
export function shownItems(
  events: readonly LogEvent[],
  types: EventTypes = createEventTypes(),
): ShownItem[] {
  const key = ({ profileId, itemId, slateId }: LogEvent): string =>
    JSON.stringify([profileId, itemId, slateId ?? null]);
  const clicked = new Set<string>();
  for (const event of events) if (types.weight(event.type) > 0) clicked.add(key(event));
  const shown = new Map<string, ShownItem>();
  for (const event of events) {
    const id = key(event);
    if (event.type !== 'impression' || shown.has(id)) continue;
    const { profileId, itemId, at } = event;
    shown.set(id, { profileId, itemId, at, clicked: clicked.has(id) });
  }
  return [...shown.values()];
}

/**
 * Area under the ROC curve over all rows at once, with a percentile interval from resampling whole clusters.
 * Equal scores count one half. NaN unless there are both kinds.
 *
 * Source: Hanley & McNeil, Radiology 1982; clusters as in Field & Welsh, JRSS B 2007.
 */
export function pooledAuroc(
  scores: ArrayLike<number>,
  labels: ArrayLike<number>,
  clusters: readonly string[],
  { replicates = 300, seed = 1 }: { replicates?: number; seed?: number | string } = {},
): Interval {
  const order = Uint32Array.from(clusters, (_, i) => i);
  order.sort((a, b) => scores[a]! - scores[b]!);
  const numbers = new Map<string, number>();
  const clusterOf = Uint32Array.from(clusters, (cluster) => {
    const number = numbers.get(cluster) ?? numbers.size;
    numbers.set(cluster, number);
    return number;
  });
  const weights = new Float64Array(numbers.size).fill(1);
  const area = (): number => {
    let below = 0;
    let ordered = 0;
    let positives = 0;
    for (let i = 0; i < order.length;) {
      const score = scores[order[i]!]!;
      let tiedPositive = 0;
      let tiedNegative = 0;
      for (; i < order.length; i++) {
        if ((scores[order[i]!] as number) !== score) break;
        const weight = weights[clusterOf[order[i]!]!]!;
        if (labels[order[i]!]! > 0) tiedPositive += weight;
        else tiedNegative += weight;
      }
      ordered += tiedPositive * (below + tiedNegative / 2);
      positives += tiedPositive;
      below += tiedNegative;
    }
    return ordered / (positives * below);
  };
  const mean = area();
  const random = createRandom(seed);
  const areas: number[] = [];
  for (let r = 0; r < replicates; r++) {
    weights.fill(0);
    for (let i = 0; i < weights.length; i++) weights[random.integer(weights.length)]!++;
    const value = area();
    if (!Number.isNaN(value)) areas.push(value);
  }
  areas.sort((a, b) => a - b);
  const at = (q: number): number => areas[Math.round(q * (areas.length - 1))] ?? Number.NaN;
  return { mean, low: at(0.025), high: at(0.975), n: clusters.length };
}
