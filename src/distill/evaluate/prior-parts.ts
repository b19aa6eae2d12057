import type { PersonalizationPrior, WeightsByAffinity } from '../../core/format/prior.ts';
import { AGGREGATES, type Aggregate } from '../../core/format/model-file.ts';

/** A prior without one of its parts. */
export interface PartialPrior {
  /** What is left out, in the words of reports. */
  without: string;
  prior: PersonalizationPrior;
}

const AGGREGATE_WORDS: Readonly<Record<Aggregate, string>> = {
  mean: 'the mean over signals',
  max: 'the most alike signal',
  last: 'the latest signal',
  rare: 'what is rare in the list',
  away: 'what was dismissed',
};
/** So long that time weighs nothing. */
const FOREVER_DAYS = 1e6;

/**
 * Each part of a prior that weighs anything, left out by itself: each way in which signals are summed up, what single
 * ones count less at first, that later ones count more, their age, and each affinity.
 */
export function priorParts(prior: PersonalizationPrior): PartialPrior[] {
  const { affinityWeights, togetherWeights, caution = 0, decayPerSignal, halfLifeDays } = prior;
  const weightsOf = (name: string): number[] =>
    [affinityWeights, togetherWeights].flatMap((by) => Object.values(by?.[name] ?? {}));
  const edit = (
    without: string,
    change: (by: WeightsByAffinity) => WeightsByAffinity,
  ): PartialPrior => ({
    without,
    prior: {
      ...prior,
      affinityWeights: change(affinityWeights),
      ...(togetherWeights && { togetherWeights: change(togetherWeights) }),
    },
  });
  const whole = JSON.stringify(edit('', withAway).prior);
  const aggregates = AGGREGATES.map((aggregate) =>
    edit(AGGREGATE_WORDS[aggregate], (by) => withoutAggregate(by, aggregate)),
  ).filter((part) => JSON.stringify(part.prior) !== whole);
  const names = new Set([...Object.keys(affinityWeights), ...Object.keys(togetherWeights ?? {})]);
  const affinities = [...names]
    .filter((name) => weightsOf(name).some((weight) => weight !== 0))
    .map((name) =>
      edit(`likeness by ${name}`, (by) =>
        Object.fromEntries(Object.entries(by).filter(([own]) => own !== name)),
      ),
    );
  return [
    ...aggregates,
    ...(caution > 0 ? [{ without: 'caution', prior: { ...prior, caution: 0 } }] : []),
    ...(decayPerSignal < 1
      ? [{ without: 'later counting more', prior: { ...prior, decayPerSignal: 1 } }]
      : []),
    ...(halfLifeDays < FOREVER_DAYS
      ? [{ without: 'age', prior: { ...prior, halfLifeDays: FOREVER_DAYS } }]
      : []),
    ...affinities,
  ];
}

/** With `away` said, which is as `mean` where it is left out. */
function withAway(by: WeightsByAffinity): WeightsByAffinity {
  return Object.fromEntries(
    Object.entries(by).map(([name, weights]) => {
      const { mean, max, last, rare = 0, away = mean } = weights;
      return [name, { mean, max, last, rare, away }];
    }),
  );
}

function withoutAggregate(by: WeightsByAffinity, aggregate: Aggregate): WeightsByAffinity {
  return Object.fromEntries(
    Object.entries(withAway(by)).map(([name, weights]) => [name, { ...weights, [aggregate]: 0 }]),
  );
}
