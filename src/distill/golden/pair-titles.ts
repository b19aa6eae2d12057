import type { SchemaSource } from '../../core/features/schema.ts';
import { collectPath } from '../../core/reading/collect.ts';
import { readText } from '../../core/reading/read-text.ts';

/** What pairs are called among people. */
export interface PairTitles {
  item(item: object): string;
  profile(profile: object): string;
}

const MAX_LENGTH = 90;

/**
 * Names items and profiles by the first text of the schema that they have: the title of a job, what a person says
 * they are. Empty where there is none.
 */
export function createPairTitles({ fields }: Pick<SchemaSource, 'fields'>): PairTitles {
  const texts = fields.filter(({ kind }) => kind === 'text');
  const paths = (side: 'item' | 'profile'): string[][] =>
    texts.flatMap((field) => [field[side] ?? []].flat()).map((path) => path.split('.'));
  const sides = { item: paths('item'), profile: paths('profile') };
  const title = (side: 'item' | 'profile', object: object): string => {
    for (const path of sides[side]) {
      const values: unknown[] = [];
      collectPath(object, path, values);
      const text = values.map((value) => readText(value).trim()).find((found) => found !== '');
      if (text !== undefined) return shorten(text.replaceAll(/\s+/gu, ' '));
    }
    return '';
  };
  return {
    item: (item) => title('item', item),
    profile: (profile) => title('profile', profile),
  };
}

function shorten(text: string): string {
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
}
