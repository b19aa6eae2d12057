import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PocketRankError } from '../core/errors.ts';
import { MAX_OUTPUTS, OUTPUT_NAME } from '../core/student/load.ts';
import type { Bound, Goal, TeacherKind, TeacherSource, Teaching } from './domain.ts';
import { readYaml, type YamlFile } from './files/read-yaml.ts';

const KINDS: readonly TeacherKind[] = ['policy', 'events', 'labels'];
/** What each kind may say. */
const KEYS: Readonly<Record<TeacherKind, readonly string[]>> = {
  policy: [],
  events: ['events'],
  labels: ['table', 'column', 'among', 'events', 'range'],
};

/**
 * Reads `teachers.yaml` of a domain: who teaches the student, an output each, and what the outputs are to be weighed
 * for. Undefined where the folder has none: then policy and clicks teach.
 *
 * @param events the types that the schema knows
 * @throws INVALID_SCHEMA with file and line
 */
export async function readTeachers(
  folder: string,
  events: readonly string[],
): Promise<Teaching | undefined> {
  const path = join(folder, 'teachers.yaml');
  if (!existsSync(path)) return undefined;
  const file = await readYaml(path, 'INVALID_SCHEMA');
  const { teachers, goal } = (file.value ?? {}) as { teachers?: unknown; goal?: unknown };
  const fail = createFail(path, file);
  if (!Array.isArray(teachers) || teachers.length === 0 || teachers.length > MAX_OUTPUTS)
    throw fail(['teachers'], `\`teachers\` must list 1 to ${MAX_OUTPUTS} teachers`);
  const list = teachers.map((entry: unknown, i) =>
    checkTeacher(entry, events, (what) => fail(['teachers', i], what)),
  );
  for (const [i, { name }] of list.entries()) {
    if (list.findIndex((other) => other.name === name) < i)
      throw fail(['teachers', i], `there are two teachers of the name "${name}"`);
  }
  const names = list.map(({ name }) => name);
  return {
    teachers: list,
    goal: goal === undefined ? undefined : checkGoal(goal, names, (what) => fail(['goal'], what)),
  };
}

type Fail = (what: string) => PocketRankError;

function createFail(path: string, file: YamlFile) {
  return (at: (string | number)[], what: string): PocketRankError =>
    new PocketRankError('INVALID_SCHEMA', `${path}, line ${file.lineAt(at) ?? 1}: ${what}.`);
}

function checkTeacher(entry: unknown, known: readonly string[], fail: Fail): TeacherSource {
  if (typeof entry !== 'object' || entry === null) throw fail('a teacher is { name, kind, … }');
  const { name, kind, ...rest } = entry as Record<string, unknown>;
  if (typeof name !== 'string' || !OUTPUT_NAME.test(name))
    throw fail('the name of a teacher is a word of letters and digits that starts small');
  if (!KINDS.includes(kind as TeacherKind))
    throw fail(`the kind of "${name}" must be ${KINDS.join(', ')}`);
  if ((kind === 'policy') !== (name === 'policy'))
    throw fail('the teacher of kind policy, and no other, is called "policy"');
  const stranger = Object.keys(rest).find((key) => !KEYS[kind as TeacherKind].includes(key));
  if (stranger !== undefined)
    throw fail(`a teacher of kind ${kind as string} has no \`${stranger}\``);
  const source = { name, kind, ...rest } as unknown as TeacherSource;
  for (const types of [source.events, source.among]) checkTypes(types, known, fail);
  if (kind === 'events' && source.events === undefined && name !== 'click')
    throw fail(`"${name}" must say which \`events\` it learns`);
  if (name === 'click' && (kind !== 'events' || source.events !== undefined))
    throw fail('"click" learns every choice: it is of kind events and names none');
  if (kind === 'labels') checkLabels(source, fail);
  return source;
}

function checkTypes(types: unknown, known: readonly string[], fail: Fail): void {
  if (types === undefined) return;
  if (!Array.isArray(types) || types.length === 0) throw fail('types of events are a list');
  const stranger = types.find((type) => !known.includes(type as string)) as unknown;
  if (stranger !== undefined)
    throw fail(`there is no event "${String(stranger)}": the schema has ${known.join(', ')}`);
}

function checkLabels(
  { name, table, column, among, events, range }: TeacherSource,
  fail: Fail,
): void {
  const ofTable = typeof table === 'string' && typeof column === 'string';
  const ofEvents = among !== undefined && events !== undefined;
  if (ofTable === ofEvents)
    throw fail(
      `"${name}" takes labels from \`table\` and \`column\`, or from \`events\` \`among\` others`,
    );
  const isRange =
    range === undefined ||
    (Array.isArray(range) &&
      range.length === 2 &&
      range.every((end) => Number.isFinite(end)) &&
      range[0] !== range[1]);
  if (!isRange) throw fail(`the \`range\` of "${name}" is [worst, best], two unlike numbers`);
}

function checkGoal(goal: unknown, names: readonly string[], fail: Fail): Goal {
  const { most, while: bounds = [], ...rest } = (goal ?? {}) as Record<string, unknown>;
  if (Object.keys(rest).length > 0) throw fail('a `goal` is { most, while }');
  if (!names.includes(most as string))
    throw fail(`\`most\` must name one of the teachers ${names.join(', ')}`);
  if (!Array.isArray(bounds)) throw fail('`while` is a list of bounds');
  return { most: most as string, while: bounds.map((bound) => checkBound(bound, names, fail)) };
}

function checkBound(bound: unknown, names: readonly string[], fail: Fail): Bound {
  const { poorMatches, teacher, atLeast } = (bound ?? {}) as Record<string, unknown>;
  const isShare = (value: unknown): boolean =>
    typeof value === 'number' && value >= 0 && value <= 1;
  if (isShare(poorMatches) && names.includes('policy'))
    return { poorMatches: poorMatches as number };
  if (names.includes(teacher as string) && isShare(atLeast))
    return { teacher: teacher as string, atLeast: atLeast as number };
  throw fail(
    'a bound is { poorMatches: share } beside a policy, or { teacher: name, atLeast: share }, shares from 0 to 1',
  );
}
