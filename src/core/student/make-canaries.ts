import type { Field, Schema, Side } from '../features/schema.ts';
import type { Canary } from '../format/model-file.ts';
import { createRandom, type Random } from '../math/random.ts';
import { statedValues } from '../measures/stated-values.ts';
import { runCanary } from './canaries.ts';
import type { Student } from './student.ts';

const NOW = Date.UTC(2024, 0, 15);
const SYLLABLES = 'ka lo mi tre nur sing dev ops é ß 개 발 者 de signer manager'.split(' ');

/**
 * Golden inputs for a student, invented from its schema by a seeded random stream, so that nobody's data
 * can end up in a model file; with their exact outputs by the scalar definition.
 */
export async function makeCanaries(
  student: Student,
  seed: number,
  count = 3,
  itemsEach = 5,
): Promise<Canary[]> {
  const random = createRandom(`canaries/${seed}`);
  const canaries: Canary[] = [];
  for (let i = 0; i < count; i++) {
    const input = {
      now: NOW,
      profile: inventObject(student.schema, 'profile', random),
      items: Array.from({ length: itemsEach }, () => inventObject(student.schema, 'item', random)),
    };
    canaries.push({ ...input, ...(await runCanary(student, input)) });
  }
  return canaries;
}

/** An object with a value for most of the schema's paths on one side; values that measures name among them. */
export function inventObject(schema: Schema, side: Side, random: Random): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const field of schema.fields) {
    const path = field.paths[side][0];
    if (path === undefined || random.next() < 0.15) continue;
    const stated = statedValues(schema, field.name, side);
    setPath(root, path, inventValue(field, stated, random));
  }
  return root;
}

function inventValue(field: Field, stated: readonly string[], random: Random): unknown {
  const word = (): string =>
    Array.from({ length: 1 + random.integer(3) }, () => random.pick(SYLLABLES)).join('');
  const value = (): string =>
    stated.length > 0 && random.next() < 0.7 ? random.pick(stated) : word();
  const some = (most: number, draw: () => unknown): unknown[] =>
    Array.from({ length: 1 + random.integer(most) }, draw);
  switch (field.kind) {
    case 'text':
      return some(12, word).join(' ');
    case 'tags':
      return some(8, value);
    case 'category':
      return random.next() < 0.7 ? value() : some(3, value);
    case 'flag':
      return random.next() < 0.5;
    case 'number':
    case 'amount':
    case 'duration':
      return random.next() < 0.7
        ? inventNumber(field, random)
        : { minValue: inventNumber(field, random), maxValue: inventNumber(field, random) };
    case 'place':
      return random.next() < 0.7 ? inventPlace(random) : some(4, () => inventPlace(random));
    case 'time':
      return new Date(NOW + (random.integer(260) - 200) * 86_400_000).toISOString().slice(0, 10);
  }
}

function inventNumber({ min, max }: Field, random: Random): number {
  return Math.round((min + random.next() * (max - min)) * 100) / 100;
}

/** Few names, so that places share some, and parts that are left out now and then. */
function inventPlace(random: Random): object {
  const name = (): string | undefined =>
    random.next() < 0.2 ? undefined : random.pick(SYLLABLES.slice(0, 3));
  const address = { addressLocality: name(), addressRegion: name(), addressCountry: name() };
  if (random.next() < 0.3) return { address };
  const latitude = random.integer(18_000) / 100 - 90;
  return { address, geo: { latitude, longitude: random.integer(36_000) / 100 - 180 } };
}

/** Sets a value at a path; a path that runs through a value already there leaves it. */
function setPath(root: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let at = root;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    if (next === undefined) {
      const made: Record<string, unknown> = {};
      at[key] = made;
      at = made;
    } else if (typeof next === 'object' && next !== null && !Array.isArray(next)) {
      at = next as Record<string, unknown>;
    } else {
      return;
    }
  }
  const last = path[path.length - 1]!;
  if (at[last] === undefined) at[last] = value;
}
