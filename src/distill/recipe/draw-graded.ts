import { createRandom, type Random } from '../../core/math/random.ts';
import {
  gradeLists,
  type GradedList,
  type GradingSources,
  type PairGrader,
} from '../train/data/graded-lists.ts';
import { gradeShared } from '../train/data/shared-lists.ts';
import { createCandidateMiner } from '../train/data/mine-candidates.ts';
import { listStatedGrades } from '../train/data/stated-grades.ts';
import type { Material } from './material.ts';
import type { Preset } from './presets.ts';
import type { Run } from './run.ts';

/** Below this share of profiles whose pairs the policy can grade, it grades none. */
const MIN_GRADED_SHARE = 0.3;
/** Profiles that this is tried on. */
const PROBED = 40;

/** Graded lists: what the policy teacher learns from, and the student beside its labels. */
export interface Graded {
  /** Of grades that were given. */
  stated: GradedList[];
  /** Of pairs that the policy document grades, for people. */
  drawn: GradedList[];
  /** The same for bare titles of taxonomies. */
  titles: GradedList[];
  /** Of both, in groups that share their items; for the student alone. */
  shared: GradedList[];
}

/** Draws and grades the lists of a run; none of a kind that there is nothing for. */
export function drawGraded(
  material: Material,
  grade: PairGrader,
  preset: Preset,
  run: Run,
): Graded {
  const { data, learners, now, mine, logged, stated, matches } = material;
  const random = createRandom(`${run.seed}/grade`);
  const sources: GradingSources = { data, logged, mine, grade, at: now, random };
  const given = listStatedGrades({ ...sources, random: random.fork('stated') }, stated, learners);
  const sample = learners.slice(0, preset.gradedLists);
  if (!canGrade(sources, sample, run)) return { stated: given, drawn: [], titles: [], shared: [] };
  const asked = preset.gradedLists + preset.titleLists + preset.sharedLists;
  const bar = run.progress.bar('grade pairs', asked, 'lists');
  const advance = (lists: number) => () => bar.advance(lists);
  const each = Math.max(1, Math.floor(preset.gradedLists / Math.max(1, sample.length)));
  if (matches === undefined) {
    const drawn = gradeLists(sources, sample, each, advance(each));
    bar.done();
    return { stated: given, drawn, titles: [], shared: [] };
  }
  const itemsOf = new Map(matches.list.map(({ profile, items }) => [profile, items]));
  const wider: GradingSources = {
    ...sources,
    mine: createCandidateMiner(data, data.items.count),
    fitting: (profile) => itemsOf.get(profile) ?? [],
  };
  const drawn = gradeLists(wider, sample, each, advance(each));
  const owners = random.shuffle([...itemsOf.keys()]).slice(0, preset.titleLists);
  const titles = gradeLists(wider, owners, 1, advance(1));
  const sharers = drawSharers(learners, [...itemsOf.keys()], preset.sharedLists, random);
  const apart = { ...wider, random: random.fork('shared') };
  const shared = gradeShared(apart, sharers, preset.lists, (lists) => bar.advance(lists));
  bar.done();
  return { stated: given, drawn, titles, shared };
}

/** Share of the lists with shared items that are of people; the others are of bare titles. */
const PEOPLE_SHARE = 0.4;

export function drawSharers(
  people: readonly number[],
  titles: readonly number[],
  count: number,
  source: Random,
): number[] {
  const random = source.fork('sharers');
  return Array.from({ length: count }, () =>
    random.pick(people.length > 0 && random.next() < PEOPLE_SHARE ? people : titles),
  );
}

/** Whether the policy document can grade enough pairs of this data to teach anything. */
function canGrade(sources: GradingSources, sample: readonly number[], run: Run): boolean {
  const probe = { ...sources, random: sources.random.fork('probe') };
  const probed = Math.min(PROBED, sample.length);
  const gradable = gradeLists(probe, sample.slice(0, probed), 1).length;
  if (probed > 0 && gradable >= MIN_GRADED_SHARE * probed) return true;
  run.note(
    `The policy document grades nothing here: it can grade the pairs of ${gradable} of ${probed} profiles only.`,
  );
  return false;
}
