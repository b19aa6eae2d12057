import { fetchBytes, type FetchedBytes, type FetchOptions } from './fetch-bytes.ts';

interface Flight {
  result: Promise<FetchedBytes>;
  fetch: typeof fetch;
  controller: AbortController;
  waiting: number;
  parts: Set<FetchOptions['onPart']>;
}

const flights = new Map<string, Flight>();

/**
 * {@link fetchBytes}, but a file that is already on its way is not requested twice. A caller that aborts
 * leaves the others alone; the request ends when the last has left.
 *
 * @throws what `fetchBytes` does; when `signal` is aborted, its reason
 */
export async function sharedFetch(
  url: URL,
  options: FetchOptions,
  signal?: AbortSignal,
): Promise<FetchedBytes> {
  signal?.throwIfAborted();
  const key = `${options.cache ?? ''} ${url.href}`;
  let flight = flights.get(key);
  if (flight?.fetch !== options.fetch) {
    const controller = new AbortController();
    const parts: Flight['parts'] = new Set();
    const onPart: FetchOptions['onPart'] = (...part) =>
      parts.forEach((listener) => listener?.(...part));
    const result = fetchBytes(url, { ...options, onPart }, controller);
    flight = { result, fetch: options.fetch, controller, waiting: 0, parts };
    flights.set(key, flight);
  }
  flight.waiting++;
  flight.parts.add(options.onPart);
  let leave = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal?.reason);
    signal?.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([flight.result, aborted]);
  } finally {
    signal?.removeEventListener('abort', leave);
    if (--flight.waiting === 0) {
      if (flights.get(key) === flight) flights.delete(key);
      flight.controller.abort();
    }
  }
}
