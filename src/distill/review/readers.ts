import type { Domain } from '../domain.ts';
import { hashValue } from '../files/content-hash.ts';
import { createPairReader, type PairReader } from '../policy/pair-reader.ts';
import type { Policy } from '../policy/policy.ts';
import { rememberReadings } from './remember-readings.ts';

/** Readers of pairs that edits of a policy share, as long as they measure alike. */
export interface Readers {
  /** Of the golden set. */
  of(policy: Policy): PairReader;
  /** Of the examples, on their day. */
  ofExamples(policy: Policy): PairReader;
}

/** Readers kept: that of the document as it was, and that of the edit. */
const KEPT = 2;

/**
 * Makes readers of pairs.
 *
 * @param now the moment of grading, ms since 1970 UTC
 */
export function createReaders(now: number): Readers {
  const kept = new Map<string, PairReader>();
  const schemas = new WeakMap<Domain['schema'], string>();
  const objects = new Map<string, object>();

  function reader(
    policy: Policy,
    at: number,
    make: (reader: PairReader) => PairReader,
  ): PairReader {
    const { domain, taught } = policy;
    let schema = schemas.get(domain.schema);
    if (schema === undefined) schemas.set(domain.schema, (schema = hashValue(domain.schema)));
    const key = hashValue([schema, domain.settings, at]);
    let found = kept.get(key);
    if (found === undefined) {
      found = make(createPairReader(domain, taught, at));
      if (kept.size >= 2 * KEPT) kept.delete(kept.keys().next().value!);
      kept.set(key, found);
    }
    return found;
  }

  /** The same object for the same content: each compilation parses the examples anew. */
  function same(object: object): object {
    const text = JSON.stringify(object);
    const known = objects.get(text);
    if (known === undefined) objects.set(text, object);
    return known ?? object;
  }

  return {
    of: (policy) => reader(policy, now, rememberReadings),
    ofExamples: (policy) =>
      reader(policy, policy.settings.exampleNow, (plain) => {
        const remembered = rememberReadings(plain);
        return { read: (profile, item) => remembered.read(same(profile), same(item)) };
      }),
  };
}
