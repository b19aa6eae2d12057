import type { ProfileEvidence } from '../../../src/core/features/evidence.ts';
import { longitudeScale, NO_PLACE } from '../../../src/core/features/evidence.ts';
import type { Cross, Schema } from '../../../src/core/features/schema.ts';
import type { Random } from '../../../src/core/math/random.ts';
import { itemCodeBytes, type Student } from '../../../src/core/student/student.ts';

/** Keys are few, so that items and profiles share some; 1 and 65,535 are the ends of their range. */
const KEYS = [1, 2, 7, 8, 255, 256, 4095, 32_768, 65_534, 65_535];
const LATITUDES = [-90 * 128, -4000, -1, 0, 1, 5000, 5001, 90 * 128];
const LONGITUDES = [-180 * 128, -23_039, -300, 0, 1, 12_345, 23_039, 180 * 128];

/** The evidence of an invented profile; each part missing now and then. */
export function randomEvidence(schema: Schema, random: Random): ProfileEvidence {
  const known = (): boolean => random.next() < 0.8;
  return {
    keys: schema.crosses.map((cross) => {
      if (cross.kind !== 'match' || cross.profileField < 0 || !known()) return undefined;
      const shared = KEYS.filter(() => random.next() < 0.5);
      // Few profiles have many.
      const others = random.next() < 0.2 ? 150 : random.integer(3);
      return Uint16Array.from([
        ...shared,
        ...Array.from({ length: others }, () => 9 + random.integer(200)),
      ]);
    }),
    bins: Uint8Array.from(schema.crosses, ({ kind }) =>
      kind === 'difference' && known() ? 1 + random.integer(255) : 0,
    ),
    places: schema.crosses.map(({ kind }) => {
      if (kind !== 'distance' || !known()) return new Int32Array(0);
      const count = 1 + random.integer(4);
      return Int32Array.from(
        Array.from({ length: count }, () => {
          const latitude = random.pick(LATITUDES);
          return [latitude, random.pick(LONGITUDES), longitudeScale(latitude)];
        }).flat(),
      );
    }),
    mentions: schema.crosses.map(({ kind }) => {
      if (kind !== 'mention' || !known()) return undefined;
      const keys = KEYS.filter(() => random.next() < 0.5);
      const weights = Uint8Array.from(keys, () => 1 + random.integer(255));
      const total = 1 + random.integer(random.next() < 0.5 ? 200 : 2000);
      return keys.length === 0 ? undefined : { keys: Uint16Array.from(keys), weights, total };
    }),
    today: random.pick([19_737, 19_737, 0, 65_535, -5, 1e9, -1e9]),
    facts: new DataView(new ArrayBuffer(schema.profileBytes)),
  };
}

/** `count` item codes, one after the other, within what a code may hold. */
export function randomCodes(
  student: Student,
  count: number,
  random: Random,
  isExtreme = false,
): Uint8Array {
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const codes = new Uint8Array(count * stride);
  const view = new DataView(codes.buffer);
  for (let n = 0; n < count; n++) {
    const start = n * stride;
    const sign = random.next() < 0.5 ? -127 : 127;
    for (let d = 0; d < width; d++) {
      view.setInt8(start + d, isExtreme ? sign : random.integer(255) - 127);
    }
    writeTogether(view, start + stride, student.schema, random);
    writeTerms(view, start + width, student.schema, random);
    for (const cross of student.schema.crosses) {
      const at = start + width + cross.offset;
      if (cross.kind === 'match') writeMatch(view, at, cross, random);
      else if (cross.kind === 'difference') view.setUint8(at, random.integer(256));
      else if (cross.kind === 'age') {
        view.setUint16(at, random.pick([0, 1, 19_610, 19_736, 19_737, 19_738, 65_535]), true);
      } else if (cross.kind === 'distance') {
        for (let i = 0; i < cross.slots; i++) {
          const isEmpty = random.next() < 0.3;
          view.setInt16(at + 4 * i, isEmpty ? NO_PLACE : random.pick(LATITUDES), true);
          view.setInt16(at + 4 * i + 2, random.pick(LONGITUDES), true);
        }
      }
    }
  }
  return codes;
}

/** Of one item in three nothing is known. */
function writeTogether(
  view: DataView,
  end: number,
  { togetherBytes }: Schema,
  random: Random,
): void {
  if (togetherBytes === 0 || random.next() < 0.3) return;
  for (let at = end - togetherBytes; at < end; at++) view.setInt8(at, random.integer(255) - 127);
}

/** A count of names that may be wrong, and keys; an empty slot may stand anywhere. */
function writeTerms(view: DataView, at: number, { terms }: Schema, random: Random): void {
  if (terms === undefined) return;
  view.setUint8(at, random.pick([0, 1, 3, terms.slots, 255]));
  for (let i = 0; i < terms.slots; i++) {
    view.setUint16(at + 1 + 2 * i, random.next() < 0.1 ? 0 : random.pick(KEYS), true);
  }
}

/**
 * Shares that sum to at most 127, or any marks of texts; an empty slot may stand anywhere, also before filled ones.
 */
function writeMatch(view: DataView, at: number, cross: Cross, random: Random): void {
  let left = 127;
  for (let i = 0; i < cross.slots; i++) {
    const share = random.integer(cross.perText ? 256 : Math.min(left, 60) + 1);
    left -= share;
    view.setUint16(at + 3 * i, random.next() < 0.15 ? 0 : random.pick(KEYS), true);
    view.setUint8(at + 3 * i + 2, share);
  }
}
