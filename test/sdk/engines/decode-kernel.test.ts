import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeKernel } from '../../../src/sdk/engines/wasm/build-plugin.mjs';
import { decodeKernel } from '../../../src/sdk/engines/wasm/decode-kernel.ts';

it('gives the bytes that the build wrote', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect([...decodeKernel(encodeKernel(bytes))]).toEqual([...bytes]);
    }),
  );
});

it('writes every byte as one or two printable letters', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  expect([...decodeKernel(encodeKernel(all))]).toEqual([...all]);
  expect(encodeKernel(all)).toMatch(/^[#-u]+$/);
});
