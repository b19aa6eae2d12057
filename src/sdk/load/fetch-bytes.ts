import { PocketRankError } from '../../core/errors.ts';

export interface FetchOptions {
  fetch: typeof fetch;
  /** From the request to the last byte. */
  timeoutMs: number;
  maxBytes: number;
  /** How far the browser's own HTTP cache may answer; left to the browser when absent. */
  cache?: RequestCache;
}

export interface FetchedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  etag?: string;
}

/**
 * Fetches a whole file. The content type is not looked at, since few servers know one for models.
 * @throws PocketRankError `MODEL_UNREACHABLE`, or `INVALID_MODEL` when the file is too large; when `signal`
 * is aborted, its reason.
 */
export async function fetchBytes(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<FetchedBytes> {
  // Browsers refuse to run `fetch` as a method of another object.
  const { fetch, timeoutMs, maxBytes, cache } = options;
  const controller = new AbortController();
  const abort = (): void => controller.abort(signal.reason);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    controller.abort();
  }, timeoutMs);
  signal.addEventListener('abort', abort);
  if (signal.aborted) abort();
  try {
    const response = await fetch(url.href, {
      signal: controller.signal,
      ...(cache && { cache }),
    });
    if (!response.ok)
      throw unreachable(url, `answered ${response.status} ${response.statusText}`.trim());
    const bytes = await readBody(response, maxBytes, url);
    const etag = response.headers.get('etag');
    return { bytes, ...(etag && { etag }) };
  } catch (cause) {
    controller.abort();
    if (signal.aborted) throw signal.reason;
    if (cause instanceof PocketRankError) throw cause;
    if (timedOut) throw unreachable(url, `did not answer in full within ${timeoutMs} ms`, cause);
    throw unreachable(url, 'could not be fetched', cause);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

async function readBody(
  response: Response,
  maxBytes: number,
  url: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    // Some webviews have no streams; there the size is known only at the end.
    const { value, done } = reader
      ? await reader.read()
      : { value: new Uint8Array(await response.arrayBuffer()), done: false };
    if (value) chunks.push(value);
    length += value?.length ?? 0;
    if (length > maxBytes) {
      throw new PocketRankError('INVALID_MODEL', `${url.href} is larger than ${maxBytes} bytes.`, {
        hint: 'This is hardly a student model; if it is, raise `maxBytes`.',
      });
    }
    if (done || !reader) break;
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function unreachable(url: URL, what: string, cause?: unknown): PocketRankError {
  const offline = globalThis.navigator?.onLine === false;
  return new PocketRankError('MODEL_UNREACHABLE', `The model ${url.href} ${what}.`, {
    hint: offline
      ? 'The device is offline, and no earlier visit has left a copy.'
      : "Check the address, the network, the server's CORS headers, and `connect-src` of the page's content security policy.",
    cause,
  });
}
