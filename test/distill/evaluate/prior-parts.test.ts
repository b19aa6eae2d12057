import { expect, it } from 'vitest';
import { DEFAULT_PRIOR, type PersonalizationPrior } from '../../../src/core/format/prior.ts';
import { priorParts } from '../../../src/distill/evaluate/prior-parts.ts';

it('leaves out each part that weighs anything, and nothing else', () => {
  const prior: PersonalizationPrior = {
    ...DEFAULT_PRIOR,
    affinityWeights: {
      content: { mean: 2, max: 0, last: 0.5, away: 1 },
      place: { mean: 0, max: 0, last: 0, rare: 0 },
    },
    togetherWeights: { together: { mean: 3, max: 0, last: 0 } },
    caution: 1,
  };
  const parts = new Map(priorParts(prior).map((part) => [part.without, part.prior]));
  expect([...parts.keys()]).toEqual([
    'the mean over signals',
    'the latest signal',
    'what was dismissed',
    'caution',
    'later counting more',
    'age',
    'likeness by content',
    'likeness by together',
  ]);
  // What pushes away is as the mean where it is left out, and stays.
  expect(parts.get('the mean over signals')!.togetherWeights!.together).toMatchObject({
    mean: 0,
    away: 3,
  });
  expect(parts.get('what was dismissed')!.affinityWeights.content).toMatchObject({
    mean: 2,
    away: 0,
  });
  expect(parts.get('likeness by content')!.affinityWeights.content).toBeUndefined();
  expect(parts.get('likeness by content')!.togetherWeights).toEqual(prior.togetherWeights);
  expect(parts.get('later counting more')).toEqual({ ...prior, decayPerSignal: 1 });
});
