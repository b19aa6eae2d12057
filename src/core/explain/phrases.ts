import type { Facts } from './reason.ts';

/** How facts of each kind are said. */
export type Phrases = {
  [Kind in Facts['kind']]: (facts: Extract<Facts, { kind: Kind }>) => string;
} & {
  /** Two reasons of one kind side by side, in a comparison of two items. */
  versus: (above: string, below: string) => string;
};

const MAX_WORDS = 4;

function number(value: number): string {
  return value >= 1000
    ? Math.round(value).toLocaleString('en')
    : String(Math.round(value * 10) / 10);
}

function list(words: readonly string[]): string {
  const shown = words.slice(0, MAX_WORDS).join(', ');
  return words.length > MAX_WORDS ? `${shown} …` : shown;
}

/** The words of explanations in English, short enough for a card. */
export const ENGLISH: Phrases = {
  reference: () => 'where every item starts',
  content: ({ similarity }) =>
    similarity >= 0.5
      ? 'close to your profile'
      : similarity >= 0.2
        ? 'related to your profile'
        : 'far from your profile',
  match: ({ name, field, shared, of, words }) => {
    const which = words.length > 0 ? `: ${list(words)}` : '';
    if (field === 'text') {
      return shared === 0 ? `no word of your ${name}` : `words of your ${name}${which}`;
    }
    if (of === 1) return shared === 0 ? `another ${name} than yours` : `${name} as yours${which}`;
    return `${shared === 0 ? 'none' : shared} of your ${of} ${name}${which}`;
  },
  distance: ({ km }) =>
    km < 1.5 ? 'around the corner' : `about ${number(Math.round(km))} km away`,
  difference: ({ name, item, profile, sign }) =>
    item !== undefined && profile !== undefined
      ? `${name}: ${number(item)} to your ${number(profile)}`
      : `${name}: ${sign === 0 ? 'about' : sign > 0 ? 'above' : 'below'} yours`,
  age: ({ name, days }) =>
    `${name} ${days === 0 ? 'today' : days === 1 ? 'yesterday' : `${number(days)} days ago`}`,
  others: ({ names }) => names.join(', '),
  personal: ({ name, of, liked, disliked, isRare }) => {
    const isDisliked = liked === 0 && disliked > 0;
    const count = isDisliked ? disliked : liked;
    const verb = isDisliked ? 'dismissed' : 'opened';
    if (of === 'content') {
      return count === 0 ? 'not like what you opened' : `you ${verb} ${count} like this`;
    }
    if (of === 'distance') {
      return count === 0 ? 'not near what you opened' : `near ${count} that you ${verb}`;
    }
    return count === 0
      ? `${name} unlike what you opened`
      : `${name} like ${count} that you ${verb}${isRare ? ', rare in this list' : ''}`;
  },
  floor: () => 'the policy lets nothing that fits less into the top',
  versus: (above, below) => `${above} (there: ${below})`,
};

/** Says facts in words. */
export function phrase(phrases: Phrases, facts: Facts): string {
  return (phrases[facts.kind] as (facts: Facts) => string)(facts);
}
