import { whyNoIndexedDB } from './find-indexed-db.ts';
import { isInterrupted, openDatabase, type Database } from './open-database.ts';
import { TimeoutError, withTimeout } from './with-timeout.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 60_000;

export interface Connection {
  /** Runs `work` on the open database, opening it first if need be; rejects when that is impossible now. */
  use<T>(work: (database: Database) => Promise<T>, timeoutMs?: number): Promise<T>;
  /** Why the database does not work at the moment, or `undefined`. */
  failure(): string | undefined;
  close(): void;
}

export interface ConnectionOptions {
  name: string;
  timeoutMs: number;
  now: () => number;
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
  let retryAt = 0;
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
      const onLost = (): void => {
        if (database === opened) database = undefined;
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

  function drop(lost: Database): void {
    lost.close();
    if (database === lost) database = undefined;
  }

  async function use<T>(
    work: (database: Database) => Promise<T>,
    limitMs = timeoutMs,
    isRetry = false,
  ): Promise<T> {
    const current = await connect();
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
    use: (work, limitMs) => use(work, limitMs),
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
