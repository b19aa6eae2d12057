import { hashStart, hashStep, joinHashes, hashString, mix32 } from '../../core/math/hash.ts';
import type { Change, KeyValueStore } from './key-value-store.ts';

/** Which codes are meant. */
export interface CodesOptions {
  /** The content hash of the model that made the codes; codes of two models never mix. */
  modelHash: string;
  /** The number of bytes of a code; others are damaged. */
  codeLength: number;
}

/** Codes that were saved together: one entry, since the page waits for each entry that is read or written. */
export interface CodePack {
  /** Content hashes of the items. */
  hashes: string[];
  /** Code after code. */
  codes: Int8Array;
  /** When it was saved, in milliseconds since 1970 UTC. */
  at: number;
  /** See {@link packSum}. */
  sum: number;
}

/** A checksum of what a pack says: a code of other bytes would rank an item as another. */
export function packSum({ hashes, codes, at }: Omit<CodePack, 'sum'>): number {
  let state = hashStart(at);
  for (let i = 0; i < codes.length; i++) state = hashStep(state, codes[i]!);
  return hashes.reduce((sum, hash) => joinHashes(sum, hashString(hash, 0)), mix32(state));
}

/** The packs of a model, the latest first; and the keys of all other entries that start with `prefix`. */
export async function readPacks(
  store: KeyValueStore,
  { modelHash, codeLength }: CodesOptions,
  prefix: string,
): Promise<{ packs: [key: string, pack: CodePack][]; rest: string[] }> {
  const packs: [string, CodePack][] = [];
  const rest: string[] = [];
  for (const [key, value] of await store.entries('itemCodes', prefix)) {
    const pack = value as CodePack | null;
    const isRight =
      key.startsWith(modelHash) &&
      Array.isArray(pack?.hashes) &&
      pack.hashes.every((hash) => typeof hash === 'string') &&
      pack.codes instanceof Int8Array &&
      pack.codes.length === pack.hashes.length * codeLength &&
      Number.isFinite(pack.at) &&
      pack.sum === packSum(pack);
    if (isRight) packs.push([key, pack]);
    else rest.push(key);
  }
  packs.sort(([, a], [, b]) => b.at - a.at);
  return { packs, rest };
}

/** The codes in packs, by the items' content hashes. */
export function unpackCodes(
  packs: readonly [string, CodePack][],
  { codeLength }: CodesOptions,
): Map<string, Int8Array> {
  const found = new Map<string, Int8Array>();
  for (const [, { hashes, codes }] of packs) {
    for (const [i, hash] of hashes.entries()) {
      if (!found.has(hash)) found.set(hash, codes.subarray(i * codeLength, (i + 1) * codeLength));
    }
  }
  return found;
}

/** Changes that delete entries. */
export const deletions = (keys: readonly string[]): Change[] => keys.map((key) => [key, undefined]);

/**
 * The item codes that the device has computed with a model, by the item's content hash, so that a known item is
 * not encoded again; the latest saved first. Damaged packs are deleted.
 */
export async function loadCodes(
  store: KeyValueStore,
  options: CodesOptions,
): Promise<Map<string, Int8Array>> {
  const { packs, rest } = await readPacks(store, options, `${options.modelHash}/`);
  await store.write('itemCodes', deletions(rest));
  return unpackCodes(packs, options);
}
