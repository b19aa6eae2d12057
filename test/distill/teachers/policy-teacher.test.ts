import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { auroc } from '../../../src/distill/evaluate/metrics/auroc.ts';
import { trainPolicyTeacher } from '../../../src/distill/teachers/policy-teacher.ts';
import { gradeLists } from '../../../src/distill/train/data/graded-lists.ts';
import { createCandidateMiner } from '../../../src/distill/train/data/mine-candidates.ts';
import { teacherLogits } from '../../../src/distill/teachers/soft-lists.ts';
import { loadTensorflow } from '../../../src/distill/train/backend/tensorflow.ts';
import { toyData, TOY_NOW } from '../train/toy-data.ts';

describe('the policy teacher', () => {
  it('learns a rule of grades: four times its logistic is the grade', async () => {
    const tf = await loadTensorflow();
    const data = toyData(80, 60, 200);
    const skills = (object: unknown): string[] => (object as { skills?: string[] }).skills ?? [];
    const grade = (profile: number, item: number): number => {
      const known = new Set(skills(data.profileObjects[profile]));
      const shared = skills(data.itemObjects[item]).filter((skill) => known.has(skill)).length;
      return shared === 0 ? 0.5 : shared === 1 ? 2.5 : 4;
    };
    const graded = gradeLists(
      {
        data,
        logged: new Map(),
        mine: createCandidateMiner(data),
        grade,
        at: TOY_NOW,
        random: createRandom('grades'),
      },
      Array.from({ length: 60 }, (_, i) => i),
      1,
    );
    const teacher = await trainPolicyTeacher(
      tf,
      data,
      { stated: [], drawn: graded.slice(0, 50) },
      {
        size: { tableRows: 200, width: 16, tower: 8, hidden: 8, format: 'float' },
        random: createRandom('weights'),
        seed: 'policy',
        lists: 8,
        steps: 120,
        rates: { dense: 0.01, table: 0.1 },
      },
    );
    expect(teacher).toMatchObject({ name: 'policy', head: 0, calibrated: true });
    const unseen = graded.slice(50);
    const logits = (await teacherLogits(data, teacher, unseen)).flatMap((list) => [...list]);
    const grades = unseen.flatMap((list) => [...list.scores]);
    const learned = logits.map((x) => 4 / (1 + Math.exp(-x)));
    const error = learned.reduce((sum, x, i) => sum + Math.abs(x - grades[i]!), 0) / learned.length;
    expect(error).toBeLessThan(0.5);
    expect(
      auroc(
        learned,
        grades.map((score) => Number(score > 1)),
      ),
    ).toBeGreaterThan(0.95);
  });
});
