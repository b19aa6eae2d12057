import { startOf, type Findings } from './findings.ts';
import { partOf, type MeasureSource } from './measure.ts';
import { placeTokens } from './place-tokens.ts';
import { NO_PLACE } from '../reading/reading.ts';
import type { Fact, Field, Side } from './schema.ts';

/*
 * Facts are what carried measures compare: exact values of a field, little-endian.
 *   number, amount, duration   f32 low, f32 high; NaN (0x7fc00000) where unknown or open
 *   time                       u16: days since 1970-01-01, 0 unknown
 *   place                      slots × { i16 latitude, i16 longitude in 1/128 degree, latitude −32768 = unknown,
 *                              u32 country, u32 town, u32 region: token hashes, 0 unknown };
 *                              slots × u32 where all measures take the same part
 *   tags, category, flag       slots × u32 token hash, 0 empty
 * Where there are more values than slots, the last slot says so: its hashes are MORE.
 * An item's facts stand in its code behind the evidence of the crosses; a profile's stand by themselves.
 */

export const DAY_MS = 86_400_000;
export const PLACE_BYTES = 16;
/** Most values of a field that a profile keeps. */
const PROFILE_SLOTS = 64;
const UNKNOWN_FLOAT = 0x7fc00000;
/** Stands for the values that had no slot. */
export const MORE = 0xffffffff;

/** Lays out the facts of one side that measures use, in the order of the fields; returns where they end too. */
export function layFacts(
  fields: readonly Field[],
  measures: readonly MeasureSource[],
  side: Side,
  from: number,
): { facts: Fact[]; end: number } {
  const facts: Fact[] = [];
  let at = from;
  for (const [index, field] of fields.entries()) {
    const { kind, name } = field;
    const users = measures.filter((measure) => factFields(fields, measure, side).includes(name));
    if (users.length === 0) continue;
    const usual = { tags: 8, category: 4, place: 2 }[kind as string] ?? 1;
    const stated = users.map(({ item, slots = 0 }) => (item === name ? slots : 0));
    const slots = side === 'profile' ? PROFILE_SLOTS : Math.max(...stated) || usual;
    const parts = new Set(kind === 'place' ? users.map(partOf) : []);
    const part = parts.size === 1 ? [...parts][0]! : 0;
    facts.push({ field, index, at, slots, part });
    const slotBytes = kind === 'place' && part === 0 ? PLACE_BYTES : 4;
    at += kind === 'time' ? 2 : isNumeric(kind) ? 8 : slots * slotBytes;
  }
  return { facts, end: at };
}

/** The kinds of fields that hold a number with two ends. */
export function isNumeric(kind: Field['kind']): boolean {
  return kind === 'number' || kind === 'amount' || kind === 'duration';
}

/** The names of the fields of one side of which a measure takes the facts. */
function factFields(
  fields: readonly Field[],
  measure: MeasureSource,
  side: Side,
): (string | undefined)[] {
  const { kind, item, factor, per, unless } = measure;
  if (kind === 'taught' || kind === 'overlap' || kind === 'mentions') return [];
  const condition = unless?.[side]?.field;
  return side === 'item'
    ? [item, factor?.item, condition]
    : [profileOf(fields, measure), per?.profile, condition];
}

/** The profile's field of a measure: by default the item's, where the kind compares and the field has that side. */
export function profileOf(
  fields: readonly Field[],
  { kind, item, profile }: MeasureSource,
): string | undefined {
  if (profile !== undefined || /^(age|until|value|number|count|taught)$/.test(kind)) return profile;
  return fields.find(({ name, paths }) => name === item && paths.profile.length > 0)?.name;
}

/** Writes facts of an object at their places after `from`; what is there must be 0. */
export function writeFacts(
  facts: readonly Fact[],
  findings: Findings,
  out: DataView,
  from = 0,
): void {
  for (const fact of facts) {
    const { index, field } = fact;
    const at = from + fact.at;
    if (field.kind === 'time') {
      out.setUint16(at, dayOf(findings.reading.values[index]!), true);
    } else if (isNumeric(field.kind)) {
      writeFloat(out, at, findings.reading.lows[index]!);
      writeFloat(out, at + 4, findings.reading.highs[index]!);
    } else if (field.kind === 'place') {
      writePlaces(findings, fact, out, at);
    } else {
      writeHashes(findings, fact, out, at);
    }
  }
}

/** A time as a day since 1970-01-01, 1 … 65,535; 0 where there is none. */
export function dayOf(time: number): number {
  return Math.min(Math.max(Math.floor(time / DAY_MS), 0), 0xffff) || 0;
}

function writeFloat(out: DataView, at: number, value: number): void {
  // Which NaN a float is stored as is not the same everywhere.
  if (Number.isNaN(value)) out.setUint32(at, UNKNOWN_FLOAT, true);
  else out.setFloat32(at, value, true);
}

function writePlaces(findings: Findings, fact: Fact, out: DataView, at: number): void {
  const { index, slots } = fact;
  const coordinates = findings.reading.coordinates[index]!;
  if (fact.part > 0) return writeParts(findings, fact, out, at);
  for (let i = 0; i < slots; i++) {
    out.setInt16(at + PLACE_BYTES * i, coordinates[2 * i] ?? NO_PLACE, true);
    out.setInt16(at + PLACE_BYTES * i + 2, coordinates[2 * i + 1] ?? 0, true);
  }
  const { wholes, wholeEnds } = findings;
  let from = startOf(wholeEnds, index);
  for (const token of placeTokens(findings, index)) {
    const hash = wholes[2 * from++]!;
    const [place, part] = [token >> 2, token & 3];
    if (part > 0 && place < slots) out.setUint32(at + PLACE_BYTES * place + 4 * part, hash, true);
  }
  if (coordinates.length <= 2 * slots) return;
  const last = at + PLACE_BYTES * (slots - 1);
  out.setInt16(last, NO_PLACE, true);
  out.setInt16(last + 2, 0, true);
  for (let part = 4; part < PLACE_BYTES; part += 4) out.setUint32(last + part, MORE, true);
}

/** The hashes of one part of places. */
function writeParts(
  findings: Findings,
  { index, slots, part }: Fact,
  out: DataView,
  at: number,
): void {
  let from = startOf(findings.wholeEnds, index);
  for (const token of placeTokens(findings, index)) {
    const hash = findings.wholes[2 * from++]!;
    const place = token >> 2;
    if ((token & 3) === part && place < slots) out.setUint32(at + 4 * place, hash, true);
  }
  const isCut = findings.reading.coordinates[index]!.length > 2 * slots;
  if (isCut) out.setUint32(at + 4 * slots - 4, MORE, true);
}

/** The hashes of the values, each once, as many as there are slots for. */
function writeHashes(
  { wholes, wholeEnds }: Findings,
  { index, slots }: Fact,
  out: DataView,
  at: number,
): void {
  let count = 0;
  for (let i = startOf(wholeEnds, index); i < wholeEnds[index]!; i++) {
    const hash = wholes[2 * i]!;
    let n = 0;
    while (n < count && out.getUint32(at + 4 * n, true) !== hash) n++;
    if (n < count || hash === 0) continue;
    if (count === slots) return out.setUint32(at + 4 * count - 4, MORE, true);
    out.setUint32(at + 4 * count++, hash, true);
  }
}
