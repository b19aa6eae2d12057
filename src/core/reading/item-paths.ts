/** What a schema says of where items and their keys are found. */
export interface ItemSource {
  /** Where the key of an item lies, in order. Default {@link USUAL_KEYS}. */
  keys?: readonly string[];
  /** The schema.org types that are items. */
  types?: readonly string[];
  /** What an item is called. */
  noun?: { one: string; many: string };
}

/** Where the key of an item lies where a schema does not say. */
export const USUAL_KEYS: readonly string[] = ['identifier', 'id', '@id', 'sku', 'url'];

/** The paths of an item's key, split at the dots, for `readKey`. */
export function keyPaths({ keys = USUAL_KEYS }: ItemSource): string[][] {
  return keys.map((path) => path.split('.'));
}
