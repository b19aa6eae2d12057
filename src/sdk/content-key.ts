import { collectPath } from '../core/features/collect.ts';
import type { Schema, Side } from '../core/features/schema.ts';

/** Text beyond this is never read by the encoder, nor are objects nested deeper than it looks. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 8;
/** From this length on a text is hashed as UTF-8. */
const LONG_TEXT = 48;

/** A key that two objects share exactly when the schema reads the same content in both. */
export type ContentKey = (object: unknown) => string;

/**
 * Creates the content key of one side of a schema: a 64-bit hash, in base 36, of everything that lies at
 * the schema's paths. What the schema does not read (an advert's id, a view counter) does not change it.
 */
export function createContentKey(schema: Schema, side: Side): ContentKey {
  const paths = schema.fields.flatMap((field) => field.paths[side]);
  const values: unknown[] = [];
  const hash = createHash64();
  const { step, addText } = hash;

  function add(value: unknown, depth: number): void {
    if (typeof value === 'string') {
      step(1);
      addText(value);
    } else if (typeof value === 'object' && value !== null && depth < MAX_DEPTH) {
      step(Array.isArray(value) ? 2 : 3);
      for (const key in value) {
        if (!Object.hasOwn(value, key)) continue;
        addText(key);
        add((value as Record<string, unknown>)[key], depth + 1);
      }
      step(4);
    } else {
      step(5);
      addText(typeof value === 'object' ? '' : String(value));
    }
  }

  return (object) => {
    hash.start();
    for (const path of paths) {
      values.length = 0;
      collectPath(object, path, values);
      step(values.length);
      for (const value of values) add(value, 0);
    }
    values.length = 0;
    return hash.finish();
  };
}

/** The key of a text by itself. */
export function textKey(text: string): string {
  textHash ??= createHash64();
  textHash.start();
  textHash.addText(text);
  return textHash.finish();
}

let textHash: Hash64 | undefined;

interface Hash64 {
  start(): void;
  step(word: number): void;
  addText(text: string): void;
  finish(): string;
}

/**
 * Two independent multiplicative 32-bit states, two UTF-16 units (four bytes of a long text) a step. Not a cryptographic hash: it keeps
 * jobs apart, it does not defend against anybody.
 *
 * Source: cyrb53 by bryc (public domain).
 */
function createHash64(): Hash64 {
  let a = 0;
  let b = 0;
  const words = new Int32Array(((3 * MAX_LENGTH) >> 2) + 1);
  const bytes = new Uint8Array(words.buffer);
  const encoder = new TextEncoder();
  function step(word: number): void {
    a = Math.imul(a ^ word, 0x9e3779b1);
    b = Math.imul(b ^ word, 0x5f356495);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  return {
    start() {
      a = 0x1234567;
      b = 0x89abcde;
    },
    step,
    addText(text) {
      const length = Math.min(text.length, MAX_LENGTH);
      step(length);
      if (length < LONG_TEXT) {
        for (let i = 0; i + 1 < length; i += 2) {
          step(text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16));
        }
        if (length & 1) step(text.charCodeAt(length - 1));
        return;
      }
      // Native code reads a string many times faster than charCodeAt does.
      const { written } = encoder.encodeInto(text.slice(0, MAX_LENGTH), bytes);
      bytes.fill(0, written, written + 3);
      let x = a;
      let y = b;
      for (let i = 0; i < written >> 2; i++) {
        const word = words[i]!;
        x = Math.imul(x ^ word, 0x9e3779b1);
        y = Math.imul(y ^ word, 0x5f356495);
        x ^= x >>> 15;
        y ^= y >>> 13;
      }
      a = x;
      b = y;
      step(words[written >> 2]!);
    },
    finish() {
      step(a >>> 11);
      return `${(a >>> 0).toString(36)}.${(b >>> 0).toString(36)}`;
    },
  };
}
