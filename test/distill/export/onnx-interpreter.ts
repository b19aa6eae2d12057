import { ONNX_TYPES } from '../../../src/distill/export/onnx-graph.ts';

/*
 * Reads an ONNX file byte by byte and computes its graph, in doubles: enough to check an export without a
 * runtime. Written from onnx.proto and the operators' documentation, not from the exporter.
 */

type Field = { number: number; value: bigint | Uint8Array };

function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    if ((key & 7) === 0) yield { number: key >> 3, value: varint() };
    else if ((key & 7) === 2) {
      const length = Number(varint());
      yield { number: key >> 3, value: bytes.subarray(at, (at += length)) };
    } else throw new Error(`wire type ${key & 7}`);
  }
  if (at !== bytes.length) throw new Error('a message runs over its end');
}

const all = (bytes: Uint8Array, number: number): Uint8Array[] =>
  [...fields(bytes)].filter((f) => f.number === number).map((f) => f.value as Uint8Array);
const numbers = (bytes: Uint8Array, number: number): number[] =>
  [...fields(bytes)].filter((f) => f.number === number).map((f) => Number(f.value as bigint));
const texts = (bytes: Uint8Array, number: number): string[] =>
  all(bytes, number).map((value) => new TextDecoder().decode(value));

/** A tensor, row by row. */
export interface Matrix {
  shape: number[];
  values: number[];
}

export interface OnnxModel {
  metadata: Record<string, string>;
  operators: string[];
  /** Element type and dimensions of each input and output; a text is a variable dimension. */
  inputs: Record<string, (number | string)[]>;
  outputs: Record<string, (number | string)[]>;
  run(feeds: Record<string, Matrix>): Record<string, Matrix>;
}

export function readOnnx(bytes: Uint8Array): OnnxModel {
  const [graph] = all(bytes, 7);
  const constants = new Map(all(graph!, 5).map((tensor) => [texts(tensor, 8)[0]!, read(tensor)]));
  const nodes = all(graph!, 1).map((node) => ({
    inputs: texts(node, 1),
    output: texts(node, 2)[0]!,
    operator: texts(node, 4)[0]!,
    attributes: Object.fromEntries(
      all(node, 5).map((attribute) => [texts(attribute, 1)[0]!, numbers(attribute, 3)[0]!]),
    ),
  }));
  const described = (number: number): OnnxModel['inputs'] =>
    Object.fromEntries(all(graph!, number).map((info) => [texts(info, 1)[0]!, describe(info)]));
  return {
    metadata: Object.fromEntries(
      all(bytes, 14).map((entry) => [texts(entry, 1)[0]!, texts(entry, 2)[0]!]),
    ),
    operators: nodes.map(({ operator }) => operator),
    inputs: described(11),
    outputs: described(12),
    run(feeds) {
      const values = new Map([...constants, ...Object.entries(feeds)]);
      for (const { operator, inputs, output, attributes } of nodes) {
        const from = inputs.map((name) => {
          const value = values.get(name);
          if (value === undefined) throw new Error(`${operator} reads ${name} before it is there`);
          return value;
        });
        if (values.has(output)) throw new Error(`${output} is made twice`);
        values.set(output, compute(operator, from, attributes));
      }
      return Object.fromEntries(
        all(graph!, 12)
          .map((info) => texts(info, 1)[0]!)
          .map((name) => [name, values.get(name)!]),
      );
    },
  };
}

function describe(info: Uint8Array): (number | string)[] {
  const tensor = all(all(info, 2)[0]!, 1)[0]!;
  const shape = all(tensor, 2)[0]!;
  const type = numbers(tensor, 1)[0]!;
  return [
    Object.entries(ONNX_TYPES).find(([, number]) => number === type)![0],
    ...all(shape, 1).map((d) => numbers(d, 1)[0] ?? texts(d, 2)[0]!),
  ];
}

function read(tensor: Uint8Array): Matrix {
  const raw = Uint8Array.from(all(tensor, 9)[0]!).buffer;
  const arrays = {
    [ONNX_TYPES.float]: Float32Array,
    [ONNX_TYPES.uint8]: Uint8Array,
    [ONNX_TYPES.int8]: Int8Array,
    [ONNX_TYPES.int32]: Int32Array,
    [ONNX_TYPES.double]: Float64Array,
  };
  return {
    shape: numbers(tensor, 1),
    values: Array.from(new arrays[numbers(tensor, 2)[0] as 1](raw)),
  };
}

function compute(operator: string, inputs: Matrix[], attributes: Record<string, number>): Matrix {
  const [a, b, c] = inputs as [Matrix, Matrix, Matrix];
  switch (operator) {
    case 'Cast':
      return a;
    case 'Floor':
      return { shape: a.shape, values: a.values.map(Math.floor) };
    case 'Clip':
      return {
        shape: a.shape,
        values: a.values.map((x) => Math.min(Math.max(x, b.values[0]!), c.values[0]!)),
      };
    case 'Add':
      return elementwise(a, b, (x, y) => x + y);
    case 'Mul':
      return elementwise(a, b, (x, y) => x * y);
    case 'Transpose':
      return transpose(a);
    case 'MatMul':
    case 'MatMulInteger':
      return multiply(a, b);
    case 'Gemm':
      return elementwise(
        multiply(a, attributes['transB'] === 1 ? transpose(b) : b),
        c,
        (x, y) => x + y,
      );
    default:
      throw new Error(`operator ${operator}`);
  }
}

/** With the broadcasting of ONNX, which is NumPy's, for up to two dimensions. */
function elementwise(a: Matrix, b: Matrix, f: (x: number, y: number) => number): Matrix {
  const pad = ({ shape }: Matrix): number[] => [1, 1, ...shape].slice(-2);
  const [ar, ac] = pad(a) as [number, number];
  const [br, bc] = pad(b) as [number, number];
  const rows = Math.max(ar, br);
  const columns = Math.max(ac, bc);
  if ((ar !== rows && ar !== 1) || (br !== rows && br !== 1)) throw new Error('rows differ');
  if ((ac !== columns && ac !== 1) || (bc !== columns && bc !== 1)) throw new Error('columns');
  const values = Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    return f(
      a.values[(ar === 1 ? 0 : row) * ac + (ac === 1 ? 0 : column)]!,
      b.values[(br === 1 ? 0 : row) * bc + (bc === 1 ? 0 : column)]!,
    );
  });
  const length = Math.max(a.shape.length, b.shape.length);
  return { shape: [rows, columns].slice(2 - length), values };
}

function transpose({ shape, values }: Matrix): Matrix {
  const [rows, columns] = shape as [number, number];
  return {
    shape: [columns, rows],
    values: values.map((_, i) => values[(i % rows) * columns + Math.floor(i / rows)]!),
  };
}

function multiply(a: Matrix, b: Matrix): Matrix {
  const [rows, inner] = a.shape as [number, number];
  const [depth, columns] = b.shape as [number, number];
  if (inner !== depth) throw new Error(`[${a.shape}] × [${b.shape}]`);
  const values = Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns) * inner;
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum += a.values[row + k]! * b.values[k * columns + (i % columns)]!;
    return sum;
  });
  return { shape: [rows, columns], values };
}
