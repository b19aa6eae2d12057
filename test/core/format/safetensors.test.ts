import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { fileChecksum } from '../../../src/core/format/checksum.ts';
import { readTensorFile, type Tensor } from '../../../src/core/format/safetensors.ts';
import { writeTensorFile } from '../../../src/core/format/write-safetensors.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';
import { withoutChecksum } from '../../fixtures/without-checksum.ts';

const tensors = new Map<string, Tensor>([
  ['bytes', { type: 'U8', shape: [3], data: Uint8Array.of(1, 2, 255) }],
  ['signed', { type: 'I8', shape: [1, 2], data: Int8Array.of(-1, 127) }],
  ['wide', { type: 'I32', shape: [2], data: Int32Array.of(-1, 0x12345678) }],
  ['none', { type: 'I8', shape: [0, 4], data: new Int8Array(0) }],
]);

/** A file with this header and so many data bytes. */
function fileOf(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  return bytes;
}

const u8 = (from: number, to: number, shape = [to - from]): object => ({
  dtype: 'U8',
  shape,
  data_offsets: [from, to],
});

describe('a tensor file', () => {
  it('reads back what was written, from any offset of a buffer', () => {
    const metadata = { key: 'value "quoted" é 😀', other: '' };
    const bytes = writeTensorFile({ tensors, metadata });
    for (const offset of [0, 1, 2, 3]) {
      const moved = new Uint8Array(bytes.length + offset).subarray(offset);
      moved.set(bytes);
      const file = readTensorFile(moved);
      expect(file.metadata).toEqual({ checksum: fileChecksum(moved), ...metadata });
      expect(new Map([...file.tensors].sort())).toEqual(new Map([...tensors].sort()));
    }
  });

  it('has a header of a multiple of 8 bytes and aligned I32 tensors, and the same bytes each time', () => {
    const bytes = writeTensorFile({ tensors, metadata: {} });
    const headerBytes = new DataView(bytes.buffer).getUint32(0, true);
    expect(headerBytes % 8).toBe(0);
    expect(writeTensorFile({ tensors, metadata: {} })).toEqual(bytes);
    const header = JSON.parse(
      new TextDecoder().decode(bytes.subarray(8, 8 + headerBytes)),
    ) as Record<string, { data_offsets: number[] }>;
    expect(header.wide!.data_offsets[0]! % 4).toBe(0);
  });

  it('is refused with any one bit changed, and read without a checksum', async () => {
    const bytes = writeTensorFile({ tensors, metadata: { key: 'é' } });
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      // A key of another name is no checksum, and changes nothing else.
      const isInKey = bit >> 3 >= 26 && bit >> 3 < 34;
      if (isInKey) continue;
      expect(() => readTensorFile(changed), `bit ${bit}`).toThrow(
        expect.objectContaining({ code: 'INVALID_MODEL' }),
      );
    }
    const older = withoutChecksum(bytes);
    expect(readTensorFile(older)).toMatchObject({ metadata: { key: 'é' } });
  });

  it('has a checksum that sees two words exchanged, and two with their highest bits changed', () => {
    const bytes = writeTensorFile({
      tensors: new Map([['x', { type: 'U8', shape: [64], data: new Uint8Array(64).fill(7) }]]),
      metadata: {},
    });
    const change = (...edits: [from: number, by: number][]): string => {
      const changed = bytes.slice();
      for (const [at, by] of edits) changed[changed.length - at]! ^= by;
      return fileChecksum(changed);
    };
    const sums = [
      change(),
      change([9, 128], [29, 128]),
      change([9, 128], [33, 128]),
      change([9, 1]),
    ];
    expect(new Set([...sums, change([29, 1]), change([9, 1], [29, 1])]).size).toBe(6);
    expect(fileChecksum(bytes)).toMatch(/^[0-9a-f]{16}$/);
  });

  it.each<[string, Uint8Array]>([
    ['fewer than the header', Uint8Array.of(1, 2, 3)],
    ['does not start with the length', new Uint8Array(16).fill(0xff)],
    ['cut off inside its header', fileOf('{}', 0).subarray(0, 9)],
    ['is not JSON', fileOf('{', 0)],
    ['is not JSON', fileOf('"\u0000', 0)],
    ['is not a JSON object', fileOf('[]', 0)],
    ['is not a JSON object', fileOf('null', 0)],
    ['`__metadata__` is not an object', fileOf({ __metadata__: [] }, 0)],
    ['metadata "a" is not a string', fileOf({ __metadata__: { a: 1 } }, 0)],
    ['unknown element type F32', fileOf({ x: { ...u8(0, 4), dtype: 'F32' } }, 4)],
    ['unknown element type undefined', fileOf({ x: null }, 0)],
    ['unknown element type constructor', fileOf({ x: { dtype: 'constructor' } }, 0)],
    ['no proper shape', fileOf({ x: { ...u8(0, 4), shape: [-4] } }, 4)],
    ['no proper shape', fileOf({ x: { ...u8(0, 4), shape: 4 } }, 4)],
    ['no proper shape', fileOf({ x: { ...u8(0, 4), data_offsets: [0, 2, 4] } }, 4)],
    ['where its shape takes 5', fileOf({ x: u8(0, 4, [5]) }, 4)],
    ['where its shape takes', fileOf({ x: u8(0, 4, [2 ** 52, 2 ** 52]) }, 4)],
    ['where its shape takes', fileOf({ x: { ...u8(4, 0), shape: [4] } }, 4)],
    ['"x" is cut off', fileOf({ x: u8(0, 9) }, 4)],
    ['cover 4 of 5', fileOf({ x: u8(0, 4) }, 5)],
    ['overlap or leave a hole', fileOf({ x: u8(1, 4) }, 4)],
    ['overlap or leave a hole', fileOf({ x: u8(0, 2), y: u8(0, 2) }, 4)],
    ['overlap or leave a hole', fileOf({ x: u8(0, 3), y: u8(2, 3) }, 4)],
  ])('is refused where %s', (text, bytes) => {
    expect(() => readTensorFile(bytes)).toThrowError(
      expect.objectContaining({
        code: 'INVALID_MODEL',
        message: expect.stringContaining(text) as string,
      }),
    );
  });
});

describe('a damaged model file', () => {
  let file: Uint8Array;
  let headerEnd: number;
  beforeAll(async () => {
    file = await randomStudentFile({
      width: 9,
      hidden: 4,
      tower: 3,
      tableRows: 32,
      format: 'ternary',
    });
    headerEnd = 8 + new DataView(file.buffer).getUint32(0, true);
  });

  /** Loads; whatever fails must be an error of this package. */
  const survives = (bytes: Uint8Array): void => {
    try {
      loadStudent(bytes);
    } catch (error) {
      expect(isPocketRankError(error), String((error as Error).stack)).toBe(true);
    }
  };

  it('is loaded or refused, never worse, wherever bytes change', () => {
    const change = fc.tuple(fc.nat({ max: 1e6 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        (changes, header) => {
          const bytes = file.slice();
          for (const [at, value] of changes)
            bytes[at % (header ? headerEnd : bytes.length)] = value;
          survives(bytes);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('is loaded or refused, never worse, wherever numbers of the header change', () => {
    const header = new TextDecoder().decode(file.subarray(8, headerEnd));
    const places = [...header.matchAll(/\d+/g)];
    const numbers = fc.constantFrom(
      '0',
      '-1',
      '1',
      '4294967296',
      '1e308',
      '9007199254740993',
      'null',
      '""',
    );
    fc.assert(
      fc.property(fc.nat({ max: places.length - 1 }), numbers, (p, text) => {
        const { index, 0: old } = places[p]!;
        const changed = fileOf(header.slice(0, index) + text + header.slice(index + old.length), 0);
        const bytes = new Uint8Array(changed.length + file.length - headerEnd);
        bytes.set(changed);
        bytes.set(file.subarray(headerEnd), changed.length);
        survives(bytes);
      }),
      { numRuns: 1500 },
    );
  });

  it('is refused wherever it is cut off or continued', () => {
    for (let length = 0; length < file.length; length += 131) {
      expect(() => loadStudent(file.subarray(0, length))).toThrow();
      survives(file.subarray(0, length));
    }
    const longer = new Uint8Array(file.length + 1);
    longer.set(file);
    expect(() => loadStudent(longer)).toThrowError(
      expect.objectContaining({ code: 'INVALID_MODEL' }),
    );
  });
});
