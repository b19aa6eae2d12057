import { randomBytes } from 'node:crypto';
import type { Student } from '../../core/student/student.ts';
import type { Grade, GradeValue } from '../../core/types.ts';
import type { Domains } from '../domain.ts';
import { createPairTitles, type PairTitles } from '../golden/pair-titles.ts';
import { pairKey, type GoldenPair } from '../golden/types.ts';
import type { Policy } from '../policy/policy.ts';
import type { Tables } from '../tables/types.ts';
import { readOpinions, type Opinion } from './golden-set.ts';
import { openOwnGrades, type OwnGrades } from './own-grades.ts';
import { createListMaker, type ListMaker } from './people-lists.ts';
import { openPolicyRoom, type PolicyRoom } from './policy-room.ts';

/** All that a review holds, behind the page. */
export interface ReviewSession {
  /** Whoever grades. */
  grader: string;
  /** What a page must know to be answered. */
  token: string;
  pairs: readonly GoldenPair[];
  opinions: ReadonlyMap<string, readonly Opinion[]>;
  own: OwnGrades;
  titles: PairTitles;
  room: PolicyRoom;
  lists: ListMaker;
  hasStudent: boolean;
  /** Grades of people and models, the reviewer's own among them; not those of the rubric. */
  stated(): Grade[];
}

/** Options of {@link openReview}. */
export interface ReviewOptions {
  policy: Policy;
  tables: Tables;
  pairs: readonly GoldenPair[];
  grader: string;
  /** Where grades, notes and the draft are kept. */
  folder: string;
  student: Student | undefined;
  domains: Domains;
  domain: string;
  onDone?: (count: number) => void;
  signal?: AbortSignal;
}

/** Opens a review: reads what others said, grades the set, takes up what the folder holds. @throws INTERRUPTED, FILE_FAILED */
export async function openReview(options: ReviewOptions): Promise<ReviewSession> {
  const { policy, tables, pairs, grader, folder, student } = options;
  const { now } = tables;
  const own = await openOwnGrades(folder, grader);
  const opinions = await readOpinions(tables, pairs, grader);
  const room = await openPolicyRoom({ ...options, base: policy, now });
  const titles = createPairTitles(policy.domain.schema);
  return {
    grader,
    token: randomBytes(24).toString('base64url'),
    pairs,
    opinions,
    own,
    titles,
    room,
    lists: createListMaker(tables, pairs, titles, now, student, room),
    hasStudent: student !== undefined,
    stated() {
      const others = pairs.flatMap((pair) =>
        (opinions.get(pairKey(pair)) ?? [])
          // What the rubric said once is nobody's opinion.
          .filter((opinion) => opinion.grader !== RUBRIC)
          .map(({ grade, grader: by }) => rowOf(pair, grade, by)),
      );
      const mine = own
        .all()
        .flatMap((opinion) =>
          opinion.grade === undefined ? [] : [rowOf(opinion, opinion.grade, grader)],
        );
      return [...others, ...mine];
    },
  };
}

/** How the policy's own grades are signed. */
export const RUBRIC = 'rubric';

function rowOf(
  { profileId, itemId }: { profileId: string; itemId: string },
  grade: GradeValue,
  grader: string,
): Grade {
  return { profileId, itemId, grade, grader };
}
