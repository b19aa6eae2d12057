import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeText } from '../../../src/sdk/bytes/decode-text.ts';
import { encodeBytes } from '../../../src/sdk/bundle/model-module.mjs';

it('gives the bytes that were written, whatever they are', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
    const { text, order } = encodeBytes(bytes);
    expect(text).toMatch(/^[ !#-[\]-~]*$/);
    expect([...decodeText(text, order)]).toEqual([...bytes]);
  });
  fc.assert(property, { examples: [[Uint8Array.from({ length: 256 }, (_, i) => i)]] });
});
