import { POOR_CAP } from '../../core/limits/stand-behind.ts';
import type { Student } from '../../core/student/student.ts';
import type { GradeValue, Item, Profile } from '../../core/types.ts';
import { createBm25Baseline } from '../evaluate/baselines/bm25.ts';
import { putBehind } from '../evaluate/behind.ts';
import { createModelScorers, type ModelScorers } from '../evaluate/model-scorer.ts';
import type { PairTitles } from '../golden/pair-titles.ts';
import type { GoldenPair } from '../golden/types.ts';
import type { RubricGrader } from '../policy/rubric-grader.ts';
import type { Tables } from '../tables/types.ts';
import type { PolicyRoom } from './policy-room.ts';

/** A person's list before and after an edit. */
export interface PersonLists {
  profileId: string;
  person: string;
  /** Ordered by the policy itself. */
  rubric: ListChange;
  /** Ordered by the current student, with the draft's hard limits in place of the document's; absent without one. */
  student?: ListChange;
}

/** The first places of a list, before and after. */
export interface ListChange {
  before: ListRow[];
  after: ListRow[];
}

interface ListRow {
  itemId: string;
  item: string;
  /** By the policy of the list's moment; null where it cannot grade the pair. */
  grade: GradeValue | null;
  /** The place in the other list, from 1. */
  other: number;
}

/** Makes lists of people. */
export interface ListMaker {
  lists(): PersonLists[];
}

const PEOPLE = 10;
/** Candidates of a person: what shares most words, as a search would bring it. */
const CANDIDATES = 40;
const SHOWN = 10;

/** Chooses ten people of the golden set and what a search brings each, once; lists follow the draft. */
export function createListMaker(
  { items }: Pick<Tables, 'items'>,
  pairs: readonly GoldenPair[],
  titles: PairTitles,
  now: number,
  student: Student | undefined,
  room: PolicyRoom,
): ListMaker {
  const all = [...items.values()];
  const ids = [...items.keys()];
  const scorers = student && createModelScorers(student, { items, now });
  let chosen: Chosen[] | undefined;

  function choose(): Chosen[] {
    const search = createBm25Baseline().fit({ items, profiles: new Map() }, []);
    const people = new Map(pairs.map(({ profileId, profile }) => [profileId, profile]));
    return [...people].slice(0, PEOPLE).map(([profileId, profile]) => {
      const scores = search.score(profile, all, []);
      const best = order(scores).slice(0, CANDIDATES);
      return {
        profileId,
        profile,
        ids: best.map((i) => ids[i]!),
        items: best.map((i) => all[i]!),
      };
    });
  }

  return {
    lists() {
      chosen ??= choose();
      return chosen.map((person) => {
        const [before, after] = [room.base.grader, room.draft.grader].map((grader) =>
          gradeCandidates(person, grader),
        );
        return {
          profileId: person.profileId,
          person: titles.profile(person.profile),
          rubric: change(person, titles, before!, after!, before!.scores, after!.scores),
          ...(scorers && {
            student: change(
              person,
              titles,
              before!,
              after!,
              ...([before!, after!].map((graded) => byStudent(scorers, person, graded)) as [
                Float64Array,
                Float64Array,
              ]),
            ),
          }),
        };
      });
    },
  };
}

interface Chosen {
  profileId: string;
  profile: Profile;
  ids: string[];
  items: Item[];
}

/** What a policy makes of a person's candidates. */
interface Graded {
  scores: Float64Array;
  grades: (GradeValue | null)[];
  /** What hard limits leave. */
  caps: number[];
}

function gradeCandidates({ profile, items }: Chosen, grader: RubricGrader): Graded {
  const results = items.map((item) => grader.grade(profile, item));
  return {
    scores: Float64Array.from(results, (result) =>
      result.grade === undefined ? -1 : result.score,
    ),
    grades: results.map(({ grade }) => grade ?? null),
    caps: results.map((result) =>
      result.grade === undefined
        ? 4
        : Math.min(4, ...result.limits.filter(({ isHard }) => isHard).map(({ cap }) => cap)),
    ),
  };
}

/** The student's order with the limits of a policy: what they hold at poor stands behind all else, as on a device. */
function byStudent(
  { unlimited }: ModelScorers,
  { profile, items }: Chosen,
  { caps }: Graded,
): Float64Array {
  const scores = unlimited.score(profile, items, []);
  return caps.some((cap) => cap <= POOR_CAP) ? putBehind(scores, caps) : scores;
}

function change(
  { ids, items }: Chosen,
  titles: PairTitles,
  before: Graded,
  after: Graded,
  scoresBefore: Float64Array,
  scoresAfter: Float64Array,
): ListChange {
  const [first, second] = [order(scoresBefore), order(scoresAfter)];
  const rows = (own: readonly number[], other: readonly number[], { grades }: Graded): ListRow[] =>
    own.slice(0, SHOWN).map((i) => ({
      itemId: ids[i]!,
      item: titles.item(items[i]!),
      grade: grades[i]!,
      other: other.indexOf(i) + 1,
    }));
  return { before: rows(first, second, before), after: rows(second, first, after) };
}

/** Places by score, best first; equal ones as they stand. */
function order(scores: Float64Array): number[] {
  return [...scores.keys()].sort((a, b) => scores[b]! - scores[a]! || a - b);
}
