/** Keeps the page's files and answers with them, so that the page opens without a network. */

/** Which files there are, those that single rooms need, and a hash of them all; written in front of this program when the site is built. */
declare const SITE: { version: string; files: string[]; lazy: string[] };
declare const self: ServiceWorkerGlobalScope;

const PREFIX = 'pocketrank-demo-';
const NAME = PREFIX + SITE.version;

self.addEventListener('install', (event) => {
  const keep = async (): Promise<void> => {
    const cache = await caches.open(NAME);
    await cache.addAll(SITE.files);
    await keepLazily(cache, await lazyOfBefore());
    await self.skipWaiting();
  };
  event.waitUntil(keep());
});

/** What a room alone needs: kept once the room was opened. */
self.addEventListener('message', ({ data, ports }) => {
  const { keep } = data as { keep?: string[] };
  if (!Array.isArray(keep)) return;
  const work = async (): Promise<void> => {
    await keepLazily(await caches.open(NAME), keep);
    ports[0]?.postMessage('kept');
  };
  void work();
});

/** Keeps those of the paths that rooms may ask for. One that cannot be had costs none of the others. */
async function keepLazily(cache: Cache, paths: readonly string[]): Promise<void> {
  const known = paths.filter((path) => SITE.lazy.includes(path));
  await Promise.all(known.map((path) => cache.add(path).catch(() => {})));
}

/** What rooms had asked for that the version before this one keeps. */
async function lazyOfBefore(): Promise<string[]> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== NAME);
  const kept = await Promise.all(
    names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url)),
  );
  const root = self.registration.scope;
  return kept.flat().map((url) => url.slice(root.length));
}

self.addEventListener('activate', (event) => {
  const tidy = async (): Promise<void> => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
    }
    await self.clients.claim();
  };
  event.waitUntil(tidy());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  const answer = async (): Promise<Response> => {
    const cache = await caches.open(NAME);
    const kept = await cache.match(request, { ignoreSearch: request.mode === 'navigate' });
    return kept ?? fetch(request);
  };
  event.respondWith(answer());
});
