import type { Schema } from '../features/schema.ts';
import { listWords } from './pair.ts';
import type { Facts } from './reason.ts';
import { unitWords } from './value-words.ts';

/** How facts of each kind are said. */
export type Phrases = {
  [Kind in Facts['kind']]: (facts: Extract<Facts, { kind: Kind }>) => string;
} & {
  /** Two reasons of one kind side by side, in a comparison of two items. */
  versus: (above: string, below: string) => string;
  /** A reason that the other item alone has. */
  there: (below: string) => string;
};

/** The words of explanations in English, short enough for a card. A model may carry others under the same names. */
export const USUAL_WORDS = {
  close: 'close to your profile',
  related: 'related to your profile',
  far: 'far from your profile',
  closer: 'closer to your profile than others',
  further: 'less close to your profile than others',
  'some words': 'words of your {name}: {words}',
  'few words': 'only part of your {name}: {words}',
  'no words': 'no word of your {name}',
  same: '{name} as yours: {words}',
  another: 'another {name} than yours',
  some: '{count} of your {of} {name}: {words}',
  few: 'only {count} of your {of} {name}: {words}',
  none: 'none of your {of} {name}',
  'no way': 'no travel',
  here: 'around the corner',
  away: 'about {value} away',
  today: '{name} today',
  yesterday: '{name} yesterday',
  ago: '{name} {value} ago',
  both: '{name}: {item} to your {profile}',
  value: '{name}: {value}',
  unknown: 'unknown',
  nothing: 'nothing',
  opened: 'you opened {count} like this',
  'opened near': 'near {count} that you opened',
  'opened by': '{name} like {count} that you opened',
  'opened together': 'chosen by those who choose {count} that you opened',
  dismissed: 'you dismissed {count} like this',
  'dismissed near': 'near {count} that you dismissed',
  'dismissed by': '{name} like {count} that you dismissed',
  'dismissed together': 'chosen by those who choose {count} that you dismissed',
  unlike: 'not like what you opened',
  'unlike near': 'not near what you opened',
  'unlike by': '{name} unlike what you opened',
  'unlike together': 'chosen by others than what you opened',
  rare: '{text}, rare in this list',
  others: 'other details of the {noun}',
  limit: '{reason}',
  allowed: 'nothing in the policy holds it back',
  fatigue: 'shown {count} times and never opened',
  'prior order': 'number {position} in the list as it came',
  'prior values': 'what this page says of it',
  floor: 'the policy lets nothing that fits less into the top',
  versus: '{above} (there: {below})',
  there: 'there: {below}',
} as const;

type Name = keyof typeof USUAL_WORDS;
type Say = (name: Name, values?: Readonly<Record<string, string | number>>) => string;
type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;

/**
 * The words of a model's explanations.
 *
 * @param words what the model file says in place of the usual words, by the names of {@link USUAL_WORDS}, and in place of
 * what its measures say, by their names
 */
export function createPhrases(
  { measures, source }: Schema,
  words: Readonly<Record<string, string>> = {},
): Phrases {
  const say: Say = (name, values = {}) => fill(words[name] ?? USUAL_WORDS[name], values);
  const says = new Map(measures.map(({ name, say: own }) => [name, words[name] ?? own]));
  return {
    content: (facts) => say(sayContent(facts)),
    measure: (facts) =>
      sayMeasure({ ...facts, name: nameWords(facts.name) }, says.get(facts.name), say),
    others: () => say('others', { noun: source.noun?.one ?? 'item' }),
    personal: (facts) => sayPersonal({ ...facts, name: nameWords(facts.name) }, say),
    limit: ({ reason }) => say('limit', { reason }),
    allowed: () => say('allowed'),
    prior: ({ by, position }) => say(`prior ${by}`, { position }),
    fatigue: ({ count }) => say('fatigue', { count }),
    floor: () => say('floor'),
    versus: (above, below) => say('versus', { above, below }),
    there: (below) => say('there', { below }),
  };
}

/** The name of a measure within a sentence: "titleExperience" is "title experience". */
const nameWords = (name: string): string =>
  name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();

/** Says facts in words. */
export function phrase(phrases: Phrases, facts: Facts): string {
  return (phrases[facts.kind] as (facts: Facts) => string)(facts);
}

/** Text with its placeholders filled; what is left empty goes with the colon before it. */
function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
    .replace(/:\s*$/, '');
}

function sayMeasure(facts: Of<'measure'>, own: string | undefined, say: Say): string {
  const { shared, value } = facts;
  if (facts.of === 'distance' && facts.unit === '%' && value === 0) return say('no way');
  const told = typeof value === 'number' ? unitWords(value, facts.unit) : (value ?? say('unknown'));
  // What a measure says of its value is nothing to say where that is unknown and something is shared all the same.
  const isSaid = value !== undefined || shared === undefined || !own?.includes('{value}');
  if (own !== undefined && isSaid) {
    const { name, item = say('unknown'), profile = say('unknown') } = facts;
    if (own.includes('{')) return fill(own, { name, item, profile, value: told });
    const words = listWords(shared?.words ?? []);
    // Of one thing without words it is so, or not.
    if (shared?.of === 1 && words === '')
      return shared.count > 0 ? own : sayShared(facts, shared, say);
    return `${own}: ${words || (shared?.count === 0 ? say('nothing') : told)}`;
  }
  return shared ? sayShared(facts, shared, say) : sayValue(facts, told, say);
}

/** What is close counts for an item, what is far against it; else it is said beside the others. */
function sayContent({ similarity, counts }: Of<'content'>): Name {
  const isFar = similarity < 0.2;
  if (isFar && counts === 'for') return 'closer';
  if (!isFar && counts === 'against') return 'further';
  return isFar ? 'far' : similarity < 0.5 ? 'related' : 'close';
}

function sayShared(
  { name: measure, field, counts, profileField }: Of<'measure'>,
  { count, of, words }: NonNullable<Of<'measure'>['shared']>,
  say: Say,
): string {
  // Words and things are the person's.
  const isOwn = profileField !== undefined && (field === 'text' || field === 'tags');
  const name = isOwn ? nameWords(profileField) : measure;
  const values = { name, count, of, words: listWords(words) };
  const isFew = counts === 'against' && count < of;
  if (field === 'text') {
    return say(count === 0 ? 'no words' : isFew ? 'few words' : 'some words', values);
  }
  if (of === 1) return say(count === 0 ? 'another' : 'same', values);
  return say(count === 0 ? 'none' : isFew ? 'few' : 'some', values);
}

function sayValue(
  { name, of, value, unit, ...facts }: Of<'measure'>,
  told: string,
  say: Say,
): string {
  if (of === 'distance' && unit === 'km' && typeof value === 'number') {
    return value < 1.5 ? say('here') : say('away', { value: unitWords(Math.round(value), unit) });
  }
  if (of === 'age' && typeof value === 'number') {
    return say(value === 0 ? 'today' : value === 1 ? 'yesterday' : 'ago', { name, value: told });
  }
  const { item, profile } = facts;
  if (item !== undefined && profile !== undefined) return say('both', { name, item, profile });
  return say('value', { name, value: told });
}

function sayPersonal({ name, of, liked, disliked, isRare }: Of<'personal'>, say: Say): string {
  const isDisliked = liked === 0 && disliked > 0;
  const count = isDisliked ? disliked : liked;
  const verb = isDisliked ? 'dismissed' : count === 0 ? 'unlike' : 'opened';
  const by =
    of === 'content' ? '' : of === 'together' ? ' together' : of === 'distance' ? ' near' : ' by';
  const text = say(`${verb}${by}`, { name, count });
  return isRare && by === ' by' ? say('rare', { text }) : text;
}
