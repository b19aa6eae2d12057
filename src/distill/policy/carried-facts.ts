import {
  profileEvidence,
  writeItemEvidence,
  type ProfileEvidence,
} from '../../core/features/evidence.ts';
import { createFeaturizer } from '../../core/features/featurize.ts';
import type { Schema } from '../../core/features/schema.ts';
import { bindAnyMeasure } from '../../core/measures/bind-any-measure.ts';
import type { Read } from '../../core/measures/read.ts';
import { valuesOf } from '../../core/measures/values.ts';
import type { Measure, MeasureValue } from './measure.ts';

/** Carried measures as every device computes them, from what the codes of both sides hold. */
export interface CarriedFacts {
  /** What tells the values of carried measures for a pair; undefined where one is unknown. */
  of(profile: object, item: object): (measure: Measure) => MeasureValue;
}

/** Rows of the table by which tokens are told apart; any number will do, since nothing is learned of them here. */
const ROWS = 4096;
/** All tokens tell as much: how rare they are is learned from data. */
const RARITY = new Uint8Array(ROWS).fill(64);

/** A profile with its measures made ready, by their place in the schema. */
interface Bound {
  evidence: ProfileEvidence;
  reads: (Read | undefined)[];
}

/** Makes the carried facts of a schema at a time (ms since 1970 UTC). Objects are encoded once. */
export function createCarriedFacts(schema: Schema, now: number): CarriedFacts {
  const featurize = createFeaturizer(schema, ROWS);
  const places = new Map(schema.measures.map(({ name }, i) => [name, i]));
  const values = schema.measures.map(valuesOf);
  const profiles = new WeakMap<object, Bound>();
  const items = new WeakMap<object, DataView>();

  function profileOf(profile: object): Bound {
    let bound = profiles.get(profile);
    if (bound === undefined) {
      const findings = featurize('profile', profile, now);
      bound = { evidence: profileEvidence(schema, findings, now), reads: [] };
      profiles.set(profile, bound);
    }
    return bound;
  }

  function itemOf(item: object): DataView {
    let view = items.get(item);
    if (view === undefined) {
      const code = new Uint8Array(schema.evidenceBytes);
      writeItemEvidence(schema, featurize('item', item, now), RARITY, code);
      items.set(item, (view = new DataView(code.buffer)));
    }
    return view;
  }

  return {
    of(profile, item) {
      const { reads, evidence } = profileOf(profile);
      const code = itemOf(item);
      return ({ name }) => {
        const place = places.get(name)!;
        const read = (reads[place] ??= bindAnyMeasure(schema, schema.measures[place]!, evidence));
        const value = read(code, 0);
        if (Number.isNaN(value)) return undefined;
        const words = values[place]!;
        return words.length > 0 ? words[value] : value;
      };
    },
  };
}
