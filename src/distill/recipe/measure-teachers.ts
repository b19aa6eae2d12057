import type { Student } from '../../core/student/student.ts';
import { intervalJson, type IntervalJson } from '../evaluate/render-evaluation.ts';
import { teacherLogits } from '../teachers/soft-lists.ts';
import { blendLogits, createStudentLists } from '../train/data/student-lists.ts';
import type { Material } from './material.ts';
import type { OtherTeacher } from './other-teachers.ts';
import { itemRates, measureOwn, ownCases } from './own-metric.ts';

/** How well a teacher's own is ordered, by its own metric on held-out people. */
export interface TeacherRow {
  name: string;
  kind: string;
  metric: string;
  /** Lists or pairs that were measured, and learned from. */
  measured: number;
  learned: number;
  /** By how often items came to it, for everybody alike. */
  baseline: IntervalJson;
  teacher: IntervalJson;
  /** Its output of the integer student, alone, and the student's blend. */
  student: IntervalJson;
  blend: IntervalJson;
  /** Student ÷ teacher. */
  retention: number;
}

/** Measures the teachers that a domain names beside policy and clicks. */
export async function measureTeachers(
  material: Material,
  student: Student,
  others: readonly OtherTeacher[],
  seed: number,
): Promise<TeacherRow[]> {
  const lists = createStudentLists(student, material.data, material.now);
  const rows: TeacherRow[] = [];
  for (const { source, lesson, teacher } of others) {
    const cases = ownCases(lesson);
    if (cases.lists.length === 0) continue;
    const rate = itemRates(lesson);
    const logits = cases.lists.map((list) => lists.score(list).logits);
    const at = student.outputs.indexOf(source.name);
    const taught: Float32Array[] = [];
    for (const list of cases.lists) {
      taught.push(...(await teacherLogits(material.data, teacher, [list])));
    }
    const own = (scores: readonly ArrayLike<number>[]) => measureOwn(cases, scores, seed);
    const byTeacher = own(taught);
    const byStudent = own(logits.map((parts) => parts[at]!));
    rows.push({
      name: source.name,
      kind: source.kind,
      metric: cases.metric,
      measured: cases.lists.length,
      learned: lesson.slates.learn.length + lesson.pairs.learn.length,
      baseline: intervalJson(own(cases.lists.map(({ items }) => Float64Array.from(items, rate)))),
      teacher: intervalJson(byTeacher),
      student: intervalJson(byStudent),
      blend: intervalJson(own(logits.map((parts) => blendLogits(parts, student.weights)))),
      retention: byStudent.mean / byTeacher.mean,
    });
  }
  return rows;
}
