/** Of each length code from 257 on: the shortest length, and how many more bits say the rest. */
const LENGTHS: readonly (readonly [base: number, bits: number])[] = ladder(28, 4, 3);
/** The same of each distance code. */
const DISTANCES = ladder(30, 2, 1);
/** In this order the lengths of the codes that code lengths are written. */
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Codes whose extra bits grow by one every `step`, the first two steps with none. */
function ladder(count: number, step: number, first: number): (readonly [number, number])[] {
  const codes: (readonly [number, number])[] = [];
  for (let code = 0, base = first; code < count; code++) {
    const bits = Math.max(0, Math.floor(code / step) - 1);
    codes.push([base, bits]);
    base += 2 ** bits;
  }
  return codes;
}

/** The longest code. */
const MAX_BITS = 15;

/** A Huffman code: by the next bits, as many as the longest code has, 16 times the symbol, and the length of its code. */
type Code = Uint16Array;

function toCode(lengths: readonly number[]): Code {
  const counts = new Uint16Array(MAX_BITS + 1);
  let longest = 1;
  for (const length of lengths) {
    if (length > 0) counts[length]!++;
    if (length > longest) longest = length;
  }
  const next = new Uint16Array(MAX_BITS + 2);
  for (let bits = 1; bits <= MAX_BITS; bits++) next[bits + 1] = (next[bits]! + counts[bits]!) << 1;
  const code = new Uint16Array(1 << longest);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    // Codes are written from their highest bit on, everything else from its lowest.
    let at = 0;
    for (let bit = 0, own = next[length]!++; bit < length; bit++, own >>= 1)
      at = 2 * at + (own & 1);
    for (; at < code.length; at += 1 << length) code[at] = 16 * symbol + length;
  }
  return code;
}

/** The codes of blocks that state none. */
const usualCodes = (): [literals: Code, distances: Code] => [
  toCode(Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
  toCode(new Array<number>(30).fill(5)),
];

/**
 * What was packed by DEFLATE (RFC 1951). Browsers unpack too, but those of before 2023 do not, and none at once.
 *
 * @param length of the bytes
 */
export function inflate(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let [at, held, count, end] = [0, 0, 0, 0];

  function fill(bits: number): void {
    for (; count < bits; count += 8) held |= packed[at++]! << count;
  }

  function take(bits: number): number {
    fill(bits);
    const value = held & ((1 << bits) - 1);
    held >>>= bits;
    count -= bits;
    return value;
  }

  function read(code: Code): number {
    fill(MAX_BITS);
    const found = code[held & (code.length - 1)]!;
    held >>>= found & 15;
    count -= found & 15;
    return found >> 4;
  }

  function readCodes(): [literals: Code, distances: Code] {
    const [literals, distances, others] = [257 + take(5), 1 + take(5), 4 + take(4)];
    const own = new Array<number>(19).fill(0);
    for (let i = 0; i < others; i++) own[ORDER[i]!] = take(3);
    const code = toCode(own);
    const lengths: number[] = [];
    while (lengths.length < literals + distances) {
      const symbol = read(code);
      if (symbol < 16) {
        lengths.push(symbol);
        continue;
      }
      const value = symbol === 16 ? lengths.at(-1)! : 0;
      const more = symbol === 16 ? 3 + take(2) : symbol === 17 ? 3 + take(3) : 11 + take(7);
      for (let i = 0; i < more; i++) lengths.push(value);
    }
    return [toCode(lengths.slice(0, literals)), toCode(lengths.slice(literals))];
  }

  for (let isLast = 0; !isLast;) {
    isLast = take(1);
    const kind = take(2);
    if (kind === 0) {
      // As it is, from the next byte on, behind its length and that length's complement.
      at -= count >> 3;
      held = count = 0;
      const size = packed[at]! + 256 * packed[at + 1]!;
      bytes.set(packed.subarray(at + 4, at + 4 + size), end);
      at += 4 + size;
      end += size;
      continue;
    }
    const [literals, distances] = kind === 1 ? usualCodes() : readCodes();
    for (let symbol; (symbol = read(literals)) !== 256;) {
      if (symbol < 256) {
        bytes[end++] = symbol;
        continue;
      }
      const [base, more] = LENGTHS[symbol - 257] ?? [258, 0];
      let left = base + take(more);
      const [far, further] = DISTANCES[read(distances)]!;
      const distance = far + take(further);
      for (; left > 0; left--, end++) bytes[end] = bytes[end - distance]!;
    }
  }
  return bytes;
}
