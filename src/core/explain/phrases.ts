import type { Facts } from './reason.ts';

/** How facts of each kind are said. */
export type Phrases = {
  [Kind in Facts['kind']]: (facts: Extract<Facts, { kind: Kind }>) => string;
} & {
  /** Two reasons of one kind side by side, in a comparison of two jobs. */
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

const jobs = (count: number): string => (count === 1 ? 'a job' : `${count} jobs`);

/** The words of explanations in English, short enough for a card. */
export const ENGLISH: Phrases = {
  reference: () => 'where every job starts',
  content: ({ similarity }) =>
    similarity >= 0.5
      ? 'close to your profile'
      : similarity >= 0.2
        ? 'related to your profile'
        : 'far from your profile',
  match: ({ name, shared, of, words }) => {
    if (of === 1 && shared === 1) return `${name} as you have it${words[0] ? `: ${words[0]}` : ''}`;
    if (of === 1) return `another ${name} than yours`;
    const count = `${shared === 0 ? 'none' : shared} of your ${of} for ${name}`;
    return words.length > 0 ? `${count}: ${list(words)}` : count;
  },
  distance: ({ km }) =>
    km < 1.5 ? 'around the corner' : `about ${number(Math.round(km))} km away`,
  difference: ({ name, job, profile, sign }) =>
    job !== undefined && profile !== undefined
      ? `${name}: ${number(job)} to your ${number(profile)}`
      : `${name}: ${sign === 0 ? 'about' : sign > 0 ? 'above' : 'below'} yours`,
  age: ({ name, days }) =>
    `${name} ${days === 0 ? 'today' : days === 1 ? 'yesterday' : `${number(days)} days ago`}`,
  others: ({ names }) => names.join(', '),
  personal: ({ name, of, liked, disliked }) => {
    const [how, count] = liked === 0 && disliked > 0 ? ['dismissed', disliked] : ['opened', liked];
    if (count === 0)
      return of === 'content' ? 'unlike what you opened' : `${name}: unlike what you opened`;
    const like = of === 'distance' ? 'near' : 'like';
    return `${of === 'content' || of === 'distance' ? '' : `${name} `}${like} ${jobs(count)} you ${how}`;
  },
  floor: () => 'the policy keeps poor matches out of the top',
  versus: (above, below) => `${above}; the other: ${below}`,
};

/** Says facts in words. */
export function phrase(phrases: Phrases, facts: Facts): string {
  return (phrases[facts.kind] as (facts: Facts) => string)(facts);
}
