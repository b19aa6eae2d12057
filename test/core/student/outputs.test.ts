import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readOutputs } from '../../../src/core/student/outputs.ts';
import type { Student } from '../../../src/core/student/student.ts';
import { randomStudent } from '../../fixtures/random-student.ts';

describe('readOutputs', () => {
  let student: Student;
  beforeAll(async () => {
    student = {
      ...(await randomStudent()),
      alpha: 0.25,
      outputScale: [0.01, 0.02],
      outputOffset: [1, -2],
    };
  });

  it('blends logits by alpha, the model’s or the host’s', () => {
    expect(readOutputs(student, 100, 50).score).toBe(0.25 * 2 + 0.75 * -1);
    expect(readOutputs(student, 100, 50, 1).score).toBe(2);
    expect(readOutputs(student, 100, 50, 0).score).toBe(-1);
  });

  it('gives a grade from 0 to 4 and a probability', () => {
    expect(readOutputs(student, -100, 100)).toMatchObject({ policy: 2, click: 0.5 });
    const [low, high] = [-(2 ** 31), 2 ** 31 - 1].map((x) => readOutputs(student, x, x));
    expect([low!.policy, low!.click]).toEqual([0, 0]);
    expect([high!.policy, high!.click]).toEqual([4, 1]);
  });

  it('keeps grade and score within a cap, and never raises either', () => {
    const int32 = fc.integer({ min: -2000, max: 2000 });
    const caps = fc.constantFrom(0, 1, 2, 3, 4);
    fc.assert(
      fc.property(int32, int32, caps, caps, (policy, click, a, b) => {
        const free = readOutputs(student, policy, click, 0.5);
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [lower, higher] = [low, high].map((cap) =>
          readOutputs(student, policy, click, 0.5, cap),
        );
        expect(lower!.policy).toBeLessThanOrEqual(low);
        expect(lower!.score).toBeLessThanOrEqual(higher!.score);
        expect(higher!.score).toBeLessThanOrEqual(free.score);
        expect(lower!.click).toBe(free.click);
        if (free.policy <= low) expect(lower).toEqual(free);
      }),
    );
  });
});
