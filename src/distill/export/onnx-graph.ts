import { createMessage, type MessageWriter } from './protobuf.ts';

/** Element types of ONNX (`TensorProto.DataType`) that the export uses. */
export const ONNX_TYPES = { float: 1, uint8: 2, int8: 3, int32: 6, double: 11 } as const;
export type OnnxType = keyof typeof ONNX_TYPES;

const ARRAYS = {
  float: Float32Array,
  uint8: Uint8Array,
  int8: Int8Array,
  int32: Int32Array,
  double: Float64Array,
} as const;

/** Builds an ONNX graph node by node; every value has a name. */
export interface OnnxGraph {
  /** @param shape a text names a dimension that differs from call to call */
  input(name: string, type: OnnxType, shape: readonly (number | string)[]): string;
  constant(
    name: string,
    type: OnnxType,
    shape: readonly number[],
    values: ArrayLike<number>,
  ): string;
  /** Adds a node with one output of the same name. @param attributes integers by name */
  node(
    operator: string,
    name: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, number>>,
  ): string;
  output(name: string, type: OnnxType, shape: readonly (number | string)[]): void;
  /** The bytes of a model file. */
  finish(metadata: Readonly<Record<string, string>>): Uint8Array;
}

// Fields by the numbers of onnx.proto.
const IR_VERSION = 8;
const OPSET = 17;
const ATTRIBUTE_INTEGER = 2;

/** @throws RangeError for a constant whose values do not fill its shape */
export function createOnnxGraph(graphName: string): OnnxGraph {
  const nodes: MessageWriter[] = [];
  const constants: MessageWriter[] = [];
  const inputs: MessageWriter[] = [];
  const outputs: MessageWriter[] = [];
  return {
    input(name, type, shape) {
      inputs.push(valueInfo(name, type, shape));
      return name;
    },
    constant(name, type, shape, values) {
      const data = ARRAYS[type].from(values);
      if (data.length !== shape.reduce((product, size) => product * size, 1)) {
        throw new RangeError(`${name} holds ${data.length} values, not [${shape.join(', ')}].`);
      }
      const tensor = createMessage();
      for (const size of shape) tensor.integer(1, size);
      tensor.integer(2, ONNX_TYPES[type]).text(8, name);
      // Raw data is little-endian; so is every machine that Node runs on.
      tensor.bytes(9, new Uint8Array(data.buffer));
      constants.push(tensor);
      return name;
    },
    node(operator, name, from, attributes = {}) {
      const node = createMessage();
      for (const input of from) node.text(1, input);
      node.text(2, name).text(3, name).text(4, operator);
      for (const [key, value] of Object.entries(attributes)) {
        const attribute = createMessage().text(1, key).integer(3, value);
        node.message(5, attribute.integer(20, ATTRIBUTE_INTEGER));
      }
      nodes.push(node);
      return name;
    },
    output(name, type, shape) {
      outputs.push(valueInfo(name, type, shape));
    },
    finish(metadata) {
      const graph = createMessage();
      for (const node of nodes) graph.message(1, node);
      graph.text(2, graphName);
      for (const constant of constants) graph.message(5, constant);
      for (const input of inputs) graph.message(11, input);
      for (const output of outputs) graph.message(12, output);
      const model = createMessage()
        .integer(1, IR_VERSION)
        .text(2, 'pocketrank')
        .message(7, graph)
        .message(8, createMessage().text(1, '').integer(2, OPSET));
      for (const [key, value] of Object.entries(metadata)) {
        model.message(14, createMessage().text(1, key).text(2, value));
      }
      return model.finish();
    },
  };
}

function valueInfo(
  name: string,
  type: OnnxType,
  shape: readonly (number | string)[],
): MessageWriter {
  const dimensions = createMessage();
  for (const size of shape) {
    const dimension = createMessage();
    if (typeof size === 'number') dimension.integer(1, size);
    else dimension.text(2, size);
    dimensions.message(1, dimension);
  }
  const tensor = createMessage().integer(1, ONNX_TYPES[type]).message(2, dimensions);
  return createMessage().text(1, name).message(2, createMessage().message(1, tensor));
}
