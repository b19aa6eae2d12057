import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { foldProfile } from '../../../src/core/student/fold.ts';
import { scoreItems } from '../../../src/core/student/score.ts';
import { exportOnnx } from '../../../src/distill/export/onnx.ts';
import { createMessage } from '../../../src/distill/export/protobuf.ts';
import { randomStudent, SIX_OUTPUTS } from '../../fixtures/random-student.ts';
import { readOnnx } from './onnx-interpreter.ts';

const COUNT = 50;

/** Random pairs, and what the definition gives for them. */
async function makeCase(options: Parameters<typeof randomStudent>[0]) {
  const student = await randomStudent({ tableRows: 8, tower: 0, ...options });
  const { width, crossFeatures } = student.parameters;
  const random = createRandom('onnx');
  const profile = Int8Array.from({ length: width }, () => random.integer(255) - 127);
  const items = Int8Array.from({ length: COUNT * width }, () => random.integer(255) - 127);
  const crosses = Uint8Array.from({ length: COUNT * crossFeatures }, () => random.integer(128));
  const want = new Int32Array(student.outputs.length * COUNT);
  const slots = Uint32Array.from({ length: COUNT }, (_, n) => n);
  scoreItems(foldProfile(student.parameters, profile), items, width, slots, crosses, want);
  const feeds = {
    profile: { shape: [1, width], values: Array.from(profile) },
    items: { shape: [COUNT, width], values: Array.from(items) },
    crosses: { shape: [COUNT, crossFeatures], values: Array.from(crosses) },
  };
  return { student, feeds, want };
}

describe('exportOnnx', () => {
  it.each([
    { width: 33, hidden: 5 },
    { width: 64, hidden: 32, seed: 2 },
    { width: 16, hidden: 8, extreme: true },
    { width: 24, hidden: 6, outputs: ['quality'] },
    { width: 24, hidden: 6, outputs: SIX_OUTPUTS },
  ])('gives the integers of the definition at int8 %j', async (options) => {
    const { student, feeds, want } = await makeCase(options);
    const model = readOnnx(exportOnnx(student, 'int8'));
    const { outputs } = model.run(feeds);
    expect(outputs).toEqual({ shape: [COUNT, student.outputs.length], values: Array.from(want) });
    expect(model.operators.filter((name) => name === 'MatMulInteger')).toHaveLength(6);
  });

  it('is the same network in floats', async () => {
    const { student, feeds, want } = await makeCase({ width: 48, hidden: 24 });
    const model = readOnnx(exportOnnx(student, 'float32'));
    // The interpreter computes in doubles, where nothing is lost.
    expect(model.run(feeds).outputs!.values).toEqual(Array.from(want));
    expect(model.operators).not.toContain('MatMulInteger');
  });

  it('says what its inputs and outputs are, and what they mean', async () => {
    const { student } = await makeCase({ width: 20, hidden: 4 });
    const { crossFeatures } = student.parameters;
    const model = readOnnx(exportOnnx(student, 'int8'));
    expect(model.inputs).toEqual({
      profile: ['int8', 1, 20],
      items: ['int8', 'items', 20],
      crosses: ['uint8', 'items', crossFeatures],
    });
    expect(model.outputs).toEqual({ outputs: ['int32', 'items', 2] });
    expect(model.metadata).toMatchObject({ precision: 'int8', alpha: '0.5' });
    expect(JSON.parse(model.metadata['outputScale']!)).toEqual(student.outputScale);
  });
});

describe('createMessage', () => {
  it('writes what the documentation of the wire format shows', () => {
    // message Test1 { int32 a = 1; } with a = 150; Test2 { string b = 2; } with "testing"; Test3 { Test1 c = 3; }
    expect([...createMessage().integer(1, 150).finish()]).toEqual([0x08, 0x96, 0x01]);
    expect([...createMessage().text(2, 'testing').finish()]).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    const inner = createMessage().integer(1, 150);
    expect([...createMessage().message(3, inner).finish()]).toEqual([0x1a, 3, 0x08, 0x96, 0x01]);
    expect([...createMessage().integer(1, -2).finish()]).toEqual([
      0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
    ]);
  });
});
