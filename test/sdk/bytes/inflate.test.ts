import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflate } from '../../../src/sdk/bytes/inflate.ts';
import { modelModules, packBytes } from '../../../src/sdk/bundle/model-module.mjs';

describe('what was packed comes out as it was', () => {
  it.each(modelModules())('$model', ({ model }) => {
    const bytes = readFileSync(new URL(`../../../models/${model}.safetensors`, import.meta.url));
    const packed = packBytes(bytes);
    expect(packed.length).toBeLessThan(0.8 * bytes.length);
    expect(Buffer.compare(inflate(packed, bytes.length), bytes)).toBe(0);
  });

  it('whatever the bytes are', () => {
    const isSame = (bytes: Uint8Array): void => {
      expect(Buffer.compare(inflate(packBytes(bytes), bytes.length), bytes)).toBe(0);
    };
    const property = fc.property(
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 2_000 }),
      fc.integer({ min: 1, max: 40 }),
      (values, times) => {
        isSame(Uint8Array.from(Array.from({ length: times }, () => values).flat()));
        isSame(Uint8Array.from(values, (value) => value % 7));
      },
    );
    fc.assert(property, { numRuns: 60 });
    isSame(new Uint8Array(100_000));
  });
});
