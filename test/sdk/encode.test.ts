import { beforeAll, describe, expect, it } from 'vitest';
import { writeResiduals } from '../../src/core/format/residuals.ts';
import { createItemEncoder } from '../../src/sdk/encode.ts';
import { randomStudentFile } from '../fixtures/random-student.ts';

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
});
