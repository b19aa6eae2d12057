import type { Student } from '../../core/student/student.ts';
import { examinationAt, heldOutImpressions, shownPairs } from './calibrate-click-teacher.ts';
import { createModelScorers } from '../evaluate/model-scorer.ts';
import { measureReliability, type Reliability } from '../evaluate/reliability.ts';
import type { Material } from './material.ts';
import type { Teacher } from '../teachers/teacher.ts';
import { mapLogit } from '../train/calibrate/calibrate-clicks.ts';
import { logistic } from '../train/network/soft-targets.ts';

/**
 * Clicks on what held-out profiles were shown, against a student's probability of a click there: that of looking
 * at the position, as the click teacher learned it, times that of clicking what is looked at.
 *
 * @returns undefined where the log does not say what was shown and not clicked
 */
export function measureStudentClicks(
  material: Material,
  clickTeacher: Teacher | undefined,
  student: Student,
  seed: number,
): Reliability | undefined {
  if (!clickTeacher?.calibrated) return undefined;
  const { data, tables, now } = material;
  const model = createModelScorers(student, { items: tables.items, now });
  const rows = heldOutImpressions(material).measure.flatMap((slate) =>
    Array.from(slate.items, (item, k) => {
      const profile = data.profileObjects[slate.profile]!;
      const clicked = model.clickProbability(profile, data.itemObjects[item]!, slate.at);
      return {
        probability: examinationAt(clickTeacher, slate.positions[k]!) * clicked,
        happened: slate.clicked[k] === 1,
        cluster: String(slate.profile),
      };
    }),
  );
  return measureReliability(rows, seed);
}

/** The same of the click teacher: as trained, and calibrated where it is. */
export async function measureTeacherClicks(
  material: Material,
  clickTeacher: Teacher | undefined,
  seed: number,
): Promise<{ trained?: Reliability | undefined; calibrated?: Reliability | undefined }> {
  if (!clickTeacher?.calibrated) return {};
  const slates = heldOutImpressions(material).measure;
  const shown = await shownPairs(material, clickTeacher, slates);
  const measured = (change: (logit: number) => number): Reliability | undefined => {
    const shares = logistic(Float32Array.from(shown, ({ logit }) => change(logit)));
    const rows = shown.map(({ examined, clicked, profile }, i) => ({
      probability: examined * shares[i]!,
      happened: clicked,
      cluster: String(profile),
    }));
    return measureReliability(rows, seed);
  };
  const { map } = clickTeacher;
  return {
    trained: measured((logit) => logit),
    calibrated: map && measured((logit) => mapLogit(map, logit)),
  };
}
