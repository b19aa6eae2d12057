import { describe, expect, it } from 'vitest';
import { readTensorFile } from '../../../../src/core/format/safetensors.ts';
import { createRandom } from '../../../../src/core/math/random.ts';
import { clampInt8, UNIT } from '../../../../src/core/math/rounding.ts';
import { dotCodes } from '../../../../src/core/personalization/affinity.ts';
import { createSignalMap, MAP_ONE } from '../../../../src/core/personalization/map-signals.ts';
import { loadStudent } from '../../../../src/core/student/load.ts';
import { learnMap } from '../../../../src/distill/train/choices/learn-map.ts';
import { randomStudentFile } from '../../../fixtures/random-student.ts';

const WIDTH = 16;
const GROUPS = 4;
const ITEMS = 80;
const random = createRandom('map');

/** Items of four kinds, each near its own direction. */
const codes = new Uint8Array(ITEMS * WIDTH);
const signed = new Int8Array(codes.buffer);
for (let item = 0; item < ITEMS; item++) {
  for (let d = 0; d < WIDTH; d++) {
    const own = d % GROUPS === item % GROUPS ? 0.45 : 0;
    signed[item * WIDTH + d] = clampInt8(Math.round(UNIT * (own + 0.1 * random.normal())));
  }
}
const code = (item: number): Uint8Array => codes.slice(item * WIDTH, (item + 1) * WIDTH);
const lists = { codes, stride: WIDTH, width: WIDTH };

/** Who takes one kind takes the next but one too, and nothing of either neighbour. */
const people = Array.from({ length: 600 }, (_, person) =>
  Array.from({ length: 6 }, (__, k) => {
    const kind = (person + 2 * (k % 2)) % GROUPS;
    return GROUPS * random.integer(ITEMS / GROUPS) + kind;
  }),
);

describe('learnMap', () => {
  it('makes alike what the same people choose, however unlike it is', () => {
    const map = learnMap(lists, people, createRandom('learn'))!;
    expect(map).toHaveLength(WIDTH * WIDTH);
    const mapped = createSignalMap({ map }, WIDTH);
    const likeness = (a: number, kind: number): number => {
      let sum = 0;
      for (let i = 0; i < ITEMS / GROUPS; i++) {
        sum += dotCodes(code(GROUPS * i + kind), 0, mapped(code(a)), 0, WIDTH);
      }
      return sum;
    };
    for (let item = 0; item < 20; item++) {
      const chosen = likeness(item, (item + 2) % GROUPS);
      for (const other of [1, 3]) {
        expect(chosen).toBeGreaterThan(likeness(item, (item + other) % GROUPS));
      }
    }
    expect(learnMap(lists, people, createRandom('learn'))).toEqual(map);
  });

  it('learns nothing from a few choices, or from people who chose once', () => {
    expect(learnMap(lists, people.slice(0, 20), random)).toBeUndefined();
    const single = people.flatMap((own) => own.map((item) => [item]));
    expect(learnMap(lists, single, random)).toBeUndefined();
  });
});

describe('createSignalMap', () => {
  it('takes the map that a model file holds', async () => {
    const bytes = await randomStudentFile({ width: 16, map: true });
    const { map } = loadStudent(bytes).personalization;
    expect(map).toHaveLength(16 * 16);
    expect(readTensorFile(bytes).metadata.personalization).not.toContain('map');
    expect(loadStudent(await randomStudentFile()).personalization.map).toBeUndefined();
  });

  it('changes the dense part alone, in integers, and nothing where it is neutral or absent', () => {
    const neutral = new Int8Array(4);
    neutral[0] = neutral[3] = MAP_ONE;
    const signal = Uint8Array.of(200, 100, 9, 9);
    expect(createSignalMap({ map: neutral }, 2)(signal)).toEqual(signal);
    expect(createSignalMap({}, 2)(signal)).toBe(signal);
    // −56 and 100 by rows [0, 2] and [−1, 0.5]: 200 and 106, of which 127 is the most.
    const map = Int8Array.of(0, 127, -64, 32);
    expect([...createSignalMap({ map }, 2)(signal)]).toEqual([127, 106, 9, 9]);
    expect(signal[0]).toBe(200);
  });
});
