import { FEATURES_PER_CROSS, SIDES, type Schema } from '../../../core/features/schema.ts';
import type { Random } from '../../../core/math/random.ts';
import { POLICY } from './losses.ts';
import type { PairData } from '../data/pair-data.ts';
import type { NetworkSize } from './network-size.ts';

/** A dense weight; training changes `values` in place. */
export interface Weight {
  shape: number[];
  values: Float32Array;
}

/** What a match per text of 1 weighs in the policy output: about twice the cosine. */
const TEXT_MATCH_WEIGHT = 20;

/** The dense weights with which a network's training begins. */
export function initialWeights(
  data: PairData,
  { width, tower, hidden, outputs = 2 }: NetworkSize,
  random: Random,
): Map<string, Weight> {
  const weights = new Map<string, Weight>();
  const make = (name: string, shape: number[], deviation: number, mean = 0): void => {
    const stream = random.fork(name);
    const values = Float32Array.from(
      { length: shape.reduce((product, n) => product * n, 1) },
      () => mean + (deviation === 0 ? 0 : deviation * stream.normal()),
    );
    weights.set(name, { shape, values });
  };
  for (const side of SIDES) {
    if (tower === 0) break;
    make(`tower.${side}.enter`, [width, tower], 1 / Math.sqrt(width));
    make(`tower.${side}.enterBias`, [tower], 0);
    make(`tower.${side}.leave`, [tower, width], 0.1 / Math.sqrt(tower));
    // All that an empty object has. Not 0, where normalization is so steep that Adam never recovers.
    make(`tower.${side}.leaveBias`, [width], 0.1 / Math.sqrt(width));
  }
  // profile ∘ item has components of the order of 1 / width.
  make('head.pair', [width, hidden], Math.sqrt(width));
  make('head.item', [width, hidden], 1);
  make('head.cross', [data.crossFeatures, hidden], 0.5);
  make('head.bias', [hidden], 0, 0.1);
  make('head.outHidden', [hidden, outputs], 0.5 / Math.sqrt(hidden));
  make('head.outCross', [data.crossFeatures, outputs], 0);
  make('head.outDot', [1, outputs], 0, 8);
  make('head.outBias', [outputs], 0);
  for (const [c, { perText }] of data.schema.crosses.entries()) {
    if (perText) weights.get('head.outCross')!.values[policyWeight(c, outputs)] = TEXT_MATCH_WEIGHT;
  }
  return weights;
}

/** Where the policy output's weights of matches of a text field with itself lie in `head.outCross`. */
export function textMatchWeights({ crosses, fields }: Schema, outputs: number): number[] {
  return crosses.flatMap(({ kind, itemField, profileField }, c) =>
    kind === 'match' && fields[itemField]!.kind === 'text' && profileField === itemField
      ? [policyWeight(c, outputs)]
      : [],
  );
}

/** Where the policy output's weight of a cross's value lies in `head.outCross`. */
function policyWeight(cross: number, outputs: number): number {
  return outputs * FEATURES_PER_CROSS * cross + POLICY;
}
