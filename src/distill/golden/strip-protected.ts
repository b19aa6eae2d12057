import { protectedWord } from '../../core/features/protected.ts';
import { readText } from '../../core/reading/read-text.ts';
import type { Side } from '../../core/features/schema.ts';
import type { Json, Item, Profile } from '../../core/types.ts';
import { redactText } from './redact-text.ts';

/** Keys that name or link a thing instead of describing it. */
const NO_CONTENT = new Set([
  'id',
  'identifier',
  'url',
  'sameAs',
  'logo',
  'image',
  '@id',
  '@context',
]);
/** Parts of a profile that say who or where exactly somebody is, and nothing about an item. */
const PERSONAL = new Set(
  'email phone telephone phoneNumber address streetAddress postalCode postOfficeBoxNumber profiles references interests contact'.split(
    ' ',
  ),
);
/** Longest text of one value that is sent, in UTF-16 code units. */
const MAX_TEXT = 8000;
const MAX_DEPTH = 8;

/** What is left of a profile when protected attributes, identity and contact data are taken out. */
export function stripProfile(profile: Profile): Json {
  return stripValue(profile, 'profile', '', nameWords(profile), 0) ?? {};
}

/** What is left of an item when ids, links and personal attributes are taken out; its texts stay as they are. */
export function stripItem(item: Item): Json {
  return stripValue(item, 'item', '', [], 0) ?? {};
}

function stripValue(
  value: unknown,
  side: Side,
  path: string,
  names: readonly string[],
  depth: number,
): Json | undefined {
  if (typeof value === 'string') {
    const text = readText(value).trim();
    const cut = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)} …` : text;
    return side === 'profile' ? redactText(cut, names) : cut;
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth === MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    const items = (value as unknown[]).flatMap(
      (item) => stripValue(item, side, path, names, depth + 1) ?? [],
    );
    return items.length > 0 ? items : undefined;
  }
  const kept: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    const innerPath = path === '' ? key : `${path}.${key}`;
    if (isLeftOut(side, key, innerPath, inner)) continue;
    const stripped = stripValue(inner, side, innerPath, names, depth + 1);
    if (stripped !== undefined && stripped !== '') kept[key] = stripped;
  }
  return Object.keys(kept).length > 0 ? kept : undefined;
}

function isLeftOut(side: Side, key: string, path: string, value: unknown): boolean {
  if (NO_CONTENT.has(key)) return true;
  if (side === 'profile') {
    if (PERSONAL.has(key)) return true;
    // The years of school tell an age; those of work tell experience, which the policy asks for.
    if (path.startsWith('education.') && /date$/iu.test(key)) return true;
  }
  // An object that holds a name ("basics") is no name itself: its leaves are looked at one by one.
  const holds = typeof value === 'object' && value !== null;
  return protectedWord(path, holds ? 'item' : side) !== undefined;
}

/** The words of the name that the profile states. */
function nameWords(profile: Profile): string[] {
  const basics = (profile.basics ?? {}) as Record<string, unknown>;
  const given = [basics.name, profile.name, basics.givenName, basics.familyName];
  const words = given.flatMap((name) => (typeof name === 'string' ? name.split(/[\s,]+/u) : []));
  // An initial would take letters out of everything.
  return [...new Set(words.filter((word) => /^[\p{L}'’-]{2,}$/u.test(word)))];
}
