import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createReader } from '../../../src/core/reading/reading.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { itemCodeBytes } from '../../../src/core/student/student.ts';
import type { EngineSession } from '../../../src/core/engine.ts';
import { contentKey } from '../../../src/sdk/ranking/content-key.ts';
import { createScalarEngine } from '../../../src/sdk/engines/scalar.ts';
import { isItemCode } from '../../../src/sdk/ranking/item-code.ts';
import { createKnownItems } from '../../../src/sdk/ranking/known-items.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const student = loadStudent(await lexicalStudentFile());
const stride = itemCodeBytes(student);
const encoder = createEncoder(student);
const openSession = async (): Promise<EngineSession> => createScalarEngine().open(student);
const model = '0'.repeat(64);

const read = createReader(student.schema);
const key = (item: object): number => contentKey(read('item', item, NOW));

describe('a content key', () => {
  it('differs wherever the encoder may see a difference, and is equal for copies', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, value, (title, skills, place) => {
        const item = { id: 1, title, skills, jobLocation: place };
        expect(key(structuredClone(item))).toBe(key(item));
        expect(key({ ...item, id: 2, views: 5 })).toBe(key(item));
        const other = { ...item, title: [title, 'x'] };
        expect(key(other)).not.toBe(key(item));
        expect(key({ ...item, description: 'x' })).not.toBe(key(item));
      }),
    );
  });

  it('tells ranges apart that have one middle', () => {
    const pay = {
      name: 'pay',
      kind: 'amount',
      item: 'pay',
      profile: 'pay',
      min: 0,
      max: 100,
    } as const;
    const schema = compileSchema({ name: 'pay', version: 2, fields: [pay], measures: [] });
    const readPay = createReader(schema);
    const keys = [
      { minValue: 40, maxValue: 60 },
      { minValue: 45, maxValue: 55 },
      { minValue: 50 },
      { maxValue: 50 },
      50,
    ].map((value) => contentKey(readPay('item', { pay: value }, NOW)));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not collide among ten thousand items that differ in a digit', () => {
    const keys = new Set<number>();
    for (let i = 0; i < 10_000; i++) keys.add(key({ title: `Team ${i}` }));
    expect(keys.size).toBe(10_000);
  });
});

describe('known items', () => {
  it('always give the code of the very item, whatever was evicted in between', async () => {
    const items = inventItems(60).map((item, i) => ({
      ...item,
      title: `${String(item.title)} ${i}`,
    }));
    const visits = fc.array(
      fc.uniqueArray(fc.nat(items.length - 1), { minLength: 1, maxLength: 25 }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(visits, fc.integer({ min: 1, max: 20 }), async (lists, limit) => {
        const session = await openSession();
        const known = createKnownItems(student, model, session, limit);
        for (const list of lists) {
          const use = known.begin();
          const slots = list.map((i) => known.slot(items[i]!, `item-${i}`, NOW, use));
          expect(new Set(slots).size).toBe(list.length);
          for (const [n, i] of list.entries()) {
            const at = slots[n]! * stride;
            const code = encoder.item(items[i], NOW);
            expect(session.codes().subarray(at, at + stride)).toEqual(code);
            expect(known.codeOf(`item-${i}`)).toEqual(code);
          }
          known.end(use);
          expect(known.count()).toBeLessThanOrEqual(Math.max(limit, 25) + list.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('do not evict what another ranking in progress needs', async () => {
    const session = await openSession();
    const known = createKnownItems(student, model, session, 10);
    const items = inventItems(40).map((item, i) => ({ ...item, title: `Team ${i}` }));
    const one = known.begin();
    const slots = items.slice(0, 10).map((item, i) => known.slot(item, `${i}`, NOW, one));
    const two = known.begin();
    const more = items.slice(10, 30).map((item, i) => known.slot(item, `${10 + i}`, NOW, two));
    expect(new Set([...slots, ...more]).size).toBe(30);
    known.end(one);
    known.end(two);
    const three = known.begin();
    known.slot(items[35]!, '35', NOW, three);
    known.end(three);
    expect(known.count()).toBeLessThanOrEqual(30);
  });

  it('move to another session with their codes, and forget everything when told', async () => {
    const known = createKnownItems(student, model, await openSession(), 100);
    const [item] = inventItems(1);
    const use = known.begin();
    const slot = known.slot(item!, 'a', NOW, use);
    const next = await openSession();
    known.attach(next);
    expect(next.codes().subarray(slot * stride, (slot + 1) * stride)).toEqual(
      encoder.item(item, NOW),
    );
    expect(known.takeUnsaved(9)).toHaveLength(1);
    expect(known.takeUnsaved(9)).toHaveLength(0);
    known.end(use);
    known.clear();
    expect(known.codeOf('a')).toBeUndefined();
    expect(known.count()).toBe(0);
    expect(next.codes().every((byte) => byte === 0)).toBe(true);
  });

  it('take codes from the device, but no damaged ones', async () => {
    const known = createKnownItems(student, model, await openSession(), 2);
    const items = inventItems(3).map((item, i) => ({ ...item, title: `Team ${i}` }));
    const codeOf = (i: number) => new Int8Array(encoder.item(items[i], NOW).buffer);
    const damaged = codeOf(0).fill(-128);
    await known.restore(new Map([[String(key(items[0]!)), damaged]]), () => undefined);
    await known.restore(
      new Map([1, 2].map((i) => [String(key(items[i]!)), codeOf(i)])),
      () => undefined,
    );
    const use = known.begin();
    known.slot(items[1]!, '1', NOW, use);
    known.slot(items[2]!, '2', NOW, use);
    expect(known.encoded()).toBe(0);
    known.slot(items[0]!, '0', NOW, use);
    expect(known.encoded()).toBe(1);
    known.end(use);
  });
});

describe('isItemCode', () => {
  it('takes every code that the encoder makes', () => {
    for (const item of inventItems(50))
      expect(isItemCode(student, encoder.item(item, NOW))).toBe(true);
    expect(isItemCode(student, encoder.item({}, NOW))).toBe(true);
  });
});
