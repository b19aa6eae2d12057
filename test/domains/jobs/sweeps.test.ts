import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadStudent } from '../../../src/core/student/load.ts';
import { createModelScorers } from '../../../src/distill/evaluate/model-scorer.ts';
import { measureSweeps } from '../../../src/distill/recipe/measure-sweeps.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { nearAndFar, remoteAndElsewhere, type PlacePair } from '../../fixtures/place-pairs.ts';

const NOW = Date.UTC(2025, 5, 30);
const student = loadStudent(new Uint8Array(await readFile('models/jobs-en.safetensors')));

describe('the student that ships, where one thing alone changes', () => {
  const sweeps = measureSweeps(student, jobs, NOW);

  it('has sweeps of distance, age and pay', () => {
    expect(sweeps.map(({ name }) => name)).toEqual(['Distance', 'Age of the ad', 'Pay']);
  });

  it.each(sweeps)('grades $name as the policy does: never the wrong way, and near it', (sweep) => {
    const way = sweep.name === 'Pay' ? 1 : -1;
    for (const [i, { student: grade, rubric }] of sweep.points.entries()) {
      const before = sweep.points[i - 1]?.student ?? grade;
      expect(way * (grade - before)).toBeGreaterThan(-0.06);
      expect(Math.abs(grade - rubric)).toBeLessThan(0.75);
    }
  });
});

describe('the student that ships, of two ads alike but for their place', () => {
  const model = createModelScorers(student, { items: new Map(), now: NOW });
  const right = (pairs: readonly PlacePair[]): number =>
    pairs.filter(({ profile, better, worse }) => {
      const [a, b] = model.base.score(profile, [better, worse], [], NOW);
      return a! > b!;
    }).length / pairs.length;

  it('puts the near before the far', () => {
    expect(right(nearAndFar(300, 2))).toBeGreaterThanOrEqual(0.98);
  });

  it('puts remote work in the own country before work on site in another town', () => {
    expect(right(remoteAndElsewhere(300, 2))).toBeGreaterThanOrEqual(0.9);
  });
});
