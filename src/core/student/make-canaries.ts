import type { Field, Schema, Side } from '../features/schema.ts';
import type { Canary } from '../format/model-file.ts';
import { createRandom, type Random } from '../math/random.ts';
import { createLexicon } from '../reading/lexicon.ts';
import { createReader } from '../reading/reading.ts';
import { runCanary } from './canaries.ts';
import { createSights } from './canary-sights.ts';
import { createEncoder } from './encode.ts';
import { INVENTED_NOW as NOW, inventValue, setPath } from './invent-object.ts';
import type { Student } from './student.ts';

/** How many profiles are invented, and items for each, of which the few that show most are taken. */
const PROFILES = 24;
const ITEMS = 16;
const MAX_CANARIES = 6;
const MAX_ITEMS = 8;
/** Values of a field, at most: canaries travel in every file. */
const MAX_VALUES = 3;
/** How often an object is drawn again at most. */
const MAX_DRAWS = 100;

/** One input, by its index in the pool, and what each of its items shows. */
interface Candidate {
  profile: unknown;
  items: { item: unknown; shows: ReadonlySet<string> }[];
}

/**
 * Golden inputs for a student, invented from its schema and lexicon by a seeded random stream, so that nobody's
 * data can end up in a model file; with their exact outputs by the scalar definition. Of many that are tried, the
 * few are taken in which every cross is seen in each state that it can have: equal, unlike, between, unknown of the
 * item, unknown of the profile.
 */
export async function makeCanaries(student: Student, seed: number): Promise<Canary[]> {
  const random = createRandom(`canaries/${seed}`);
  const pool = inventPool(student, random);
  const seen = new Set<string>();
  const canaries: Canary[] = [];
  while (canaries.length < MAX_CANARIES) {
    const [best] = pool
      .map((candidate) => ({ candidate, ...pickItems(candidate, seen) }))
      .sort((a, b) => b.shown.size - a.shown.size);
    // A student without crosses has something to show, too.
    if (best === undefined || (best.shown.size === 0 && canaries.length > 0)) break;
    for (const sight of best.shown) seen.add(sight);
    const items = best.items.length > 0 ? best.items : [best.candidate.items[0]!.item];
    const input = { now: NOW, profile: best.candidate.profile, items };
    canaries.push({ ...input, ...(await runCanary(student, input)) });
  }
  return canaries;
}

function inventPool(student: Student, random: Random): Candidate[] {
  const encoder = createEncoder(student);
  const sightsOf = createSights(student);
  const isUsual = createUsual(student.schema);
  return Array.from({ length: PROFILES }, () => {
    const { profile, values } = drawUntil(
      () => inventProfile(student.schema, random),
      (drawn) => isUsual('profile', drawn.profile),
    );
    const { evidence } = encoder.profile(profile, NOW);
    const items = Array.from({ length: ITEMS }, () => {
      const item = drawUntil(
        () => inventItem(student.schema, values, random),
        (drawn) => isUsual('item', drawn),
      );
      return { item, shows: sightsOf(evidence, encoder.item(item, NOW)) };
    });
    return { profile, items };
  });
}

/** Makes the test whether all values of an object have usual forms: no start of a page waits for what reads others. */
function createUsual({ fields, lexicon }: Schema): (side: Side, object: object) => boolean {
  const read = createReader({ fields, lexicon: createLexicon(lexicon.source) });
  return (side, object) => {
    try {
      read(side, object, NOW);
      return true;
    } catch {
      return false;
    }
  };
}

/** Draws until the draw is right; the last one where none is. */
function drawUntil<Drawn>(draw: () => Drawn, isRight: (drawn: Drawn) => boolean): Drawn {
  let drawn = draw();
  for (let i = 0; i < MAX_DRAWS && !isRight(drawn); i++) drawn = draw();
  return drawn;
}

/** The items, one after the other, that show most of what has not been seen. */
function pickItems(
  { items }: Candidate,
  seen: ReadonlySet<string>,
): { items: unknown[]; shown: Set<string> } {
  const shown = new Set<string>();
  const picked: unknown[] = [];
  const isNew = (sight: string): boolean => !seen.has(sight) && !shown.has(sight);
  while (picked.length < MAX_ITEMS) {
    const [best] = items
      .map(({ item, shows }) => ({ item, news: [...shows].filter(isNew) }))
      .sort((a, b) => b.news.length - a.news.length);
    if (best === undefined || best.news.length === 0) break;
    for (const sight of best.news) shown.add(sight);
    picked.push(best.item);
  }
  return { items: picked, shown };
}

/** The fields that have a side, of those that read the same path first the first: what lacks it lacks it for all. */
function firstsOfPaths({ fields }: Schema, side: Side): Field[] {
  const paths = fields.map((field) => pathOf(field, side));
  return fields.filter((_, f) => paths[f] !== undefined && paths.indexOf(paths[f]) === f);
}

/** The path that a field reads first. */
function pathOf({ paths }: Field, side: Side): string | undefined {
  return paths[side][0]?.join('.');
}

/** A profile that lacks every third field; its values by the paths of its fields. */
function inventProfile(
  schema: Schema,
  random: Random,
): { profile: object; values: ReadonlyMap<string, unknown> } {
  const profile = {};
  const values = new Map<string, unknown>();
  for (const field of firstsOfPaths(schema, 'profile')) {
    const path = field.paths.profile[0]!;
    if (random.next() < 1 / 3) continue;
    const value = inventValue(schema, field, 'profile', random, MAX_VALUES);
    values.set(pathOf(field, 'profile')!, value);
    setPath(profile, path, value);
  }
  return { profile, values };
}

/** An item of which a third of the fields are as the profile's, and a third missing. */
function inventItem(
  schema: Schema,
  values: ReadonlyMap<string, unknown>,
  random: Random,
): Record<string, unknown> {
  const item: Record<string, unknown> = {};
  const { crosses, fields } = schema;
  for (const field of firstsOfPaths(schema, 'item')) {
    const path = field.paths.item[0]!;
    const chance = random.next();
    if (chance < 1 / 3) continue;
    const likes = crosses
      .filter(
        ({ itemField, profileField }) =>
          itemField >= 0 &&
          profileField >= 0 &&
          pathOf(fields[itemField]!, 'item') === pathOf(field, 'item'),
      )
      .map(({ profileField }) => values.get(pathOf(fields[profileField]!, 'profile') ?? ''))
      .filter((value) => value !== undefined);
    const value =
      likes.length > 0 && chance < 2 / 3
        ? random.pick(likes)
        : inventValue(schema, field, 'item', random, MAX_VALUES);
    setPath(item, path, value);
  }
  return item;
}
