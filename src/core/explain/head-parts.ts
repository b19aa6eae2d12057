import { FEATURES_PER_CROSS } from '../features/crosses.ts';
import { requantize } from '../math/rounding.ts';
import type { Query } from '../student/fold.ts';
import { outCrossWeights } from '../student/out-cross.ts';
import type { Student } from '../student/student.ts';
import { MAX_PLAYERS, shapleyValues } from './shapley.ts';

/** The exact parts of one base score. */
export interface HeadParts {
  /** The score of an item with a zero code and no known cross: what the model says when it knows nothing. */
  reference: number;
  /** What the dense code adds. */
  content: number;
  /** What each known cross adds, by its index in the schema. */
  crosses: { cross: number; value: number }[];
}

/**
 * Splits a base score among the inputs of the head: the dense code and each cross. An absent input is what
 * the model itself takes for one that is unknown: a zero code, a cross with both features 0. So an unknown
 * cross gets 0, and the parts sum to the score.
 *
 * The head's sums add up by input before its one nonlinearity, so a coalition costs one pass over the
 * hidden units. Where there are too many crosses for all coalitions, those of least effect come together; what
 * they add is divided by what each of them adds last.
 *
 * @param codes item codes; the item's starts at `at`
 * @param crosses the item's cross features
 * @param weights what each output is worth in the score
 */
export function splitHead(
  student: Student,
  query: Query,
  codes: Int8Array,
  at: number,
  crosses: Uint8Array,
  weights: readonly number[] = student.weights,
): HeadParts {
  const { width, hidden, crossFeatures } = query;
  /** What a number by output makes of the score. */
  const blend = (valueOf: (output: number) => number): number =>
    weights.reduce((sum, weight, k) => sum + weight * student.outputScale[k]! * valueOf(k), 0);

  // Players: the code, then each known cross; with their share of every hidden unit and of the output.
  const known: number[] = [];
  for (let c = 0; FEATURES_PER_CROSS * c < crossFeatures; c++) {
    if (crosses[FEATURES_PER_CROSS * c + 1]! > 0) known.push(c);
  }
  const inputs: Float64Array[] = [contentInput(query, codes, at)];
  let dot = 0;
  for (let d = 0; d < width; d++) dot += query.profile[d]! * codes[at + d]!;
  const direct: number[] = [blend((k) => query.outDot[k]! * dot)];
  const outCross = outCrossWeights(query);
  for (const c of known) {
    inputs.push(crossInput(query, crosses, c));
    const added = (k: number): number => {
      let sum = 0;
      for (let i = FEATURES_PER_CROSS * c; i < FEATURES_PER_CROSS * (c + 1); i++) {
        sum += outCross[k * crossFeatures + i]! * crosses[i]!;
      }
      return sum * 2 ** query.outCrossShift;
    };
    direct.push(blend(added));
  }

  const outWeights = Float64Array.from({ length: hidden }, (_, h) =>
    blend((k) => query.outHidden[hidden * k + h]! * 2 ** query.outHiddenShift),
  );
  const hiddenValue = (sums: Float64Array): number => {
    let value = 0;
    for (let h = 0; h < hidden; h++) {
      const active = requantize(sums[h]! + query.bias[h]!, query.multiplier[h]!, query.shift);
      if (active > 0) value += outWeights[h]! * (active > 127 ? 127 : active);
    }
    return value;
  };

  const { kept, merged, effect } = mergeSmall(known, inputs, direct, hiddenValue, hidden);
  const players = merged.length > 0 ? kept.length + 2 : kept.length + 1;
  const playerInputs = [inputs[0]!, ...kept.map((i) => inputs[i]!)];
  if (merged.length > 0)
    playerInputs.push(
      sumOf(
        merged.map((i) => inputs[i]!),
        hidden,
      ),
    );
  const shares = shapleyValues(coalitionValues(playerInputs, hidden, hiddenValue), players);

  const nothing = hiddenValue(new Float64Array(hidden));
  const bias = blend((k) => query.outBias[k]!);
  const offset = weights.reduce((sum, weight, k) => sum + weight * student.outputOffset[k]!, 0);
  const alone = merged.reduce((sum, i) => sum + effect[i - 1]!, 0);
  const rest = merged.length > 0 ? (shares[players - 1]! - alone) / merged.length : 0;
  return {
    reference: nothing + bias + offset,
    content: shares[0]! + direct[0]!,
    crosses: [
      ...kept.map((i, p) => ({ cross: known[i - 1]!, value: shares[p + 1]! + direct[i]! })),
      ...merged.map((i) => ({ cross: known[i - 1]!, value: effect[i - 1]! + rest + direct[i]! })),
    ],
  };
}

function contentInput(query: Query, codes: Int8Array, at: number): Float64Array {
  const { width, hidden, weights } = query;
  return Float64Array.from({ length: hidden }, (_, h) => {
    let sum = 0;
    for (let d = 0; d < width; d++) sum += weights[h * width + d]! * codes[at + d]!;
    return sum;
  });
}

function crossInput(query: Query, crosses: Uint8Array, c: number): Float64Array {
  return Float64Array.from({ length: query.hidden }, (_, h) => {
    let sum = 0;
    for (let i = FEATURES_PER_CROSS * c; i < FEATURES_PER_CROSS * (c + 1); i++) {
      sum += query.crossWeights[h * query.crossFeatures + i]! * crosses[i]!;
    }
    return sum * 2 ** query.crossShift;
  });
}

/**
 * The inputs that stay players of their own (by index) and those of least effect, which are merged; and the effect of
 * each input but the first on the hidden units' value, where it comes last.
 */
function mergeSmall(
  known: readonly number[],
  inputs: readonly Float64Array[],
  direct: readonly number[],
  hiddenValue: (sums: Float64Array) => number,
  hidden: number,
): { kept: number[]; merged: number[]; effect: number[] } {
  const all = known.map((_, i) => i + 1);
  if (all.length < MAX_PLAYERS) return { kept: all, merged: [], effect: [] };
  const everything = sumOf(inputs, hidden);
  const full = hiddenValue(everything);
  const effect = all.map(
    (i) => full - hiddenValue(everything.map((sum, h) => sum - inputs[i]![h]!)),
  );
  const size = (i: number): number => Math.abs(effect[i - 1]! + direct[i]!);
  all.sort((a, b) => size(b) - size(a));
  return { kept: all.slice(0, MAX_PLAYERS - 2), merged: all.slice(MAX_PLAYERS - 2), effect };
}

/** The value of every coalition; the sums of a coalition are those of one member fewer and that member's. */
function coalitionValues(
  inputs: readonly Float64Array[],
  hidden: number,
  hiddenValue: (sums: Float64Array) => number,
): Float64Array {
  const values = new Float64Array(1 << inputs.length);
  const visit = (player: number, set: number, sums: Float64Array): void => {
    if (player === inputs.length) {
      values[set] = hiddenValue(sums);
      return;
    }
    visit(player + 1, set, sums);
    visit(player + 1, set | (1 << player), sumOf([sums, inputs[player]!], hidden));
  };
  visit(0, 0, new Float64Array(hidden));
  return values;
}

function sumOf(inputs: readonly Float64Array[], hidden: number): Float64Array {
  const sum = new Float64Array(hidden);
  for (const input of inputs) for (let h = 0; h < hidden; h++) sum[h]! += input[h]!;
  return sum;
}
