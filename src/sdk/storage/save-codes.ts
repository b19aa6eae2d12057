import {
  deletions,
  packSum,
  readPacks,
  unpackCodes,
  type CodePack,
  type CodesOptions,
} from './code-packs.ts';
import { createToken } from './epoch.ts';
import type { Change, KeyValueStore } from './key-value-store.ts';

/** More packs than this are made into few. */
const MAX_PACKS = 64;
/** How many codes each of those has. */
const PACK_CODES = 512;

type Codes = readonly (readonly [itemHash: string, code: Int8Array])[];

/** Saves codes of a model, as one pack. @param at now (ms) */
export async function saveCodes(
  store: KeyValueStore,
  options: CodesOptions,
  codes: Codes,
  at: number,
): Promise<void> {
  await store.write('itemCodes', [packed(options, codes, at)]);
}

/**
 * Deletes codes of other models, and the oldest packs beyond `maxCodes` codes; makes few packs of many. Loaded
 * when there are codes to keep, and the page is idle.
 */
export async function pruneCodes(
  store: KeyValueStore,
  options: CodesOptions,
  maxCodes = 10_000,
): Promise<void> {
  const { packs, rest } = await readPacks(store, options, '');
  let count = 0;
  const kept = packs.filter(([, { hashes }]) => (count += hashes.length) <= maxCodes);
  const changes = deletions([...rest, ...packs.slice(kept.length).map(([key]) => key)]);
  if (kept.length > MAX_PACKS) {
    const codes = [...unpackCodes(kept, options)];
    changes.push(...deletions(kept.map(([key]) => key)));
    for (let from = 0; from < codes.length; from += PACK_CODES) {
      // Of one time, but still the latest first.
      const at = kept[0]![1].at - from;
      changes.push(packed(options, codes.slice(from, from + PACK_CODES), at));
    }
  }
  await store.write('itemCodes', changes);
}

function packed({ modelHash, codeLength }: CodesOptions, found: Codes, at: number): Change {
  const codes = new Int8Array(found.length * codeLength);
  for (const [i, [, code]] of found.entries()) codes.set(code, i * codeLength);
  const pack = { hashes: found.map(([hash]) => hash), codes, at };
  // Other tabs save as well: their keys must differ.
  return [`${modelHash}/${createToken()}`, { ...pack, sum: packSum(pack) } satisfies CodePack];
}
