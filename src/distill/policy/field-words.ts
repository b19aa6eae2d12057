import { collect } from '../../core/reading/collect.ts';
import { readText } from '../../core/features/read-text.ts';
import { pathsOf } from '../../core/features/read-schema.ts';
import type { SchemaSource, Side } from '../../core/features/schema.ts';
import { listWords } from './words.ts';

/** Longest text of a field that is told. */
const MAX_LENGTH = 80;

/** Tells what a field of an object holds; undefined where it holds nothing. */
export type FieldWords = (side: Side, object: object, field: string) => string | undefined;

/** Makes the words of a schema's fields. */
export function createFieldWords({ fields }: SchemaSource): FieldWords {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return (side, object, name) => {
    const field = byName.get(name);
    if (field === undefined) return undefined;
    const texts = new Set<string>();
    const paths = pathsOf(field, side).map((path) => path.split('.'));
    for (const value of collect(object, paths)) {
      const text = readText(value).trim();
      if (text !== '' && text.length <= MAX_LENGTH) texts.add(text);
    }
    return listWords([...texts]) || undefined;
  };
}
