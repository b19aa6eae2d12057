import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeItemCode } from '../../../src/core/student/item-code-text.ts';

describe('writeItemCode', () => {
  it('is base64url of 8 bytes of the hash and the code, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array(), (sha, code) => {
        const text = writeItemCode(Buffer.from(sha).toString('hex'), code);
        expect(text).toBe(Buffer.concat([sha.subarray(0, 8), code]).toString('base64url'));
      }),
    );
  });
});
