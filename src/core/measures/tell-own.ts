import { partOf } from '../features/measure.ts';
import { tokenHash } from '../features/token-hash.ts';
import type { Fact } from '../features/schema.ts';
import {
  found,
  loadHashes,
  readNumber,
  unitOf,
  type Bind,
  type Comparison,
  type Read,
} from './read.ts';
import { valuesOf } from './values.ts';

/** Binds what is told of one side alone, the item's where it is given. */
function bindOwn(tell: (comparison: Comparison, fact: Fact) => Read): Bind {
  return (comparison) => {
    const { item, profile, evidence } = comparison;
    const fact = item ?? profile!;
    const read = tell(comparison, fact);
    if (item !== undefined) return read;
    const value = read(evidence.facts, 0);
    return () => value;
  };
}

/** The first of the measure's values that the side has; its `missing` value where it has none at all. */
export const bindValue = bindOwn(({ source }, fact) => {
  const values = valuesOf(source);
  const hashes = source.values!.map((value) => tokenHash(fact.field, value));
  const missing = source.missing === undefined ? NaN : values.indexOf(source.missing);
  return (view, at) => {
    const count = loadHashes(view, at, fact);
    if (count === 0) return missing;
    for (let v = 0; v < hashes.length; v++) {
      for (let i = 0; i < count; i++) if (found[i] === hashes[v]) return v;
    }
    return NaN;
  };
});

export const bindNumber = bindOwn(({ source }, fact) => {
  const unit = unitOf(source, fact);
  const end = source.item === undefined ? source.profileEnd : source.end;
  return (view, at) => readNumber(view, at, fact, end) * unit;
});

export const bindCount = bindOwn(({ source }, fact) => {
  const part = partOf(source);
  return (view, at) => loadHashes(view, at, fact, part);
});
