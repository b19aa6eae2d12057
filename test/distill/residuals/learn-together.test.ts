import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { learnTogether, TOGETHER_WIDTH } from '../../../src/distill/residuals/learn-together.ts';
import { orthonormalize } from '../../../src/distill/residuals/orthonormalize.ts';

const GROUPS = 8;
const EACH = 20;

/** People who choose a few items of one group each. */
function peopleOfGroups(): number[][] {
  const random = createRandom('people');
  return Array.from({ length: 400 }, (_, p) => {
    const own = Array.from({ length: EACH }, (_unused, i) => (p % GROUPS) * EACH + i);
    return random.shuffle(own).slice(0, 3);
  });
}

const cosine = (a: Int8Array, b: Int8Array): number =>
  a.reduce((sum, x, d) => sum + x * b[d]!, 0) / 65_536;

describe('learnTogether', () => {
  const people = peopleOfGroups();
  const learned = learnTogether(people, GROUPS * EACH + 2, createRandom('one'));

  it('finds items alike that the same people choose, also where nobody chose both', () => {
    const together = new Set(
      people.flatMap((items) => items.flatMap((a) => items.map((b) => `${a} ${b}`))),
    );
    const [same, other, never]: number[][] = [[], [], []];
    for (const [a, one] of learned) {
      for (const [b, two] of learned) {
        if (a >= b) continue;
        const isSame = Math.floor(a / EACH) === Math.floor(b / EACH);
        (isSame ? same : other)!.push(cosine(one, two));
        if (isSame && !together.has(`${a} ${b}`)) never!.push(cosine(one, two));
      }
    }
    const mean = (values: number[]): number => values.reduce((s, x) => s + x, 0) / values.length;
    expect(mean(same!)).toBeGreaterThan(0.25);
    expect(never!.length).toBeGreaterThan(50);
    expect(mean(never!)).toBeGreaterThan(mean(other!) + 0.1);
    expect(Math.abs(mean(other!))).toBeLessThan(0.1);
  });

  it('knows nothing of items that nobody chose beside another', () => {
    const lonely = learnTogether(
      [...people, [GROUPS * EACH]],
      GROUPS * EACH + 2,
      createRandom('one'),
    );
    expect(lonely.has(GROUPS * EACH)).toBe(false);
    expect(lonely.has(GROUPS * EACH + 1)).toBe(false);
    expect(learnTogether([], 3, createRandom('none')).size).toBe(0);
  });

  it('gives unit vectors of int8, the same for the same seed', () => {
    for (const vector of learned.values()) {
      expect(vector).toHaveLength(TOGETHER_WIDTH);
      expect(cosine(vector, vector)).toBeGreaterThan(0.8);
      expect(cosine(vector, vector)).toBeLessThan(1.05);
    }
    expect(learnTogether(people, GROUPS * EACH + 2, createRandom('one'))).toEqual(learned);
  });
});

describe('orthonormalize', () => {
  it('keeps the span, column by column at right angles', () => {
    const random = createRandom('tall');
    const rows = Float32Array.from({ length: 50 * 4 }, () => random.normal());
    // The last column depends on the first.
    for (let at = 0; at < rows.length; at += 4) rows[at + 3] = 2 * rows[at]!;
    const columns = orthonormalize(rows, 4);
    const dot = (i: number, k: number): number => {
      let sum = 0;
      for (let at = 0; at < columns.length; at += 4) sum += columns[at + i]! * columns[at + k]!;
      return sum;
    };
    for (let i = 0; i < 3; i++) {
      for (let k = 0; k < 3; k++) expect(dot(i, k)).toBeCloseTo(i === k ? 1 : 0, 5);
    }
    expect(columns.every(Number.isFinite)).toBe(true);
  });
});
