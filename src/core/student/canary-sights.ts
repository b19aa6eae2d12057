import { crossFeatures, KNOWN } from '../features/crosses.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import { placesOf } from '../features/places-of.ts';
import { FEATURES_PER_CROSS, type Cross, type CrossKind, type Schema } from '../features/schema.ts';
import type { Student } from './student.ts';

/** The states of a cross: both sides known, or one side alone. */
export const CROSS_STATES = ['equal', 'between', 'unlike', 'no item', 'no profile'] as const;
export type CrossState = (typeof CROSS_STATES)[number];

/** From this feature on both sides are as good as equal, and up to that one as unlike as can be. */
const ENDS: Readonly<Record<CrossKind, [unlike: number, equal: number]>> = {
  match: [0, 120],
  // How far the feature is from its middle, backwards.
  difference: [40, 64],
  distance: [60, 127],
  age: [60, 127],
  mention: [0, 120],
};

/** The weights of the best text's words are added up, not shared out: how much they make differs. */
const BEST_TEXT_ENDS = [0, 1] as const;

/** What a pair shows: of each cross its state, `name: state`; nothing where both sides are unknown. */
export type Sights = (evidence: ProfileEvidence, code: Uint8Array) => ReadonlySet<string>;

/** Creates what tells the states of a student's crosses. */
export function createSights({ schema, parameters: { width } }: Student): Sights {
  const features = new Uint8Array(FEATURES_PER_CROSS * schema.crosses.length);
  return (evidence, code) => {
    const sights = new Set<string>();
    crossFeatures(schema, evidence, code, width, features, 0);
    for (const [c, cross] of schema.crosses.entries()) {
      const state = stateOf(schema, c, evidence, code, width, features);
      if (state !== undefined) sights.add(`${cross.name}: ${state}`);
    }
    return sights;
  };
}

function stateOf(
  schema: Schema,
  c: number,
  evidence: ProfileEvidence,
  code: Uint8Array,
  width: number,
  features: Uint8Array,
): CrossState | undefined {
  const cross = schema.crosses[c]!;
  const { kind } = cross;
  if (features[FEATURES_PER_CROSS * c + 1] === KNOWN) {
    const value = features[FEATURES_PER_CROSS * c]!;
    const near = kind === 'difference' ? 64 - Math.abs(value - 64) : value;
    const [unlike, equal] = cross.perText ? BEST_TEXT_ENDS : ENDS[kind];
    return near >= equal ? 'equal' : near <= unlike ? 'unlike' : 'between';
  }
  const item =
    kind === 'mention'
      ? namesAnything(cross, code, width + schema.terms!.at)
      : knowsItem(cross, code, width + cross.offset);
  const profile = knowsProfile(kind, c, evidence);
  if (item === profile) return undefined;
  return profile ? 'no item' : 'no profile';
}

function knowsItem({ kind, slots }: Cross, code: Uint8Array, at: number): boolean {
  if (kind === 'distance') return placesOf(code, at, slots).length > 0;
  return code[at]! > 0 || (kind !== 'difference' && code[at + 1]! > 0);
}

/** Whether an item has a name, or any telling word at all. */
function namesAnything({ ofItem }: Cross, code: Uint8Array, at: number): boolean {
  return ofItem ? code[at]! > 0 : (code[at + 1]! | code[at + 2]!) > 0;
}

function knowsProfile(kind: CrossKind, c: number, evidence: ProfileEvidence): boolean {
  if (kind === 'match') return evidence.keys[c] !== undefined;
  if (kind === 'mention') return evidence.mentions[c] !== undefined;
  if (kind === 'distance') return evidence.places[c]!.length > 0;
  return kind === 'age' || evidence.bins[c]! > 0;
}
