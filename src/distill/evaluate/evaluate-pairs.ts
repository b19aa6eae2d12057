import { wilsonInterval } from '../../core/math/wilson-interval.ts';
import type { Pair } from '../tables/types.ts';
import { createBm25Baseline } from './baselines/bm25.ts';
import type { Interval } from './bootstrap.ts';
import type { Scorer } from './scorer.ts';

/** How many pairs of a kind a model has in the right order. */
export interface PairsRow {
  kind: string;
  right: number;
  /** The share, with its 95 % interval over pairs. */
  accuracy: Interval;
  /** The share that BM25 has right; pairs that it cannot tell apart count half. */
  bm25: number;
}

/** A pair whose better item does not come first, and what both were worth. */
export interface WrongPair {
  pair: Pair;
  scores: readonly [better: number, worse: number];
}

/** What a model does with one table of pairs. */
export interface PairsReport {
  /** The table's name. */
  name: string;
  /** By kind, in the order of the table. */
  kinds: PairsRow[];
  all: PairsRow;
  /** In the order of the table. */
  wrong: WrongPair[];
}

/** Which share of pairs a scorer has right: the better item above the worse, in either order of the list. */
export function evaluatePairs(name: string, pairs: readonly Pair[], scorer: Scorer): PairsReport {
  const bm25 = createBm25Baseline().fit(tablesOf(pairs), []);
  const wrong: WrongPair[] = [];
  const rows = pairs.map((pair) => {
    const both = scoreBothWays(pair, scorer);
    const isRight = both.every(([better, worse]) => better > worse);
    if (!isRight) wrong.push({ pair, scores: both.find(([a, b]) => !(a > b))! });
    const [better, worse] = scoreBothWays(pair, bm25)[0]!;
    return { kind: pair.kind, right: Number(isRight), bm25: (Math.sign(better - worse) + 1) / 2 };
  });
  const rowOf = (kind: string, some: typeof rows): PairsRow => {
    const sum = (which: 'right' | 'bm25'): number =>
      some.reduce((total, row) => total + row[which], 0);
    const right = sum('right');
    const n = some.length;
    const accuracy = { mean: right / n, ...wilsonInterval(right / n, n), n };
    return { kind, right, accuracy, bm25: sum('bm25') / n };
  };
  const kinds = [...new Set(rows.map(({ kind }) => kind))].map((kind) =>
    rowOf(
      kind,
      rows.filter((row) => row.kind === kind),
    ),
  );
  return { name, kinds, all: rowOf('all', rows), wrong };
}

type Scores = readonly [better: number, worse: number];

/** The scores of both items with the better one first in the list, then last. */
function scoreBothWays({ profile, items: [better, worse] }: Pair, scorer: Scorer): Scores[] {
  const [a, b] = scorer.score(profile, [better, worse], []) as unknown as Scores;
  const [d, c] = scorer.score(profile, [worse, better], []) as unknown as Scores;
  return [
    [a, b],
    [c, d],
  ];
}

function tablesOf(pairs: readonly Pair[]) {
  const items = pairs.flatMap((pair) => pair.items);
  return {
    items: new Map(items.map((item, i) => [String(i), item])),
    profiles: new Map(pairs.map(({ id, profile }) => [id, profile])),
  };
}
