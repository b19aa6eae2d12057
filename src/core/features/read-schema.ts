import { hashStart, hashStep, hashString, mix32 } from '../math/hash.ts';
import {
  SIDES,
  type Cross,
  type Field,
  type FieldSource,
  type Schema,
  type SchemaSource,
  type Side,
} from './schema.ts';
import { eachWord, foldText } from './words.ts';

/**
 * Fills in the defaults of a schema that is known to be sound, such as one out of a model file that the
 * build step wrote. What a source must be is checked by `compileSchema`; of any other the result says
 * nothing.
 */
export function readSchema(source: SchemaSource): Schema {
  const fields = source.fields.map((field): Field => {
    const { name, kind, embed, grams, maxWords, joint, min, max, scale } = field;
    const keysOf = (side: Side): string[][] => pathsOf(field, side).map((path) => path.split('.'));
    return {
      name,
      kind,
      paths: { item: keysOf('item'), profile: keysOf('profile') },
      embed: embed ?? kind !== 'time',
      grams: grams ?? kind === 'tags',
      maxWords: maxWords ?? 96,
      joint: joint ?? false,
      min: min ?? 0,
      max: max ?? (kind === 'time' ? 0 : 1),
      scale: scale ?? 'linear',
      salt: hashString(name, 1),
    };
  });
  const indexOf = (name: string): number => fields.findIndex((field) => field.name === name);
  let evidenceBytes = 0;
  const crosses = (source.crosses ?? []).map((cross): Cross => {
    const {
      name,
      kind,
      item,
      profile = item,
      slots = kind === 'distance' ? 2 : 8,
      perText = false,
    } = cross;
    const profileField = kind === 'age' ? -1 : indexOf(profile);
    const offset = evidenceBytes;
    const bytes = { match: 3 * slots, difference: 1, distance: 4 * slots, age: 2 }[kind];
    evidenceBytes += bytes;
    const unless: Cross['unless'] = {};
    for (const side of SIDES) {
      const condition = cross.unless?.[side];
      if (condition === undefined) continue;
      const field = indexOf(condition.field);
      const hashes = [condition.is].flat().map((text) => categoryHash(fields[field]!.salt, text));
      unless[side] = { field, hashes };
    }
    return {
      name,
      kind,
      itemField: indexOf(item),
      profileField: fields[profileField]?.paths.profile.length ? profileField : -1,
      slots,
      perText,
      unless,
      offset,
      bytes,
    };
  });
  return { name: source.name, fields, crosses, evidenceBytes, source };
}

/** Most words of a category that count. */
export const MAX_CATEGORY_WORDS = 32;

/** The hash of a category's token, as the tokenizer has it. */
function categoryHash(salt: number, category: string): number {
  const text = foldText(category);
  let state = hashStart(salt);
  eachWord(text, MAX_CATEGORY_WORDS, (start, end) => {
    for (let i = start; i < end; i++) state = hashStep(state, text.charCodeAt(i));
  });
  return mix32(state) >>> 0;
}

/** The dotted paths of one side of a field, none where it has no such side. */
export function pathsOf(field: FieldSource, side: Side): string[] {
  const { [side]: paths = [] } = field;
  return [paths].flat();
}
