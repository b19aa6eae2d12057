import { outCrossWeights } from '../../src/core/student/out-cross.ts';
import type { Pairs } from './fixtures.ts';

/* Numbers of TensorFlow Lite's schema (tensorflow/compiler/mlir/lite/schema/schema.fbs). */
const OPERATORS = {
  add: { code: 0, options: 11 },
  floor: { code: 8, options: 0 },
  dense: { code: 9, options: 8 },
  multiply: { code: 18, options: 21 },
  maximum: { code: 55, options: 39 },
  minimum: { code: 57, options: 39 },
} as const;
type OperatorName = keyof typeof OPERATORS;
const NAMES = Object.keys(OPERATORS) as OperatorName[];

/** As much of the package `flatbuffers` as is used. */
export interface Flatbuffers {
  Builder: new (initialBytes: number) => {
    startObject(fields: number): void;
    endObject(): number;
    startVector(elementBytes: number, count: number, alignment: number): void;
    endVector(): number;
    addOffset(offset: number): void;
    addInt32(value: number): void;
    addFloat32(value: number): void;
    addFieldInt8(field: number, value: number, defaultValue: number): void;
    addFieldInt32(field: number, value: number, defaultValue: number): void;
    addFieldOffset(field: number, offset: number, defaultValue: number): void;
    createString(text: string): number;
    offset(): number;
    dataBuffer(): { capacity(): number; writeInt32(at: number, value: number): void };
    finish(root: number, identifier: string): void;
    asUint8Array(): Uint8Array;
  };
}

interface TfliteTensor {
  shape: number[];
  values?: Float32Array;
}

/**
 * The network of a student for one profile, folded into the weights, over a list of given length, as a
 * TensorFlow Lite file of float32: inputs are the items' vectors and their cross features.
 */
export function exportTflite(
  flatbuffers: Flatbuffers,
  { count, profile, query }: Pairs,
): Uint8Array {
  const { width, hidden, crossFeatures } = query;
  const tensors: TfliteTensor[] = [];
  const operators: { name: OperatorName; inputs: number[]; output: number }[] = [];
  const add = (shape: number[], values?: ArrayLike<number>): number =>
    tensors.push(values ? { shape, values: Float32Array.from(values) } : { shape }) - 1;
  const run = (name: OperatorName, columns: number, ...inputs: number[]): number => {
    const output = add([count, columns]);
    operators.push({ name, inputs, output });
    return output;
  };
  const scaled = (values: Int8Array | Int32Array, shift: number): Float32Array =>
    Float32Array.from(values, (x) => x * 2 ** shift);
  const NO_BIAS = -1;

  const items = add([count, width]);
  const crosses = add([count, crossFeatures]);
  const crossWeights = scaled(query.crossWeights, query.crossShift);
  const sum = run(
    'add',
    hidden,
    run('dense', hidden, items, add([hidden, width], query.weights), add([hidden], query.bias)),
    run('dense', hidden, crosses, add([hidden, crossFeatures], crossWeights), NO_BIAS),
  );
  const factor = Float32Array.from(query.multiplier, (m) => m / 2 ** query.shift);
  const product = run('multiply', hidden, sum, add([hidden], factor));
  const rounded = run('floor', hidden, run('add', hidden, product, add([1], [0.5])));
  const low = run('minimum', hidden, rounded, add([1], [127]));
  const units = run('maximum', hidden, low, add([1], [0]));
  const outHidden = scaled(query.outHidden, query.outHiddenShift);
  const outCross = scaled(outCrossWeights(query), query.outCrossShift);
  const outDot = Float32Array.from(
    { length: 2 * width },
    (_, i) => query.outDot[Math.floor(i / width)]! * profile[i % width]!,
  );
  const outputs = run(
    'add',
    2,
    run(
      'add',
      2,
      run('dense', 2, units, add([2, hidden], outHidden), add([2], query.outBias)),
      run('dense', 2, crosses, add([2, crossFeatures], outCross), NO_BIAS),
    ),
    run('dense', 2, items, add([2, width], outDot), NO_BIAS),
  );
  return write(flatbuffers, tensors, operators, [items, crosses], outputs);
}

function write(
  { Builder }: Flatbuffers,
  tensors: readonly TfliteTensor[],
  operators: readonly { name: OperatorName; inputs: number[]; output: number }[],
  inputs: number[],
  output: number,
): Uint8Array {
  const builder = new Builder(1 << 16);
  const table = (fields: number, fill: () => void): number => {
    builder.startObject(fields);
    fill();
    return builder.endObject();
  };
  const offsets = (list: readonly number[]): number => {
    builder.startVector(4, list.length, 4);
    for (const offset of [...list].reverse()) builder.addOffset(offset);
    return builder.endVector();
  };
  const integers = (list: readonly number[]): number => {
    builder.startVector(4, list.length, 4);
    for (const value of [...list].reverse()) builder.addInt32(value);
    return builder.endVector();
  };
  const bytes = (values: Float32Array): number => {
    // Runtimes read weights in place: aligned to 16 bytes.
    builder.startVector(4, values.length, 16);
    for (let i = values.length - 1; i >= 0; i--) builder.addFloat32(values[i]!);
    builder.endVector();
    // A vector of floats and one of bytes differ in the length that stands before them.
    const at = builder.offset();
    builder.dataBuffer().writeInt32(builder.dataBuffer().capacity() - at, 4 * values.length);
    return at;
  };
  // Buffer 0 is the empty one, of every tensor without values.
  const buffers = [table(1, () => {})];
  const bufferOf = tensors.map(({ values }) => {
    if (values === undefined) return 0;
    const data = bytes(values);
    return buffers.push(table(1, () => builder.addFieldOffset(0, data, 0))) - 1;
  });
  const tensorTables = tensors.map(({ shape }, i) => {
    const name = builder.createString(`t${i}`);
    const dimensions = integers(shape);
    return table(4, () => {
      builder.addFieldOffset(0, dimensions, 0);
      builder.addFieldInt32(2, bufferOf[i]!, 0);
      builder.addFieldOffset(3, name, 0);
    });
  });
  const operatorTables = operators.map(({ name, inputs: from, output: to }) => {
    const { options } = OPERATORS[name];
    const [ins, outs] = [integers(from), integers([to])];
    const settings = table(0, () => {});
    return table(5, () => {
      builder.addFieldInt32(0, NAMES.indexOf(name), 0);
      builder.addFieldOffset(1, ins, 0);
      builder.addFieldOffset(2, outs, 0);
      if (options === 0) return;
      builder.addFieldInt8(3, options, 0);
      builder.addFieldOffset(4, settings, 0);
    });
  });
  const codes = NAMES.map((name) =>
    table(4, () => {
      builder.addFieldInt8(0, OPERATORS[name].code, 0);
      builder.addFieldInt32(2, 1, 1);
      builder.addFieldInt32(3, OPERATORS[name].code, 0);
    }),
  );
  const parts = [
    offsets(tensorTables),
    integers(inputs),
    integers([output]),
    offsets(operatorTables),
  ];
  const graph = table(4, () => parts.forEach((part, i) => builder.addFieldOffset(i, part, 0)));
  const [codeList, graphs, bufferList] = [offsets(codes), offsets([graph]), offsets(buffers)];
  const model = table(5, () => {
    builder.addFieldInt32(0, 3, 0);
    builder.addFieldOffset(1, codeList, 0);
    builder.addFieldOffset(2, graphs, 0);
    builder.addFieldOffset(4, bufferList, 0);
  });
  builder.finish(model, 'TFL3');
  return builder.asUint8Array();
}
