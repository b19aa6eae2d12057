import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { readResiduals, writeResiduals } from '../../../src/core/format/residuals.ts';
import { writeTensorFile } from '../../../src/core/format/write-safetensors.ts';
import type { Tensor } from '../../../src/core/format/safetensors.ts';
import { randomStudentFile } from '../../fixtures/random-student.ts';

const HASH = 'ab'.repeat(32);
const METADATA = { format: 'pocketrank-residuals', version: '1', model: HASH };

function file(
  items: unknown = ['a', 'b'],
  shape: number[] = [2, 3],
  metadata: Record<string, string> = METADATA,
): Uint8Array {
  const keys = new TextEncoder().encode(JSON.stringify(items));
  const data = new Int8Array(shape.reduce((product, n) => product * n, 1));
  return writeTensorFile({
    tensors: new Map<string, Tensor>([
      ['items', { type: 'U8', shape: [keys.length], data: keys }],
      ['residuals', { type: 'I8', shape, data }],
    ]),
    metadata,
  });
}

function refusal(bytes: Uint8Array): string {
  try {
    readResiduals(bytes);
  } catch (error) {
    expect(isPocketRankError(error)).toBe(true);
    return `${(error as { code: string }).code} ${(error as Error).message}`;
  }
  throw new Error('it is read');
}

describe('residuals', () => {
  it('come back as they were written', () => {
    const residual = fc.int8Array({ minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(fc.dictionary(fc.string(), residual), (byKey) => {
        const byItem = new Map(Object.entries(byKey));
        for (const togetherBytes of [0, 2]) {
          const written = { modelHash: HASH, width: 5 - togetherBytes, togetherBytes, byItem };
          expect(readResiduals(writeResiduals(written))).toEqual(written);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('are refused where they are broken, with what is wrong', async () => {
    const whole = file();
    expect(readResiduals(whole).byItem.size).toBe(2);
    expect(refusal(whole.subarray(0, whole.length - 1))).toMatch(/^INVALID_MODEL Residuals: .*cut/);
    expect(refusal(file(['a', 'a']))).toMatch(/^INVALID_MODEL .*an item stands twice/);
    expect(refusal(file(['a']))).toMatch(/^INVALID_MODEL .*2 residuals of 1 items/);
    expect(refusal(file([1, 2]))).toMatch(/^INVALID_MODEL .*not a list of keys/);
    expect(refusal(file(['a', 'b'], [6]))).toMatch(/^INVALID_MODEL .*two dimensions/);
    expect(refusal(file(['a', 'b'], [2, 3], { ...METADATA, model: 'x' }))).toMatch(/SHA-256/);
    const versioned = (version: string): string =>
      refusal(file(['a', 'b'], [2, 3], { ...METADATA, version }));
    expect(versioned('2')).toMatch(/^INVALID_MODEL .*"together" of type I8/);
    expect(versioned('3')).toMatch(/^MODEL_MISMATCH .*version 3/);
    expect(refusal(await randomStudentFile())).toMatch(/^MODEL_MISMATCH .*"pocketrank"/);
  });
});
