import { pooledAuroc } from '../evaluate/click-quality.ts';
import { createBootstrap, type Interval } from '../evaluate/bootstrap.ts';
import { ndcgAtK } from '../evaluate/metrics/ndcg-at-k.ts';
import type { CandidateList } from '../train/data/lists.ts';
import type { Lesson } from './lessons.ts';

/** The lists on which a teacher is measured by its own metric, held-out people's. */
export interface OwnCases {
  /** Of events nDCG@10 of what was shown together; of labels the AUROC of single pairs. */
  metric: 'nDCG@10' | 'AUROC';
  lists: readonly CandidateList[];
  /** By list, its gains; of labels one a list, 1 above the mean of all. */
  gains: readonly Float64Array[];
}

/** The cases of a lesson. */
export function ownCases({ source, slates, pairs }: Lesson): OwnCases {
  if (source.kind === 'events') {
    return {
      metric: 'nDCG@10',
      lists: slates.heldOut,
      gains: slates.heldOut.map(({ clicked }) => Float64Array.from(clicked)),
    };
  }
  const rows = pairs.heldOut;
  const mean = rows.reduce((sum, { label }) => sum + label, 0) / Math.max(1, rows.length);
  return {
    metric: 'AUROC',
    lists: rows.map(({ profile, item, at }) => ({ profile, items: Int32Array.of(item), at })),
    gains: rows.map(({ label }) => Float64Array.of(Number(label > mean))),
  };
}

/**
 * How well scores order the cases, with a 95 % interval over people.
 *
 * @param scores by list, of its items
 */
export function measureOwn(
  { metric, lists, gains }: OwnCases,
  scores: readonly ArrayLike<number>[],
  seed: number,
): Interval {
  const people = lists.map(({ profile }) => String(profile));
  if (metric === 'AUROC') {
    return pooledAuroc(
      scores.map((own) => own[0]!),
      gains.map((own) => own[0]!),
      people,
      { seed },
    );
  }
  const values = Float64Array.from(gains, (own, i) =>
    ndcgAtK(Float64Array.from(scores[i]!), own, 10),
  );
  return createBootstrap(people, { seed }).mean(values);
}

/** The same without an interval, for sweeps. */
export function ownMean({ metric, gains }: OwnCases, scores: readonly ArrayLike<number>[]): number {
  if (metric === 'AUROC') {
    const people = gains.map(String);
    return pooledAuroc(
      scores.map((own) => own[0]!),
      gains.map((own) => own[0]!),
      people,
      { replicates: 0 },
    ).mean;
  }
  const values = gains.map((own, i) => ndcgAtK(Float64Array.from(scores[i]!), own, 10));
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** How often an item came to good in what was learned from, for everybody alike: what a teacher must beat. */
export function itemRates({ slates, pairs }: Lesson): (item: number) => number {
  const sums = new Map<number, [good: number, count: number]>();
  const add = (item: number, label: number): void => {
    const own = sums.get(item) ?? [0, 0];
    sums.set(item, [own[0] + label, own[1] + 1]);
  };
  for (const { items, clicked } of slates.learn) items.forEach((item, k) => add(item, clicked[k]!));
  for (const { item, label } of pairs.learn) add(item, label);
  const all = [...sums.values()].reduce((sum, own) => [sum[0]! + own[0], sum[1]! + own[1]], [0, 0]);
  const mean = all[0]! / Math.max(1, all[1]!);
  return (item) => {
    const [good, count] = sums.get(item) ?? [0, 0];
    return (good + 5 * mean) / (count + 5);
  };
}
