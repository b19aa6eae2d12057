/** A note in `localStorage`, which is read at once, before there is a database and without its code. */
export interface Mark {
  /** Whether it is there; `undefined` where the browser has no such storage or denies it. */
  isSet(): boolean | undefined;
  set(): void;
  clear(): void;
}

/** The database's name unless the host gives another. */
export const DATABASE_NAME = 'pocketrank';

function createMark(key: string): Mark {
  // The mere access throws where the browser denies storage.
  const attempt = <T>(work: (storage: Storage) => T): T | undefined => {
    try {
      return work(localStorage);
    } catch {
      return undefined;
    }
  };
  return {
    isSet: () => attempt((storage) => storage.getItem(key) === '1'),
    set: () => attempt((storage) => storage.setItem(key, '1')),
    clear: () => attempt((storage) => storage.removeItem(key)),
  };
}

/**
 * Says of a database that something was written to it since everything was last forgotten: a page that does not find
 * this mark need not wait for the database before its first ranking.
 */
export const createKeptMark = (name: string): Mark => createMark(`${name}:kept`);

/**
 * Says that personal data is to be forgotten, for the case that the database cannot be reached now and the page goes
 * away: the next page acts on it before it reads anything.
 */
export const createForgetMark = (name: string): Mark => createMark(`${name}:forget`);
