import { collect } from '../reading/collect.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import { NO_PLACE, UNITS_PER_DEGREE } from '../features/evidence.ts';
import { numberOf } from '../features/read-number.ts';
import { readPlace } from '../features/read-place.ts';
import { readTags, readText } from '../features/read-text.ts';
import type { Cross, Field, Schema, Side } from '../features/schema.ts';
import { eachWord, foldText } from '../reading/words.ts';
import type { Facts } from './reason.ts';

const KM_PER_UNIT = 40_075 / 360 / UNITS_PER_DEGREE;

/** A pair of item and profile, as facts are read from it. */
export interface FactInput {
  item: unknown;
  profile: unknown;
  evidence: ProfileEvidence;
  /** Evidence of the item, from its code. */
  itemEvidence: Uint8Array;
  /** Milliseconds since 1970. */
  now: number;
}

/** What a cross has found in a pair: from the objects where they carry it, else from the code. */
export function crossFacts(schema: Schema, c: number, input: FactInput): Facts {
  const cross = schema.crosses[c]!;
  const { name } = cross;
  const view = new DataView(input.itemEvidence.buffer, input.itemEvidence.byteOffset);
  switch (cross.kind) {
    case 'match':
      return matchFacts(schema, cross, c, input, view);
    case 'distance':
      return { kind: 'distance', name, km: nearestKm(cross, input.evidence.places[c]!, view) };
    case 'age': {
      const days = input.evidence.today - view.getUint16(cross.offset, true);
      return { kind: 'age', name, days: Math.max(0, days) };
    }
    case 'difference': {
      const number = (side: Side, f: number): number | undefined =>
        numberOf(collect(input[side], schema.fields[f]!.paths[side]), input.now);
      const bins = view.getUint8(cross.offset) - input.evidence.bins[c]!;
      return {
        kind: 'difference',
        name,
        item: number('item', cross.itemField),
        profile: number('profile', cross.profileField),
        sign: Math.abs(bins) <= 2 ? 0 : bins > 0 ? 1 : -1,
      };
    }
  }
}

function matchFacts(
  schema: Schema,
  cross: Cross,
  c: number,
  input: FactInput,
  view: DataView,
): Facts {
  const profileField = schema.fields[cross.profileField]!;
  const wanted = readThings(profileField, 'profile', input.profile);
  const offered = readThings(schema.fields[cross.itemField]!, 'item', input.item);
  const words = [...offered].flatMap(([key, word]) => (wanted.has(key) ? [word] : []));
  let shared = words.length;
  if (offered.size === 0) {
    const held = input.evidence.keys[c]!;
    const keys = new Set<number>();
    for (let at = cross.offset; at < cross.offset + cross.bytes; at += 3) {
      const key = view.getUint16(at, true);
      if (key !== 0 && held.includes(key)) keys.add(key);
    }
    shared = keys.size;
  }
  const { name } = cross;
  return { kind: 'match', name, field: profileField.kind, shared, of: wanted.size, words };
}

/** The things that a field names on one side: as compared, and as written. */
function readThings(field: Field, side: Side, object: unknown): Map<string, string> {
  const values = collect(object, field.paths[side]);
  const texts =
    field.kind === 'tags'
      ? readTags(values)
      : field.kind === 'place'
        ? values.map((value) => readPlace(value)?.locality ?? '')
        : values.map((value) => (typeof value === 'boolean' ? String(value) : readText(value)));
  const things = new Map<string, string>();
  for (const text of texts) {
    const folded = foldText(text);
    let whole = '';
    eachWord(folded, field.maxWords, (start, end) => {
      const word = folded.slice(start, end);
      // Folding may change the length; then the folded word is shown.
      const shown = folded.length === text.length ? text.slice(start, end) : word;
      if (field.kind === 'text' && !things.has(word)) things.set(word, shown);
      whole += `${field.kind === 'category' ? '' : ' '}${word}`;
    });
    if (field.kind !== 'text' && whole !== '' && !things.has(whole)) things.set(whole, text.trim());
  }
  return things;
}

function nearestKm(cross: Cross, places: Int32Array, view: DataView): number {
  let best = Infinity;
  for (let at = cross.offset; at < cross.offset + cross.bytes; at += 4) {
    const latitude = view.getInt16(at, true);
    if (latitude === NO_PLACE) continue;
    for (let p = 0; p < places.length; p += 3) {
      const turn = 360 * UNITS_PER_DEGREE;
      const across = Math.abs(view.getInt16(at + 2, true) - places[p + 1]!);
      const dx = (Math.min(across, turn - across) * places[p + 2]!) / 128;
      best = Math.min(best, Math.hypot(dx, latitude - places[p]!));
    }
  }
  return best * KM_PER_UNIT;
}
