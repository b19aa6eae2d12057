/**
 * Why there is no IndexedDB to use here, for people; `undefined` where there is one. The mere look at it throws where
 * some browsers deny a page storage, and there are pages that have put `null` in its place.
 */
export function whyNoIndexedDB(): string | undefined {
  try {
    return globalThis.indexedDB ? undefined : 'This environment has no IndexedDB.';
  } catch {
    return 'The browser denies this page storage.';
  }
}
