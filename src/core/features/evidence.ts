import { roundHalfUp } from '../math/rounding.ts';
import { DAY_MS, dayOf, writeFacts } from './facts.ts';
import { startOf, type Findings } from './findings.ts';
import { placeTokens } from './place-tokens.ts';
import { NO_PLACE, UNITS_PER_DEGREE, type Reading } from '../reading/reading.ts';
import type { Cross, Schema, Side, Terms } from './schema.ts';
import { createTermWords, cutTerms } from '../terms/cut-terms.ts';
import { createFoundTerms, findTerms, type FoundTerms } from '../terms/find-terms.ts';
import { createKnownTerms, type KnownTerms } from '../terms/profile-terms.ts';
import { dictionaryOf } from '../terms/term-dictionary.ts';
import { numberPosition } from './value-tokens.ts';

/*
 * Evidence is what crosses compare: a few bytes a cross, at a fixed offset, little-endian.
 *   match       slots × { u16 key (0 = empty), u8 share }; the shares of an item sum to at most 127.
 *               per text: the lower seven bits are the key's weight, the highest opens a text
 *   difference  u8: 0 unknown, else 1 … 255 along the field's range
 *   distance    slots × { i16 latitude, i16 longitude } in 1/128 degree, latitude −32768 = empty
 *   age         u16: days since 1970-01-01, 0 unknown
 *   mention     nothing of its own. Before all others stands what the item's texts name, for all crosses of that
 *               kind: u8 how many names, slots × u16 keys, those of names first, 0 = empty
 * An item's evidence, and its facts behind that (facts.ts), are part of its item code. A profile's evidence has the
 * same layout with unlimited match keys.
 */

export { DAY_MS, NO_PLACE, UNITS_PER_DEGREE };
export type { Findings };

/** Evidence of a profile: what every item's evidence is compared with. */
export interface ProfileEvidence {
  /** For each cross of kind match: the keys, each once. Undefined where the profile has none. */
  keys: (Uint16Array | undefined)[];
  /** For each cross of kind difference: 1 … 255, or 0 where unknown. */
  bins: Uint8Array;
  /** For each cross of kind distance: latitude, longitude and longitude's scale (1/128) by turns. */
  places: Int32Array[];
  /** For each cross of kind mention: what the profile names. Undefined where that is nothing. */
  mentions: (KnownTerms | undefined)[];
  /** The day of the ranking, since 1970-01-01. */
  today: number;
  /** The profile's side of what measures compare exactly, laid out as `schema.facts` says. */
  facts: DataView;
}

/** Set beside the weight of the first key of a text. */
export const OPENS_TEXT_KEYS = 0x80;

/** The 16 bits of a token hash that a match cross keeps; never 0. */
export function matchKey(hash: number): number {
  const key = hash >>> 16;
  return key === 0 ? 1 : key;
}

/**
 * Writes the evidence of an item.
 *
 * @param rarity weight of each table row's tokens, 1 … 255: how much a match of them tells
 * @param out receives `schema.evidenceBytes` bytes
 */
export function writeItemEvidence(
  schema: Schema,
  findings: Findings,
  rarity: Uint8Array,
  out: Uint8Array,
): void {
  const { values } = findings.reading;
  out.fill(0);
  if (schema.terms) writeTerms(schema, schema.terms, findings, out);
  for (const cross of schema.crosses) {
    const waived = isWaived(cross, 'item', findings);
    switch (cross.kind) {
      case 'match':
        if (!waived) writeMatch(cross, findings, rarity, out);
        break;
      case 'difference':
        if (!waived)
          out[cross.offset] = numberBin(schema, cross.itemField, values[cross.itemField]!);
        break;
      case 'distance': {
        const points = waived ? [] : pointsOf(findings, cross.itemField);
        for (let i = 0; i < cross.slots; i++) {
          const at = writeUint16(out, cross.offset + 4 * i, points[2 * i] ?? NO_PLACE);
          writeUint16(out, at, points[2 * i + 1] ?? 0);
        }
        break;
      }
      case 'age':
        if (!waived) writeUint16(out, cross.offset, dayOf(values[cross.itemField]!));
    }
  }
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength);
  writeFacts(schema.facts.item, findings, view);
}

/** Latitude and longitude, by turns, of the places that have them. */
function pointsOf({ reading }: Findings, f: number): number[] {
  const coordinates = reading.coordinates[f]!;
  return coordinates.filter((_, i) => coordinates[i - (i % 2)] !== NO_PLACE);
}

/** The evidence of a profile at a time. */
export function profileEvidence(schema: Schema, findings: Findings, now: number): ProfileEvidence {
  const { reading, wholes, wholeEnds } = findings;
  const { crosses } = schema;
  const evidence: ProfileEvidence = {
    keys: [],
    bins: new Uint8Array(crosses.length),
    places: [],
    mentions: [],
    today: Math.floor(now / DAY_MS),
    facts: new DataView(new ArrayBuffer(schema.profileBytes)),
  };
  writeFacts(schema.facts.profile, findings, evidence.facts);
  for (const [c, cross] of crosses.entries()) {
    const f = cross.profileField;
    const kind = f < 0 || isWaived(cross, 'profile', findings) ? undefined : cross.kind;
    const keys = new Set<number>();
    const places: number[] = [];
    if (kind === 'match') {
      const isPart = partFilter(cross, findings, f);
      for (let i = startOf(wholeEnds, f); i < wholeEnds[f]!; i++) {
        if (isPart(i)) keys.add(matchKey(wholes[2 * i]!));
      }
    } else if (kind === 'difference') {
      // Along the item's range, or two fields could not be compared.
      evidence.bins[c] = numberBin(schema, cross.itemField, reading.values[f]!);
    } else if (kind === 'distance') {
      const points = pointsOf(findings, f);
      for (let i = 0; i < points.length; i += 2) {
        places.push(points[i]!, points[i + 1]!, longitudeScale(points[i]!));
      }
    }
    evidence.keys.push(keys.size > 0 ? Uint16Array.from(keys) : undefined);
    evidence.places.push(Int32Array.from(places));
    evidence.mentions.push(kind === 'mention' ? knownTerms(schema, cross, findings) : undefined);
  }
  return evidence;
}

/** What a profile names that a cross compares: things of tags, of a text its names and words. */
function knownTerms(
  { fields, lexicon }: Schema,
  { profileField, otherField, ofItem }: Cross,
  { reading }: Findings,
): KnownTerms | undefined {
  const list = createKnownTerms(dictionaryOf(lexicon));
  const isTags = fields[profileField]!.kind === 'tags';
  for (const text of textsOf(reading, profileField)) {
    if (isTags) list.addThing(text);
    else list.addText(text, true);
  }
  // A share of the item's names is one of all that the profile names, wherever.
  if (otherField >= 0 && (ofItem || list.count === 0)) {
    for (const text of textsOf(reading, otherField)) list.addText(text, false);
  }
  return list.known();
}

function textsOf({ text, textEnds, fieldEnds }: Reading, f: number): string[] {
  const from = startOf(fieldEnds, f);
  return Array.from({ length: fieldEnds[f]! - from }, (_, i) =>
    text.slice(startOf(textEnds, from + i), textEnds[from + i]),
  );
}

const termWords = createTermWords();

/** What the texts of an item name: how many names, then the keys. */
function writeTerms(schema: Schema, terms: Terms, findings: Findings, out: Uint8Array): void {
  const found = findings.terms ?? termsOf(schema, terms, findings.reading);
  out[terms.at] = found.names;
  for (let i = 0; i < found.count; i++) writeUint16(out, terms.at + 1 + 2 * i, found.keys[i]!);
}

function termsOf(schema: Schema, terms: Terms, reading: Reading): FoundTerms {
  termWords.count = 0;
  for (const f of terms.fields) {
    for (const text of textsOf(reading, f)) cutTerms(text, termWords);
  }
  const found = createFoundTerms(terms.slots);
  findTerms(termWords, dictionaryOf(schema.lexicon), found);
  return found;
}

/** Which whole tokens of field f a cross compares: all, or of places those of one part. */
function partFilter({ part }: Cross, findings: Findings, f: number): (whole: number) => boolean {
  if (part === 0) return () => true;
  const tokens = placeTokens(findings, f);
  const start = startOf(findings.wholeEnds, f);
  return (whole) => (tokens[whole - start]! & 3) === part;
}

/** Whether a side meets its condition not to be compared. */
function isWaived({ unless }: Cross, side: Side, { wholes, wholeEnds }: Findings): boolean {
  const condition = unless[side];
  if (condition === undefined) return false;
  const { field, hashes } = condition;
  for (let i = startOf(wholeEnds, field); i < wholeEnds[field]!; i++) {
    if (hashes.includes(wholes[2 * i]!)) return true;
  }
  return false;
}

/**
 * The keys of an item's tokens, each once, as many as there are slots for: the heaviest (ties in reading order), with
 * shares in proportion to their weight; or per text, those of the texts with the fewest keys (ties in reading order).
 */
function writeMatch(cross: Cross, findings: Findings, rarity: Uint8Array, out: Uint8Array): void {
  const { wholes, wholeEnds } = findings;
  const { itemField, slots, perText } = cross;
  const start = startOf(wholeEnds, itemField);
  if (start === wholeEnds[itemField]) return;
  const isPart = partFilter(cross, findings, itemField);
  // Both unsigned, or the engine divides doubles below.
  const rows = rarity.length >>> 0;
  // Of each key one number: the key, and above it its weight. This runs for every cross of every item.
  const texts: number[][] = [];
  let text: number[] = [];
  for (let i = start; i < wholeEnds[itemField]!; i++) {
    if (!isPart(i)) continue;
    if (texts.length === 0 || (perText && wholes[2 * i + 1]! > 0)) texts.push((text = []));
    const hash = wholes[2 * i]!;
    const key = matchKey(hash);
    if (!hasKey(text, key)) text.push(key | (rarity[(hash >>> 0) % rows]! << 16));
  }
  if (texts.length > 1) texts.sort((a, b) => a.length - b.length); // Array.prototype.sort is stable
  let at = cross.offset;
  let left = slots;
  for (const keys of texts) {
    const count = Math.min(keys.length, left);
    if (left < slots && count < keys.length) return;
    // Of a text that is too long even alone, the first words count.
    if (count < keys.length && !perText) keys.sort((a, b) => (b >> 16) - (a >> 16));
    left -= count;
    let total = 0;
    for (let i = 0; i < count; i++) total += keys[i]! >> 16;
    for (let i = 0; i < count; i++) {
      const weight = keys[i]! >> 16;
      at = writeUint16(out, at, keys[i]!);
      out[at++] = perText
        ? Math.min(127, weight) | (i === 0 ? OPENS_TEXT_KEYS : 0)
        : Math.floor((127 * weight) / total);
    }
  }
}

function hasKey(keys: readonly number[], key: number): boolean {
  for (let i = 0; i < keys.length; i++) if ((keys[i]! & 0xffff) === key) return true;
  return false;
}

/** The lower 16 bits, little-endian; returns the place after them. */
function writeUint16(out: Uint8Array, at: number, value: number): number {
  out[at] = value;
  out[at + 1] = value >> 8;
  return at + 2;
}

/** Where a value lies in the range of field f: 1 … 255, 0 where it is unknown. */
function numberBin(schema: Schema, f: number, value: number): number {
  return Number.isNaN(value) ? 0 : 1 + roundHalfUp(254 * numberPosition(schema.fields[f]!, value));
}

/**
 * cos(latitude) in 1/128, by the Taylor series to the 8th power: exact operations alone, unlike Math.cos,
 * whose last bit differs from one engine to the next.
 */
export function longitudeScale(latitude: number): number {
  const x = (latitude / UNITS_PER_DEGREE) * 0.017453292519943295;
  const x2 = x * x;
  const cosine = 1 - (x2 / 2) * (1 - (x2 / 12) * (1 - (x2 / 30) * (1 - x2 / 56)));
  return roundHalfUp(cosine * 128);
}
