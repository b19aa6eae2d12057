import { whyNoIndexedDB } from './find-indexed-db.ts';
import { isInterrupted, openDatabase, type Database } from './open-database.ts';
import { TimeoutError, withTimeout } from './with-timeout.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

export interface Connection {
  /** Runs `work` on the open database, opening it first if need be; rejects when that is impossible now. */
  use<T>(work: (database: Database) => Promise<T>, timeoutMs?: number): Promise<T>;
  /** Tries again at the next call, whatever has failed before. */
  retry(): void;
  /** Why the database does not work at the moment, or `undefined`. */
  failure(): string | undefined;
  close(): void;
}

export interface ConnectionOptions {
  name: string;
  timeoutMs: number;
  /** A clock in milliseconds that is never set. */
  now: () => number;
  /** Told when the connection is lost. */
  onLost: () => void;
  /** Told as soon as it turns out that there is no database yet, while one is being made. */
  onNew: () => void;
  /** Runs on every newly opened database before any other work; when it rejects, the database stays shut. */
  onOpen: (database: Database) => Promise<void>;
}

/**
 * Keeps one connection open and reopens it when it is lost. After a failure nobody waits: calls are refused
 * at once until a delay, doubled with every failure, has passed. An opening that hangs is not repeated but
 * taken up whenever it does come through.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { name, timeoutMs, now, onNew, onOpen } = options;
  let database: Database | undefined;
  let opening: Promise<Database> | undefined;
  let failure: string | undefined;
  let retryAt = -Infinity;
  let delayMs = FIRST_RETRY_MS;
  let closed = false;

  function fail(error: unknown): void {
    failure = describe(error);
    retryAt = now() + delayMs;
    delayMs = Math.min(2 * delayMs, LAST_RETRY_MS);
  }

  async function open(): Promise<Database> {
    let opened: Database | undefined;
    try {
      const onLost = (isGone: boolean): void => {
        if (database !== opened) return;
        lose();
        // The browser has deleted it, and with it what is personal: this tab is to know at once.
        if (isGone && !closed) void connect().catch(() => {});
      };
      opened = await openDatabase(name, onLost, onNew);
      if (!closed) await onOpen(opened);
      if (closed) throw new Error('The storage was closed.');
      database = opened;
      failure = undefined;
      delayMs = FIRST_RETRY_MS;
      return opened;
    } catch (error) {
      opened?.close();
      fail(error);
      throw error;
    } finally {
      opening = undefined;
    }
  }

  async function connect(): Promise<Database> {
    if (closed) throw new Error('The storage was closed.');
    if (database) return database;
    if (failure !== undefined && (opening || now() < retryAt)) throw new Error(failure);
    opening ??= open();
    try {
      return await withTimeout(opening, timeoutMs, 'Opening the database');
    } catch (error) {
      // The hanging opening itself goes on; while it does, `failure` makes later calls refuse at once.
      if (error instanceof TimeoutError) failure = describe(error);
      throw error;
    }
  }

  function lose(): void {
    database = undefined;
    options.onLost();
  }

  function drop(lost: Database): void {
    lost.close();
    if (database === lost) lose();
  }

  /** On an open database the work begins before this returns. */
  const use = <T>(
    work: (database: Database) => Promise<T>,
    limitMs: number,
    isRetry: boolean,
  ): Promise<T> =>
    database
      ? useOpen(database, work, limitMs, isRetry)
      : connect().then((opened) => useOpen(opened, work, limitMs, isRetry));

  async function useOpen<T>(
    current: Database,
    work: (database: Database) => Promise<T>,
    limitMs: number,
    isRetry: boolean,
  ): Promise<T> {
    try {
      return await withTimeout(work(current), limitMs, 'The database');
    } catch (error) {
      // Closed between our look and the end of the work (another tab upgrades): open again, once.
      if (isInterrupted(error) && !isRetry) {
        drop(current);
        return use(work, limitMs, true);
      }
      if (error instanceof TimeoutError) {
        drop(current);
        fail(error);
      }
      throw error;
    }
  }

  return {
    use: (work, limitMs = timeoutMs) => use(work, limitMs, false),
    retry: () => void (retryAt = -Infinity),
    failure: () => failure,
    close() {
      closed = true;
      database?.close();
      database = undefined;
    },
  };
}

function describe(error: unknown): string {
  const missing = whyNoIndexedDB();
  if (missing !== undefined) return missing;
  const { name, message } = error as Error;
  if (name === 'VersionError') return 'Another tab runs a newer version of this package.';
  if (name === 'SecurityError') return 'The browser denies this page storage.';
  return message || name;
}
