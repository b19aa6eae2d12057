import { beforeAll, describe, expect, it } from 'vitest';
import { writeResiduals } from '../../src/core/format/residuals.ts';
import { createJobEncoder } from '../../src/sdk/encode.ts';
import { randomStudentFile } from '../fixtures/random-student.ts';

const job = { identifier: 'j1', title: 'night nurse' };

let model: Uint8Array;
let modelHash: string;
let residuals: Uint8Array;
beforeAll(async () => {
  model = await randomStudentFile({ width: 16 });
  ({ modelHash } = await createJobEncoder(model));
  const byJob = new Map([['j1', new Int8Array(16).fill(90)]]);
  residuals = writeResiduals({ modelHash, width: 16, byJob });
});

describe('createJobEncoder', () => {
  it('puts residuals into the codes of the jobs that have one', async () => {
    const byContent = await createJobEncoder(model);
    const encoder = await createJobEncoder(model.slice().buffer, { residuals });
    expect(encoder.modelHash).toBe(modelHash);
    expect(encoder.encode(job, 0)).not.toBe(byContent.encode(job, 0));
    expect(encoder.encode(job, 0)).toHaveLength(byContent.encode(job, 0).length);
    const other = { ...job, identifier: 'j2' };
    expect(encoder.encode(other, 0)).toBe(byContent.encode(other, 0));
  });

  it('refuses residuals of another model, and what are none', async () => {
    const other = await randomStudentFile({ width: 16, seed: 2 });
    await expect(createJobEncoder(other, { residuals })).rejects.toMatchObject({
      code: 'MODEL_MISMATCH',
    });
    await expect(createJobEncoder(model, { residuals: model })).rejects.toMatchObject({
      code: 'MODEL_MISMATCH',
    });
    const broken = residuals.subarray(0, 40);
    await expect(createJobEncoder(model, { residuals: broken })).rejects.toMatchObject({
      code: 'INVALID_MODEL',
    });
  });
});
