import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Pure } from '../../../src/sdk/bytes/sha256-pure.ts';
import { sha256Hex } from '../../../src/sdk/bytes/sha256.ts';

const expected = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('sha256', () => {
  it('agrees with the platform on every padding length and on random bytes', async () => {
    for (let length = 0; length <= 130; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 37 + length) & 255);
      expect(Buffer.from(sha256Pure(bytes)).toString('hex')).toBe(expected(bytes));
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
        expect(Buffer.from(sha256Pure(bytes)).toString('hex')).toBe(expected(bytes));
      }),
    );
    const view = new Uint8Array(100).fill(7).subarray(10, 90);
    expect(await sha256Hex(view)).toBe(expected(view));
    expect(Buffer.from(sha256Pure(view)).toString('hex')).toBe(expected(view));
  });
});
