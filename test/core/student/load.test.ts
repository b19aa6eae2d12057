import { beforeAll, describe, expect, it } from 'vitest';
import {
  readTensorFile,
  type Tensor,
  type TensorFile,
} from '../../../src/core/format/safetensors.ts';
import { writeTensorFile } from '../../../src/core/format/write-safetensors.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { randomStudent, randomStudentFile } from '../../fixtures/random-student.ts';

type Draft = { tensors: Map<string, Tensor>; metadata: Record<string, string> };
type Edit = (draft: Draft) => void;

let good: TensorFile;
beforeAll(async () => {
  good = readTensorFile(await randomStudentFile({ width: 12, hidden: 4, tower: 3, tableRows: 16 }));
});

/** The good file with changes, on copies of everything. */
function edited(edit: Edit): Uint8Array {
  const draft: Draft = {
    tensors: new Map([...good.tensors].map(([name, t]) => [name, { ...t, data: t.data.slice() }])),
    metadata: { ...good.metadata },
  };
  edit(draft);
  return writeTensorFile(draft);
}

const model =
  (change: object): Edit =>
  ({ metadata }) => {
    metadata.model = JSON.stringify({ ...(JSON.parse(metadata.model!) as object), ...change });
  };
const shift =
  (name: string, value: unknown): Edit =>
  ({ metadata }) => {
    const info = JSON.parse(metadata.model!) as { shifts: Record<string, unknown> };
    info.shifts[name] = value;
    metadata.model = JSON.stringify(info);
  };
const fill =
  (name: string, value: number): Edit =>
  ({ tensors }) => {
    tensors.get(name)!.data.fill(value);
  };
const set =
  (name: string, at: number, value: number): Edit =>
  ({ tensors }) => {
    tensors.get(name)!.data[at] = value;
  };
const both =
  (...edits: Edit[]): Edit =>
  (draft) => {
    for (const edit of edits) edit(draft);
  };
const prior =
  (change: object): Edit =>
  ({ metadata }) => {
    metadata.personalization = JSON.stringify({
      ...(JSON.parse(metadata.personalization!) as object),
      ...change,
    });
  };
const key =
  (name: string, value: string | undefined): Edit =>
  ({ metadata }) => {
    if (value === undefined) delete metadata[name];
    else metadata[name] = value;
  };

/** A file that states its outputs. */
const stated = (change: object): Edit =>
  both(
    model({ outputs: ['policy', 'click'], ...change }),
    key('version', '3'),
    key('weights', '[0.25, 0.75]'),
  );

describe('loadStudent', () => {
  it('takes a file with free metadata and without canaries', () => {
    const student = loadStudent(edited(both(key('note', 'x'), key('canaries', undefined))));
    expect(student.metadata.note).toBe('x');
    expect(student.weights).toEqual([0.5, 0.5]);
  });

  it.each<[string, Edit]>([
    ['its format is "onnx"', key('format', 'onnx')],
    ['its format is null', key('format', undefined)],
    ['version 1', key('version', '1')],
    ['version unknown', key('version', undefined)],
  ])('says MODEL_MISMATCH: %s', (text, edit) => {
    expect(() => loadStudent(edited(edit))).toThrowError(
      expect.objectContaining({
        code: 'MODEL_MISMATCH',
        message: expect.stringContaining(text) as string,
        hint: expect.any(String) as string,
      }),
    );
  });

  it('takes one to six outputs that the file names, with their weights', async () => {
    const outputs = ['repaid', 'policy', 'returned'];
    const student = await randomStudent({ outputs });
    expect(student).toMatchObject({ outputs, policyAt: 1, weights: [1 / 3, 1 / 3, 1 / 3] });
    expect(student.outputRange).toEqual([
      [0, 1],
      [0, 4],
      [0, 1],
    ]);
    expect(student.metadata).toMatchObject({ version: '3' });
    expect(student.metadata.alpha).toBeUndefined();
    expect((await randomStudent()).metadata).toMatchObject({ version: '2', alpha: '0.5' });
  });

  it.each<[string, Edit]>([
    ['metadata "model" is malformed', model({ outputs: ['policy', 'click'] })],
    ['metadata "model" is malformed', key('version', '3')],
    ['metadata "model" is malformed', stated({ outputs: ['policy', 'policy'] })],
    ['metadata "model" is malformed', stated({ outputs: [] })],
    ['metadata "model" is malformed', stated({ outputs: ['policy', 'Click it'] })],
    ['metadata "model" is malformed', stated({ outputRange: [[0, 4]] })],
    [
      'metadata "model" is malformed',
      stated({
        outputRange: [
          [0, 4],
          [1, 1],
        ],
      }),
    ],
    ['metadata "weights" is not 2 numbers', both(stated({}), key('weights', '[1]'))],
    ['metadata "weights" is not 2 numbers', both(stated({}), key('weights', '[0.5, 0.6]'))],
    ['metadata "weights" is not 2 numbers', both(stated({}), key('weights', '[2, -1]'))],
    ['metadata "weights" is not JSON', both(stated({}), key('weights', undefined))],
    [
      'tensor "head.outHidden" is I8 [2, 4] where I8 [3, 4]',
      both(
        stated({ outputs: ['a', 'b', 'c'], outputScale: [1, 1, 1], outputOffset: [0, 0, 0] }),
        key('weights', '[1, 0, 0]'),
      ),
    ],
    ['metadata "schema" is not JSON', key('schema', undefined)],
    ['metadata "model" is not JSON', key('model', '{')],
    ['metadata "model" is malformed', key('model', 'null')],
    ['metadata "model" is malformed', model({ width: 385 })],
    ['metadata "model" is malformed', model({ width: '12' })],
    ['metadata "model" is malformed', model({ tableRows: 0 })],
    ['metadata "model" is malformed', model({ tableRows: 2 ** 40 })],
    ['metadata "model" is malformed', model({ tableFormat: 'int2' })],
    ['metadata "model" is malformed', model({ hidden: -1 })],
    ['metadata "model" is malformed', model({ shifts: null })],
    ['metadata "model" is malformed', model({ outputScale: [1] })],
    ['metadata "model" is malformed', model({ outputOffset: [1, null] })],
    ['metadata "model" is malformed', shift('fold', 0)],
    ['metadata "model" is malformed', shift('hidden', 31)],
    ['metadata "model" is malformed', shift('cross', 17)],
    ['metadata "alpha" is not a number', key('alpha', '2')],
    ['metadata "alpha" is not a number', key('alpha', '"0.5"')],
    ['metadata "alpha" is not JSON', key('alpha', '')],
    ['personalization is not JSON', key('personalization', '{')],
    ['prior is malformed', key('personalization', undefined)],
    ['prior is malformed', prior({ decayPerSignal: 2 })],
    ['prior is malformed', prior({ halfLifeDays: 0 })],
    ['prior is malformed', prior({ signalWeights: { click: '1' } })],
    ['prior is malformed', prior({ affinityWeights: { content: { mean: 1 } } })],
    [
      'prior is malformed',
      prior({ affinityWeights: { content: { mean: 1, max: 1, last: 1, rare: '1' } } }),
    ],
    ['tensor "head.pair" is missing', ({ tensors }) => void tensors.delete('head.pair')],
    ['tensor "head.pair" is I8 [4, 12] where I8 [4, 11]', model({ width: 11 })],
    ['tensor "tower.item.enter.weights" is I8 [3, 12] where I8 [4, 12]', model({ itemTower: 4 })],
    [
      'tensor "rarity" is I8',
      ({ tensors }) =>
        void tensors.set('rarity', { type: 'I8', shape: [16], data: new Int8Array(16) }),
    ],
    ['a rarity is 0', set('rarity', 3, 0)],
    ['a gain of the profile side is negative', set('gain.profile', 0, -1)],
    ['tensor "head.outDot" holds −128', set('head.outDot', 1, -128)],
    ['table row 2 holds what int8 does not have', set('table.packed', 24, 0x80)],
    ['scale 2 of table row 5 is above 1', set('table.scale', 5, 2)],
    ['hidden unit 1 of the head can overflow', set('head.bias', 1, 2 ** 23)],
    ['hidden unit 0 of the head can overflow', both(fill('head.cross', 127), shift('cross', 8))],
    [
      'hidden unit 0 of the head can overflow',
      both(set('head.bias', 0, -6_000_000), fill('head.multiplier', 255), shift('hidden', 30)),
    ],
    [
      'output 0 of the head can overflow',
      both(fill('head.outHidden', 127), shift('outHidden', 16)),
    ],
    ['output 1 of the head can overflow', set('head.outBias', 1, -(2 ** 31))],
    ['unit 2 of tower.item.enter can overflow', set('tower.item.enter.bias', 2, 2 ** 23)],
    [
      'unit 0 of tower.profile.leave can overflow',
      both(
        set('tower.profile.leave.bias', 0, 8_000_000),
        fill('tower.profile.leave.multiplier', 255),
        shift('profileLeave', 8),
      ),
    ],
  ])('says INVALID_MODEL: %s', (text, edit) => {
    expect(() => loadStudent(edited(edit))).toThrowError(
      expect.objectContaining({
        code: 'INVALID_MODEL',
        message: expect.stringContaining(text) as string,
      }),
    );
  });

  it('refuses a schema with a protected attribute, and one that does not compile', () => {
    const schema = (change: object): Edit =>
      key(
        'schema',
        JSON.stringify({ ...(JSON.parse(good.metadata.schema!) as object), ...change }),
      );
    expect(() => loadStudent(edited(schema({ version: 3 })))).toThrowError(
      expect.objectContaining({ code: 'INVALID_SCHEMA' }),
    );
    const fields = [{ name: 'x', kind: 'category', item: 'x', profile: 'basics.gender' }];
    expect(() => loadStudent(edited(schema({ fields })))).toThrowError(
      expect.objectContaining({ code: 'PROTECTED_ATTRIBUTE' }),
    );
  });
});
