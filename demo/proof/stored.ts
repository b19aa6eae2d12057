/** A thing that the device keeps for this page. */
export interface Stored {
  where: string;
  what: string;
  bytes: number;
}

/** The databases of the page's people. */
const PREFIX = 'pocketrank-demo-';

/** Everything that is kept: each row of each database, each file for offline, each mark. */
export async function listStored(): Promise<Stored[]> {
  const marks = Object.keys(localStorage).map((key) => ({
    where: 'localStorage',
    what: key,
    bytes: key.length + (localStorage.getItem(key) ?? '').length,
  }));
  return [...(await databases()), ...(await files()), ...marks];
}

async function databases(): Promise<Stored[]> {
  if (typeof indexedDB === 'undefined' || indexedDB.databases === undefined) return [];
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const own = names.filter((name) => name.startsWith(PREFIX));
  return (await Promise.all(own.map(rowsOf))).flat();
}

const ask = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('no answer')));
  });

async function rowsOf(name: string): Promise<Stored[]> {
  const database = await ask(indexedDB.open(name));
  try {
    const rows: Stored[] = [];
    for (const store of database.objectStoreNames) {
      const table = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([ask(table.getAllKeys()), ask(table.getAll())]);
      keys.forEach((key, at) =>
        rows.push({
          where: `${name.slice(PREFIX.length)}: ${store}`,
          what: String(key),
          bytes: bytesOf(key) + bytesOf(values[at]),
        }),
      );
    }
    return rows;
  } finally {
    database.close();
  }
}

async function files(): Promise<Stored[]> {
  if (!('caches' in globalThis)) return [];
  const kept: Stored[] = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const response = await cache.match(request);
      const path = new URL(request.url).pathname;
      kept.push({
        where: 'files for offline',
        what: path.slice(path.lastIndexOf('/') + 1) || 'this page',
        bytes: (await response!.arrayBuffer()).byteLength,
      });
    }
  }
  return kept;
}

const NUMBER_BYTES = 8;

/** How much a value holds: bytes as they are, texts by letter, numbers by eight. */
function bytesOf(value: unknown): number {
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return value.length;
  if (value === null || typeof value !== 'object') return NUMBER_BYTES;
  return Object.entries(value).reduce(
    (sum, [key, inner]) => sum + (Array.isArray(value) ? 0 : key.length) + bytesOf(inner),
    0,
  );
}
