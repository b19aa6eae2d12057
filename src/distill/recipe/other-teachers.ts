import type { TeacherSource } from '../domain.ts';
import { trainClickTeacher } from '../teachers/click-teacher.ts';
import { trainLabelTeacher } from '../teachers/label-teacher.ts';
import type { Teacher } from '../teachers/teacher.ts';
import type { Tf } from '../train/backend/tf.ts';
import { readLesson, type Lesson } from './lessons.ts';
import type { Material } from './material.ts';
import type { Preset } from './presets.ts';
import type { Run } from './run.ts';
import { common, trainWith } from './stages.ts';

/** A teacher that the domain names beside policy and clicks. */
export interface OtherTeacher {
  source: TeacherSource;
  lesson: Lesson;
  teacher: Teacher;
}

/** The name of a teacher's stage of training. */
export function stageOf(name: string): string {
  return `${name} teacher`;
}

/**
 * Trains the teachers that a domain names beside policy and clicks; each from its own lesson alone, so that nothing
 * but that makes it anew. All lessons are read first: nothing is trained where one of them is no good.
 *
 * @throws as `readLesson`
 */
export async function makeOtherTeachers(
  tf: Tf,
  material: Material,
  sources: readonly TeacherSource[],
  preset: Preset,
  run: Run,
): Promise<OtherTeacher[]> {
  const lessons = sources.map((source) => readLesson(material, source));
  const made: OtherTeacher[] = [];
  for (const lesson of lessons) {
    const { source, slates, pairs } = lesson;
    const { name } = source;
    const teacher = await trainWith(run, stageOf(name), preset.clickSteps, (shared) => {
      const options = { ...shared, ...common(preset, preset.teacher, name, run), name };
      return source.kind === 'events'
        ? trainClickTeacher(tf, material.data, slates.learn, options)
        : trainLabelTeacher(tf, material.data, pairs.learn, options);
    });
    made.push({ source, lesson, teacher });
  }
  return made;
}
