/**
 * A note in `localStorage` that personal data is to be forgotten, for the case that the database cannot be
 * reached now and the page goes away: the next page acts on it before it reads anything.
 */
export interface ForgetMarker {
  isSet(): boolean;
  set(): void;
  clear(): void;
}

export function createForgetMarker(name: string): ForgetMarker {
  const key = `${name}:forget`;
  // The mere access throws where the browser denies storage.
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(localStorage);
    } catch {
      return undefined;
    }
  };
  return {
    isSet: () => attempt((storage) => storage.getItem(key)) === '1',
    set: () => attempt((storage) => storage.setItem(key, '1')),
    clear: () => attempt((storage) => storage.removeItem(key)),
  };
}
