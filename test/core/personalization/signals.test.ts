import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PRIOR } from '../../../src/core/format/prior.ts';
import { personalScores } from '../../../src/core/personalization/personal-scores.ts';
import {
  addSignal,
  SIGNAL_LIMITS,
  type Signal,
} from '../../../src/core/personalization/signals.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { itemCodeBytes } from '../../../src/core/student/student.ts';
import { inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const DAY_MS = 86_400_000;
const code = new Uint8Array(0);
const signal = fc.record({
  itemId: fc.constantFrom('a', 'b', 'c'),
  type: fc.constantFrom('impression', 'view', 'click', 'save', 'apply', 'dismiss'),
  at: fc.integer({ min: 0, max: 400 * DAY_MS }),
  code: fc.constant(code),
});

describe('addSignal', () => {
  it('keeps signals in order of time, within the caps, whatever the order of arrival', () => {
    fc.assert(
      fc.property(fc.array(signal, { maxLength: 300 }), (list) => {
        let signals: readonly Signal[] = [];
        for (const one of list) {
          const next = addSignal(signals, one);
          expect(next.length).toBeLessThanOrEqual(SIGNAL_LIMITS.count);
          expect(next.length).toBeLessThanOrEqual(signals.length + 1);
          signals = next;
        }
        const times = signals.map(({ at }) => at);
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }),
      { numRuns: 30 },
    );
  });

  it('counts a double click once, and drops what is too old', () => {
    const click: Signal = { itemId: 'a', type: 'click', at: NOW, code };
    expect(addSignal([click], { ...click, at: NOW + 500 })).toHaveLength(1);
    expect(addSignal([click], { ...click, at: NOW + 1500 })).toHaveLength(2);
    expect(addSignal([click], { ...click, type: 'save' })).toHaveLength(2);
    const later = NOW + (SIGNAL_LIMITS.maxAgeDays + 1) * DAY_MS;
    expect(addSignal([click], { ...click, at: later })).toHaveLength(1);
  });
});

describe('personal scores', async () => {
  const student = loadStudent(await lexicalStudentFile());
  const stride = itemCodeBytes(student);
  const encoder = createEncoder(student);
  const items = inventItems(40);
  const codes = new Uint8Array(stride * items.length);
  items.forEach((item, i) => codes.set(encoder.item(item, NOW), i * stride));
  const slots = Uint32Array.from(items, (_, i) => i);
  const codeOf = (i: number) => codes.slice(i * stride, (i + 1) * stride);
  const scoresFor = (signals: Signal[], now = NOW, prior = student.personalization) =>
    personalScores({
      schema: student.schema,
      width: student.parameters.width,
      prior,
      signals,
      now,
      codes,
      stride,
      slots,
    });

  it('are exactly 0 without signals, and with signals of no weight', () => {
    expect(scoresFor([]).every((score) => score === 0)).toBe(true);
    const seen: Signal = { itemId: 'item-0', type: 'impression', at: NOW, code: codeOf(0) };
    expect(scoresFor([seen]).every((score) => score === 0)).toBe(true);
  });

  it('are highest for the item that was clicked, lowest for the one dismissed', () => {
    for (const i of [0, 7, 21]) {
      const click: Signal = { itemId: `item-${i}`, type: 'click', at: NOW, code: codeOf(i) };
      const up = scoresFor([click]);
      expect(up[i]).toBe(Math.max(...up));
      const down = scoresFor([{ ...click, type: 'dismiss' }]);
      expect(down[i]).toBe(Math.min(...down));
    }
  });

  it('fade with time', () => {
    const click: Signal = { itemId: 'item-0', type: 'click', at: NOW, code: codeOf(0) };
    const prior = { ...DEFAULT_PRIOR, affinityWeights: { content: { mean: 1, max: 0, last: 0 } } };
    const sizes = [0, 10, 100].map((days) => scoresFor([click], NOW + days * DAY_MS, prior)[0]!);
    expect(sizes[0]).toBeGreaterThan(sizes[1]!);
    expect(sizes[1]).toBeGreaterThan(sizes[2]!);
    expect(sizes[2]).toBeGreaterThan(0);
  });
});
