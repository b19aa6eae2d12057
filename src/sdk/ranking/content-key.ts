import type { Reading } from '../../core/reading/reading.ts';

/** Bytes of a text that are looked at together. */
const PART = 16_384;

/**
 * A key that two objects share exactly when the encoder reads the same in both: a hash of 53 bits, from 0 on.
 * What it does not read (an advert's id, a view counter) does not change the key; nor, though they are read, do
 * halves of broken surrogate pairs.
 */
export function contentKey(reading: Reading): number {
  const { text, textCount, textEnds, fieldEnds, values, lows, highs, coordinates } = reading;
  hash ??= createHash64();
  const { step } = hash;
  hash.start();
  bits ??= new Int32Array((numbers = new Float64Array(1)).buffer);
  for (let f = 0; f < fieldEnds.length; f++) {
    const places = coordinates[f]!;
    const isKnown = !Number.isNaN(values[f]);
    step(fieldEnds[f]!);
    step(2 * places.length + Number(isKnown));
    for (let i = 0; i < places.length; i++) step(places[i]!);
    if (!isKnown) continue;
    stepNumber(values[f]!);
    stepNumber(lows[f]!);
    stepNumber(highs[f]!);
  }
  for (let i = 0; i < textCount; i++) step(textEnds[i]!);
  reading.utf8 = hash.addText(text);
  return hash.finish();
}

function stepNumber(value: number): void {
  // Of NaN the bits are not the same everywhere.
  numbers[0] = Number.isNaN(value) ? -Infinity : value;
  hash!.step(bits![0]!);
  hash!.step(bits![1]!);
}

/** The key of a text by itself. */
export function textKey(text: string): number {
  hash ??= createHash64();
  hash.start();
  hash.addText(text);
  return hash.finish();
}

let hash: Hash64 | undefined;
let numbers: Float64Array;
let bits: Int32Array | undefined;

interface Hash64 {
  start(): void;
  step(word: number): void;
  /** Returns its UTF-8 where that was made in one go; valid until the next call. */
  addText(text: string): Uint8Array | undefined;
  finish(): number;
}

/**
 * Two independent multiplicative 32-bit states, four bytes of a text's UTF-8 a step. Not a cryptographic hash:
 * it keeps items apart, it does not defend against anybody.
 *
 * Source: cyrb53 by bryc (public domain).
 */
function createHash64(): Hash64 {
  let a = 0;
  let b = 0;
  const words = new Int32Array(PART / 4);
  const bytes = new Uint8Array(words.buffer);
  const encoder = new TextEncoder();

  function step(word: number): void {
    a = Math.imul(a ^ word, 0x9e3779b1);
    b = Math.imul(b ^ word, 0x5f356495);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }

  function addWords(count: number): void {
    let x = a;
    let y = b;
    for (let i = 0; i < count; i++) {
      const word = words[i]!;
      x = Math.imul(x ^ word, 0x9e3779b1);
      y = Math.imul(y ^ word, 0x5f356495);
      x ^= x >>> 15;
      y ^= y >>> 13;
    }
    a = x;
    b = y;
  }

  return {
    start() {
      a = 0x1234567;
      b = 0x89abcde;
    },
    step,
    addText(text) {
      step(text.length);
      for (let from = 0; from < text.length;) {
        // Native code reads a string many times faster than charCodeAt does.
        const { read, written } = encoder.encodeInto(from === 0 ? text : text.slice(from), bytes);
        for (let i = written; i & 3; i++) bytes[i] = 0;
        addWords((written + 3) >> 2);
        if (read === text.length) return bytes.subarray(0, written);
        from += read;
      }
      return undefined;
    },
    finish() {
      step(a >>> 11);
      return (a >>> 0) * 2 ** 21 + (b >>> 11);
    },
  };
}
