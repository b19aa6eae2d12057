import { createRubricGrader, domains, requirePolicy, type Policy } from 'pocketrank/distill';
import { marked } from 'marked';
import type { Pair, PolicyFile } from '../policy/file.ts';
import { regrade, unedited } from '../policy/regrade.ts';
import { readItem } from '../read/item.ts';
import type { PersonFile } from '../read/person.ts';
import { noonOf } from '../read/shift-days.ts';
import { Html } from '../view/html.ts';

/** How many ads of a person are shown with their grades. */
const PAIRS = 30;

/**
 * What the policy room shows: each person's first ads, graded by the policy's own grader.
 *
 * @throws where the room's arithmetic gives another grade than the grader
 */
export async function makePolicyFile(people: readonly PersonFile[]): Promise<PolicyFile> {
  const policy = requirePolicy(await domains.open('jobs'));
  const { title, grades } = policy;
  const file: PolicyFile = {
    title,
    grades: grades.map(({ name, from, meaning }) => ({ name, from, meaning })),
    criteria: policy.criteria.map(({ name, weight, question }) => ({ name, weight, question })),
    limits: [
      ...policy.limits.map((limit) => ({ ...rowOf(limit), isHard: true })),
      ...policy.caps.map((limit) => ({ ...rowOf(limit), isHard: false })),
    ],
    people: [],
  };
  file.people = people.map((person) => {
    const { id, name, line } = person;
    return { id, name, line, pairs: gradePairs(person, policy, file) };
  });
  return file;
}

function rowOf({ name, cap, reason }: Policy['limits'][number]): {
  name: string;
  cap: number;
  reason: string;
} {
  return { name, cap, reason: reason.text };
}

function gradePairs(person: PersonFile, policy: Policy, file: PolicyFile): Pair[] {
  const now = noonOf(person.day);
  const rubric = createRubricGrader(policy, { now });
  const criteria = new Map(file.criteria.map(({ name }, at) => [name, at]));
  const limits = new Map(file.limits.map(({ name }, at) => [name, at]));
  const edit = unedited(file);
  return person.items.slice(0, PAIRS).flatMap((item) => {
    const graded = rubric.grade(person.profile, item);
    if (graded.grade === undefined) return [];
    const { title, facts } = readItem(item, now);
    const pair: Pair = {
      id: String(item.identifier),
      title,
      facts,
      grade: graded.grade,
      rationale: graded.rationale,
      levels: graded.criteria.map(({ name, level, because }) => [
        criteria.get(name)!,
        level,
        because,
      ]),
      held: graded.limits.map(({ name, because }) => [limits.get(name)!, because]),
    };
    if (regrade(file, pair, edit) !== graded.grade)
      throw new Error(
        `${person.id}: ${title} is graded ${graded.grade}, and in the room it is not.`,
      );
    return [pair];
  });
}

/** The policy's document as markup. It is the project's own text. */
export async function renderDocument(): Promise<Html> {
  const { markdown } = requirePolicy(await domains.open('jobs'));
  return new Html((await marked.parse(markdown)).replaceAll('<pre>', '<pre tabindex="0">'));
}
