import type { Found } from './found.ts';

/** Two sides whose values are the same things. */
export interface Pairing {
  item: Found;
  profile: Found;
  /** Why, for people. */
  because: string;
}

const WORDY = new Set(['tags', 'category', 'text']);
/** The smaller set of values must share this much with the larger one. */
const MIN_SHARED = { values: 0.4, words: 0.3 };
/** A shared name is worth this much of it. */
const NAME_BONUS = 0.25;
/** The same end of both paths, this much. */
const SAME_BONUS = 0.5;

/**
 * Pairs what people say with what items say: each of the profile's tags, categories and texts with the item's whose
 * values overlap most, names of paths counting for little. One of the item's may serve several of the profile's.
 */
export function pairValues(items: readonly Found[], profiles: readonly Found[]): Pairing[] {
  return profiles
    .filter(({ kind }) => WORDY.has(kind))
    .flatMap((profile): Pairing[] => {
      let best: { item: Found; score: number; because: string } | undefined;
      for (const item of items) {
        if (!WORDY.has(item.kind)) continue;
        const scored = likeness(item, profile);
        if (scored && scored.score > (best?.score ?? 0)) best = { item, ...scored };
      }
      return best ? [{ item: best.item, profile, because: best.because }] : [];
    });
}

/** Pairs flags by a shared name, and places: the first of an item with each of a profile. */
export function pairNamed(items: readonly Found[], profiles: readonly Found[]): Pairing[] {
  const pairs: Pairing[] = [];
  for (const profile of profiles) {
    if (profile.kind === 'flag') {
      const item = items.find((one) => one.kind === 'flag' && sharesName(one, profile));
      if (item) pairs.push({ item, profile, because: `both are called "${profile.name}"` });
    } else if (profile.kind === 'place') {
      const places = items.filter(({ kind }) => kind === 'place');
      const item = places.find((one) => sharesName(one, profile)) ?? places[0];
      if (item) pairs.push({ item, profile, because: 'both are places' });
    }
  }
  return pairs;
}

/** Whether the subjects of two paths have a word in common. */
export function sharesName(a: Found, b: Found): boolean {
  return a.words.some((word) => b.words.includes(word));
}

function likeness(item: Found, profile: Found): { score: number; because: string } | undefined {
  const isText = item.kind === 'text' || profile.kind === 'text';
  const [a, b] = isText ? [words(item), words(profile)] : [item.values, profile.values];
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  const shared = [...small].filter((value) => large.has(value));
  const share = shared.length / Math.max(1, small.size);
  const isNamed = sharesName(item, profile);
  const isEqual = endOfPath(item.path) === endOfPath(profile.path);
  const score = share + (isEqual ? SAME_BONUS : isNamed ? NAME_BONUS : 0);
  const least = isText ? MIN_SHARED.words : MIN_SHARED.values;
  // Codes such as 1 to 7 are alike by chance: only their names can tell.
  if (!isEqual && !isNamed && (isCode(item) || isCode(profile))) return undefined;
  const isLittle = score < least || shared.length < Math.min(2, small.size);
  if (isLittle && !(isEqual && item.kind === profile.kind)) return undefined;
  const what = isText ? 'words' : 'values';
  const because =
    shared.length > 0
      ? `${shared.length} of ${small.size} ${what} stand on both sides, such as "${shared[0]}"`
      : `both are called "${profile.name}"`;
  return { score: score + (isText ? 0 : 0.2), because };
}

/** Whether most values are no words. */
function isCode({ kind, values }: Found): boolean {
  const codes = [...values].filter((value) => !/\p{L}{2}/u.test(value)).length;
  return kind !== 'text' && codes > 0.5 * values.size;
}

const endOfPath = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The words of values. */
function words({ values }: Found): Set<string> {
  return new Set(
    [...values].flatMap((value) => value.split(' ')).filter((word) => word.length > 2),
  );
}
