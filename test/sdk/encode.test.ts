import { beforeAll, describe, expect, it } from 'vitest';
import { writeResiduals } from '../../src/core/format/residuals.ts';
import { createItemEncoder } from '../../src/sdk/encode.ts';
import { randomStudentFile } from '../fixtures/random-student.ts';
import { withoutChecksum } from '../fixtures/without-checksum.ts';

const item = { identifier: 'j1', title: 'night nurse' };

let model: Uint8Array;
let modelHash: string;
let residuals: Uint8Array;
beforeAll(async () => {
  model = await randomStudentFile({ width: 16 });
  ({ modelHash } = await createItemEncoder(model));
  const byItem = new Map([['j1', new Int8Array(16).fill(90)]]);
  residuals = writeResiduals({ modelHash, width: 16, byItem });
});

describe('createItemEncoder', () => {
  it('puts residuals into the codes of the items that have one', async () => {
    const byContent = await createItemEncoder(model);
    const encoder = await createItemEncoder(model.slice().buffer, { residuals });
    expect(encoder.modelHash).toBe(modelHash);
    expect(encoder.encode(item, 0)).not.toBe(byContent.encode(item, 0));
    expect(encoder.encode(item, 0)).toHaveLength(byContent.encode(item, 0).length);
    const other = { ...item, identifier: 'j2' };
    expect(encoder.encode(other, 0)).toBe(byContent.encode(other, 0));
  });

  it('refuses residuals of another model, and what are none', async () => {
    const other = await randomStudentFile({ width: 16, seed: 2 });
    await expect(createItemEncoder(other, { residuals })).rejects.toMatchObject({
      code: 'MODEL_MISMATCH',
    });
    await expect(createItemEncoder(model, { residuals: model })).rejects.toMatchObject({
      code: 'MODEL_MISMATCH',
    });
    const broken = residuals.subarray(0, 40);
    await expect(createItemEncoder(model, { residuals: broken })).rejects.toMatchObject({
      code: 'INVALID_MODEL',
    });
  });

  it('refuses a damaged model, and one whose canaries fail', async () => {
    const broken = model.slice();
    broken[broken.length - 1]! ^= 1;
    await expect(createItemEncoder(broken)).rejects.toMatchObject({ code: 'INVALID_MODEL' });
    await expect(createItemEncoder(withoutChecksum(broken))).rejects.toMatchObject({
      code: 'CANARY_FAILED',
    });
  });

  it.each([
    ['hello', /"hello"/],
    [42, /42/],
    [null, /null/],
    [undefined, /undefined/],
    [[], /an array/],
    [[item], /an array/],
    [{}, /without content/],
    [{ title: null }, /without content/],
    [{ '@graph': [item, item] }, /2 items/],
    [new Proxy({}, { get: unwilling, ownKeys: unwilling }), /throws/],
  ])('refuses what is not one item: case %#', async (given, message) => {
    const { encode } = await createItemEncoder(model);
    expect(() => encode(given as never, 0)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ITEM',
        message: expect.stringMatching(message) as string,
        hint: expect.stringContaining('JSON-LD') as string,
      }),
    );
  });

  it('takes the item out of JSON-LD, and items without a key', async () => {
    const { encode } = await createItemEncoder(model);
    const code = encode(item, 0);
    expect(encode({ '@context': 'https://schema.org', '@graph': [item] } as never, 0)).toBe(code);
    expect(encode({ title: item.title }, 0)).toBe(code);
  });
});

function unwilling(): never {
  throw new Error('no');
}
