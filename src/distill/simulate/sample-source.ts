import { z } from 'zod';
import { PocketRankError } from '../../core/errors.ts';
import { readYaml } from '../files/read-yaml.ts';

const samples = z.record(z.string(), z.unknown());
const share = z.number().min(0, 'must be 0 … 1').max(1, 'must be 0 … 1');
const shares = z.record(z.string(), share);
const lists = z.record(z.string(), z.array(z.unknown()).min(1, 'must not be empty'));
const fill = z.strictObject({ item: shares.optional(), profile: shares.optional() });

const group = z.strictObject({
  name: z.string(),
  weight: z.number().positive().optional(),
  lists: lists.optional(),
  item: samples.optional(),
  profile: samples.optional(),
  fill: fill.optional(),
});

const outcome = z.strictObject({
  table: z.string(),
  column: z.string(),
  after: z.string(),
  middle: z.number(),
  perGrade: z.number(),
  perTrait: z.number(),
});

const source = z.strictObject({
  key: z.string().optional(),
  candidates: z.strictObject({ size: z.int().min(2), sameGroup: share }).optional(),
  lists: lists.optional(),
  item: samples.optional(),
  profile: samples.optional(),
  fill: fill.optional(),
  outcomes: z.array(outcome).optional(),
  groups: z.array(group).min(1).optional(),
});

/**
 * What simulated items and people are drawn from, as a domain's `sample.yaml` states it: samples by path, each a
 * list to choose from, a range, a date, `some` of a list, a text that names lists in braces, or a constant. The
 * head of the products' file tells the form.
 */
export type SampleSource = z.infer<typeof source>;
/** What becomes of pairs with an event: a column of a table of its own. */
export type SampleOutcome = z.infer<typeof outcome>;
export type SampleGroup = z.infer<typeof group>;

/**
 * Reads and checks a sample file.
 *
 * @throws FILE_FAILED; INVALID_SCHEMA with file and line
 */
export async function readSampleFile(path: string): Promise<SampleSource> {
  const file = await readYaml(path, 'INVALID_SCHEMA');
  const parsed = source.safeParse(file.value);
  const fail = (line: number, what: string): never => {
    throw new PocketRankError('INVALID_SCHEMA', `${path}, line ${line}: ${what}.`);
  };
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = (issue?.path ?? []) as (string | number)[];
    return fail(file.lineAt(where), `${where.join('.')}: ${issue?.message ?? 'is not valid'}`);
  }
  for (const { text, name } of unknownLists(parsed.data)) {
    fail(
      file.lineOf(text) ?? file.lineOf(name) ?? 1,
      `"${text}" names the list "${name}", which is not there`,
    );
  }
  return parsed.data;
}

/** Texts that name a list which their object cannot draw from. */
function* unknownLists(sample: SampleSource): Iterable<{ text: string; name: string }> {
  const scopes: Pick<SampleGroup, 'lists' | 'item' | 'profile'>[] = sample.groups ?? [{}];
  for (const scope of scopes) {
    const known = { ...sample.lists, ...scope.lists };
    for (const side of ['item', 'profile'] as const) {
      for (const text of textsOf({ ...sample[side], ...scope[side] }, known)) {
        for (const name of listNames(text)) if (!Object.hasOwn(known, name)) yield { text, name };
      }
    }
  }
}

/** The texts of samples, and of the lists that they name. */
function textsOf(value: unknown, known: Readonly<Record<string, unknown[]>>): Set<string> {
  const seen = new Set<string>();
  const walk = (inner: unknown): void => {
    if (typeof inner === 'string') {
      if (seen.has(inner)) return;
      seen.add(inner);
      for (const name of listNames(inner)) if (Object.hasOwn(known, name)) walk(known[name]);
    } else if (typeof inner === 'object' && inner !== null) {
      if ('some' in inner && typeof inner.some === 'string') walk(`{${inner.some}}`);
      else Object.values(inner).forEach(walk);
    }
  };
  walk(value);
  return seen;
}

/** The lists that a text names in braces. */
function listNames(text: string): string[] {
  return Array.from(text.matchAll(/\{([^{}.]+)[^{}]*\}/gu), ([, name]) => name!);
}
