import type { Material } from './material.ts';
import type { Run } from './run.ts';
import type { Teacher } from '../teachers/teacher.ts';
import { calibrateClicks, type ShownPair } from '../train/calibrate/calibrate-clicks.ts';
import type { Impressions } from '../train/data/interactions.ts';
import { teacherLogits } from '../teachers/soft-lists.ts';

/** Logged slates of profiles that no network learns from, in two halves: to calibrate on, and to measure on. */
export function heldOutImpressions({ heldOut, heldOutLog }: Material): {
  calibrate: Impressions[];
  measure: Impressions[];
} {
  const half = new Map(heldOut.map((profile, i) => [profile, i % 2]));
  const of = (which: number): Impressions[] =>
    heldOutLog.impressions.filter(({ profile }) => half.get(profile) === which);
  return { calibrate: of(0), measure: of(1) };
}

/** How surely a position was looked at, as the click teacher learned it; 1 where nothing says. */
export function examinationAt(teacher: Teacher, position: number): number {
  const { examination } = teacher;
  if (examination === undefined || position < 1) return 1;
  return examination[Math.min(position, examination.length) - 1]!;
}

/** The pairs of logged slates with the click teacher's own logits. */
export async function shownPairs(
  { data }: Material,
  teacher: Teacher,
  slates: readonly Impressions[],
): Promise<(ShownPair & { profile: number })[]> {
  const pairs: (ShownPair & { profile: number })[] = [];
  for (const slate of slates) {
    const [logits] = await teacherLogits(data, teacher, [slate]);
    for (const k of slate.items.keys()) {
      pairs.push({
        profile: slate.profile,
        logit: logits![k]!,
        clicked: slate.clicked[k] === 1,
        examined: examinationAt(teacher, slate.positions[k]!),
      });
    }
  }
  return pairs;
}

/**
 * Calibrates a click teacher that models clicks on shown items (see `calibrateClicks`), on one half of the
 * held-out profiles; as it is where it models choices alone, or where there are too few clicks.
 */
export async function calibrateClickTeacher(
  material: Material,
  teacher: Teacher,
  run: Run,
): Promise<Teacher> {
  if (!teacher.calibrated) return teacher;
  const shown = await shownPairs(material, teacher, heldOutImpressions(material).calibrate);
  const map = calibrateClicks(shown);
  if (map === undefined) {
    run.log(`Click probabilities are left as trained: too few held-out clicks to calibrate on.`);
  }
  return { ...teacher, map };
}
