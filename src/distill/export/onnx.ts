import { COARSE_STEP, outCrossWeights } from '../../core/student/out-cross.ts';
import type { Student } from '../../core/student/student.ts';
import { createOnnxGraph, type OnnxGraph, type OnnxType } from './onnx-graph.ts';

/** How an exported model computes. */
export const ONNX_PRECISIONS = ['int8', 'float32'] as const;
export type OnnxPrecision = (typeof ONNX_PRECISIONS)[number];

/**
 * A student's head as an ONNX model (opset 17), for runtimes other than this package:
 *
 * | input | shape | |
 * |---|---|---|
 * | `profile` | 1 × width | the profile's dense code |
 * | `items` | items × width | the dense part of the item codes |
 * | `crosses` | items × cross features | 0 … 127 |
 *
 * and one output, `outputs`, items × outputs: integers, which the metadata's `outputScale` and `outputOffset` turn into
 * logits; it names them in `outputNames`, and says in `weights` what each is worth in the score.
 *
 * - `int8`: int8 and uint8 in, int32 out, through MatMulInteger; the same integers as everywhere else.
 *   Requantization runs in doubles, where it is exact.
 * - `float32`: the same network in floats, for comparison; a unit of the hidden layer may round the other way.
 *
 * Encoding of texts has no ONNX operators; compute codes with `createItemEncoder` or `pocketrank encode`.
 */
export function exportOnnx(student: Student, precision: OnnxPrecision): Uint8Array {
  const graph = createOnnxGraph('pocketrank head');
  const isInteger = precision === 'int8';
  if (isInteger) buildInteger(graph, student);
  else buildFloat(graph, student);
  const { outputs, policyAt, weights, outputScale, outputOffset, schemaHash } = student;
  graph.output('outputs', isInteger ? 'int32' : 'float', ['items', outputs.length]);
  return graph.finish({
    precision,
    outputNames: JSON.stringify(outputs),
    weights: JSON.stringify(weights),
    alpha: String(weights[policyAt] ?? 0),
    outputScale: JSON.stringify(outputScale),
    outputOffset: JSON.stringify(outputOffset),
    schemaHash,
  });
}

/** clamp(floor(x · multiplier / 2^shift + 1/2), low, high), where the type allows it exactly. */
function requantized(
  graph: OnnxGraph,
  type: OnnxType,
  name: string,
  input: string,
  multiplier: { shape: number[]; values: Uint8Array; shift: number },
  low: number,
  high: number,
): string {
  const factors = Float64Array.from(multiplier.values, (m) => m / 2 ** multiplier.shift);
  const factor = graph.constant(`${name}Factor`, type, multiplier.shape, factors);
  const half = graph.constant(`${name}Half`, type, [], [0.5]);
  const scaled = graph.node('Mul', `${name}Scaled`, [input, factor]);
  const rounded = graph.node('Floor', `${name}Rounded`, [
    graph.node('Add', `${name}Shifted`, [scaled, half]),
  ]);
  return graph.node('Clip', name, [
    rounded,
    graph.constant(`${name}Low`, type, [], [low]),
    graph.constant(`${name}High`, type, [], [high]),
  ]);
}

/** The folded weights, hidden × width, in `type`. */
function folded(graph: OnnxGraph, student: Student, type: OnnxType, profile: string): string {
  const { width, head } = student.parameters;
  const shape = [head.hidden, width];
  const pair = graph.constant('pairWeights', type, shape, head.pairWeights);
  const alone = graph.constant(
    'itemWeights',
    type,
    shape,
    Float64Array.from(head.itemWeights, (w) => w * 2 ** head.foldItemShift),
  );
  const sum = graph.node('Add', 'fold', [graph.node('Mul', 'paired', [pair, profile]), alone]);
  const multiplier = {
    shape: [head.hidden, 1],
    values: head.foldMultiplier,
    shift: head.foldShift,
  };
  return requantized(graph, type, 'weights', sum, multiplier, -127, 127);
}

function buildInteger(graph: OnnxGraph, student: Student): void {
  const { width, crossFeatures, head } = student.parameters;
  const { hidden } = head;
  const outputs = head.outDot.length;
  const profile = graph.input('profile', 'int8', [1, width]);
  const items = graph.input('items', 'int8', ['items', width]);
  const crosses = graph.input('crosses', 'uint8', ['items', crossFeatures]);
  const cast = (name: string, input: string, to: number): string =>
    graph.node('Cast', name, [input], { to });
  const scaled = (name: string, input: string, factor: number): string =>
    graph.node('Mul', name, [input, graph.constant(`${name}Factor`, 'int32', [], [factor])]);
  const add = (name: string, a: string, b: string): string => graph.node('Add', name, [a, b]);
  const product = (name: string, a: string, b: string): string =>
    graph.node('MatMulInteger', name, [a, b]);

  const weights = cast('weightsInt8', folded(graph, student, 'double', cast('p', profile, 11)), 3);
  const dense = product('dense', items, graph.node('Transpose', 'weightsT', [weights]));
  const crossWeights = transposed(head.crossWeights, hidden, crossFeatures);
  const crossed = product(
    'crossed',
    crosses,
    graph.constant('crossWeights', 'int8', [crossFeatures, hidden], crossWeights),
  );
  const sum = add('sum', dense, scaled('crossedShifted', crossed, 2 ** head.crossShift));
  const biased = add('biased', sum, graph.constant('bias', 'int32', [hidden], head.bias));
  const multiplier = { shape: [hidden], values: head.multiplier, shift: head.shift };
  const units = requantized(graph, 'double', 'units', cast('acc', biased, 11), multiplier, 0, 127);
  const outHidden = transposed(head.outHidden, outputs, hidden);
  const fromUnits = product(
    'fromUnits',
    cast('unitsUint8', units, 2),
    graph.constant('outHidden', 'int8', [hidden, outputs], outHidden),
  );
  const crossSum = (name: string, row: number): string => {
    const rows = head.outCross.subarray(row * crossFeatures, (row + outputs) * crossFeatures);
    const columns = transposed(rows, outputs, crossFeatures);
    return product(
      name,
      crosses,
      graph.constant(`${name}Weights`, 'int8', [crossFeatures, outputs], columns),
    );
  };
  const fromCrosses = add(
    'fromCrosses',
    scaled('coarse', crossSum('fromCrossesCoarse', 0), COARSE_STEP),
    crossSum('fromCrossesFine', outputs),
  );
  const dot = product('dot', items, graph.node('Transpose', 'profileT', [profile]));
  const fromDot = graph.node('Mul', 'fromDot', [
    dot,
    graph.constant('outDot', 'int32', [1, outputs], head.outDot),
  ]);
  add(
    'outputs',
    add(
      'fromNetwork',
      scaled('fromUnitsShifted', fromUnits, 2 ** head.outHiddenShift),
      scaled('fromCrossesShifted', fromCrosses, 2 ** head.outCrossShift),
    ),
    add('fromDotBiased', fromDot, graph.constant('outBias', 'int32', [outputs], head.outBias)),
  );
}

function buildFloat(graph: OnnxGraph, student: Student): void {
  const { width, crossFeatures, head } = student.parameters;
  const { hidden } = head;
  const outputs = head.outDot.length;
  const profile = graph.input('profile', 'float', [1, width]);
  const items = graph.input('items', 'float', ['items', width]);
  const crosses = graph.input('crosses', 'float', ['items', crossFeatures]);
  const add = (name: string, a: string, b: string): string => graph.node('Add', name, [a, b]);
  const shifted = (values: Int8Array | Int32Array, shift: number): Float64Array =>
    Float64Array.from(values, (w) => w * 2 ** shift);
  const linear = (name: string, input: string, shape: number[], values: Float64Array): string =>
    graph.node('MatMul', name, [input, graph.constant(`${name}Weights`, 'float', shape, values)]);

  const weights = folded(graph, student, 'float', profile);
  const bias = graph.constant('bias', 'float', [hidden], head.bias);
  const dense = graph.node('Gemm', 'dense', [items, weights, bias], { transB: 1 });
  const crossWeights = transposed(head.crossWeights, hidden, crossFeatures);
  const crossed = linear(
    'crossed',
    crosses,
    [crossFeatures, hidden],
    shifted(crossWeights, head.crossShift),
  );
  const multiplier = { shape: [hidden], values: head.multiplier, shift: head.shift };
  const units = requantized(
    graph,
    'float',
    'units',
    add('sum', dense, crossed),
    multiplier,
    0,
    127,
  );
  const fromUnits = linear(
    'fromUnits',
    units,
    [hidden, outputs],
    shifted(transposed(head.outHidden, outputs, hidden), head.outHiddenShift),
  );
  const fromCrosses = linear(
    'fromCrosses',
    crosses,
    [crossFeatures, outputs],
    shifted(transposed(outCrossWeights(head), outputs, crossFeatures), head.outCrossShift),
  );
  const dot = graph.node('MatMul', 'dot', [items, graph.node('Transpose', 'profileT', [profile])]);
  const fromDot = graph.node('Mul', 'fromDot', [
    dot,
    graph.constant('outDot', 'float', [1, outputs], head.outDot),
  ]);
  add(
    'outputs',
    add('fromNetwork', fromUnits, fromCrosses),
    add('fromDotBiased', fromDot, graph.constant('outBias', 'float', [outputs], head.outBias)),
  );
}

/** rows × columns to columns × rows. */
function transposed<Values extends Int8Array | Int32Array>(
  values: Values,
  rows: number,
  columns: number,
): Values {
  return values
    .slice()
    .map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!) as Values;
}
