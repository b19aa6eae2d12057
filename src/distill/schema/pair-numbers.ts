import { quantile, type Found } from './found.ts';
import type { Pairing } from './pair-values.ts';
import { sharesName } from './pair-values.ts';

const NUMERIC = new Set(['number', 'amount']);
/** Without a word in common, numbers are a pair only where their ranges cover each other by this much. */
const MIN_COVER = 0.4;
/** Small counts (stars, rooms) lie in one range by chance. */
const MIN_SIZE = 20;

/**
 * Pairs the item's numbers with the profile's: by words that their names share, else where one is the only
 * plausible partner of the other by its range. One of the profile's may serve several of the item's (a least and
 * a greatest).
 */
export function pairNumbers(items: readonly Found[], profiles: readonly Found[]): Pairing[] {
  const own = items.filter(({ kind }) => NUMERIC.has(kind));
  const others = profiles.filter(({ kind }) => NUMERIC.has(kind));
  const pairs: Pairing[] = [];
  for (const item of own) {
    const named = others.filter((profile) => sharesName(item, profile));
    const best = named.sort((a, b) => cover(item, b) - cover(item, a))[0];
    if (best) pairs.push({ item, profile: best, because: sharedWord(item, best) });
  }
  const isFree = (found: Found): boolean =>
    !pairs.some(({ item, profile }) => item === found || profile === found);
  const freeItems = own.filter(isFree);
  const freeProfiles = others.filter(isFree);
  for (const profile of freeProfiles) {
    const partners = freeItems.filter((item) => isPlausible(item, profile));
    const [item] = partners;
    if (partners.length !== 1) continue;
    const rivals = freeProfiles.filter((other) => isPlausible(item!, other));
    if (rivals.length !== 1) continue;
    const [low, high] = [0.05, 0.95].map((q) => Math.round(quantile(profile.numbers, q)));
    pairs.push({
      item: item!,
      profile,
      because: `no other number of an item lies where this one does (${low} to ${high})`,
    });
  }
  return pairs;
}

function sharedWord(item: Found, profile: Found): string {
  return `both speak of "${item.words.find((word) => profile.words.includes(word))}"`;
}

function isPlausible(item: Found, profile: Found): boolean {
  const isMoney = item.kind === 'amount' && profile.kind === 'amount';
  const isLarge = [item, profile].every(({ numbers }) => quantile(numbers, 0.9) >= MIN_SIZE);
  const isMixed = (item.kind === 'amount') !== (profile.kind === 'amount');
  return (isMoney || (isLarge && !isMixed)) && cover(item, profile) >= MIN_COVER;
}

/** How much of the narrower range lies in the other, on a logarithmic scale where both are positive. */
function cover(a: Found, b: Found): number {
  const [ranges, isPositive] = [
    [a, b].map(({ numbers }) => [quantile(numbers, 0.05), quantile(numbers, 0.95)] as const),
    quantile(a.numbers, 0.05) > 0 && quantile(b.numbers, 0.05) > 0,
  ];
  const [[lowA, highA], [lowB, highB]] = ranges.map((range) =>
    range.map((x) => (isPositive ? Math.log(x) : x)),
  ) as [[number, number], [number, number]];
  const shared = Math.min(highA, highB) - Math.max(lowA, lowB);
  const narrow = Math.min(highA - lowA, highB - lowB);
  if (narrow <= 0) return shared >= 0 ? 1 : 0;
  return Math.max(0, shared / narrow);
}
