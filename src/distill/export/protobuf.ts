/**
 * Writes Protocol Buffers messages: enough of the wire format for an ONNX file, which is one such message.
 *
 * Source: protobuf.dev/programming-guides/encoding
 */
export interface MessageWriter {
  /** An integer (int32, int64, enum), as a varint of its 64-bit two's complement. */
  integer(field: number, value: number | bigint): MessageWriter;
  text(field: number, value: string): MessageWriter;
  bytes(field: number, value: Uint8Array): MessageWriter;
  message(field: number, value: MessageWriter): MessageWriter;
  finish(): Uint8Array;
}

const VARINT = 0;
const DELIMITED = 2;

export function createMessage(): MessageWriter {
  const parts: Uint8Array[] = [];
  const delimited = (field: number, value: Uint8Array): void => {
    parts.push(varint((field << 3) | DELIMITED), varint(value.length), value);
  };
  const writer: MessageWriter = {
    integer(field, value) {
      parts.push(varint((field << 3) | VARINT), varint(value));
      return writer;
    },
    text(field, value) {
      delimited(field, new TextEncoder().encode(value));
      return writer;
    },
    bytes(field, value) {
      delimited(field, value);
      return writer;
    },
    message(field, value) {
      delimited(field, value.finish());
      return writer;
    },
    finish: () => new Uint8Array(Buffer.concat(parts)),
  };
  return writer;
}

function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
