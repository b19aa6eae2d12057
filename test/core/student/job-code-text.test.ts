import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeJobCode } from '../../../src/core/student/job-code-text.ts';

describe('writeJobCode', () => {
  it('is base64url of 8 bytes of the hash and the code, for every length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array(), (sha, code) => {
        const text = writeJobCode(Buffer.from(sha).toString('hex'), code);
        expect(text).toBe(Buffer.concat([sha.subarray(0, 8), code]).toString('base64url'));
      }),
    );
  });
});
