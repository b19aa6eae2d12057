import { fieldWords, type Pair } from './pair.ts';
import type { Facts } from './reason.ts';
import { mentionedThings, sharedWords } from './shared-words.ts';
import { toldValue, unitOf } from './value-words.ts';

/** What the measure behind a cross says of a pair. */
export function measureFacts(pair: Pair, c: number): Facts {
  const { schema } = pair;
  const { name, kind, itemField, profileField, ofItem } = schema.crosses[c]!;
  const of = schema.measures.find((measure) => measure.name === name)!.kind;
  const { described, value } = pair.measure(name)!;
  const own = (side: 'item' | 'profile', f: number): string | undefined =>
    f < 0 ? undefined : fieldWords(pair, side, schema.fields[f]!.name);
  return {
    kind: 'measure',
    name,
    of,
    value: toldValue(described, value),
    unit: unitOf(described),
    item: own('item', itemField),
    profile: own('profile', profileField),
    ...(profileField >= 0 && { profileField: schema.fields[profileField]!.name }),
    ...(kind === 'match' && {
      field: schema.fields[profileField]!.kind,
      shared: sharedWords(pair, c),
    }),
    ...(kind === 'mention' &&
      !ofItem &&
      schema.fields[profileField]!.kind === 'tags' && {
        field: 'tags' as const,
        shared: mentionedThings(pair, c),
      }),
  };
}
