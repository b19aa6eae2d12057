import { isPocketRankError } from '../../core/errors.ts';
import { refusalOf } from '../refusal.ts';

export interface FetchOptions {
  fetch: typeof fetch;
  /** From the request to the last byte. */
  timeoutMs: number;
  maxBytes: number;
  /** How far the browser's own HTTP cache may answer; left to the browser when absent. */
  cache?: RequestCache;
  /** Told of the bytes that are there, and how many there will be where the server says so. */
  onPart?: ((loaded: number, total: number | undefined) => void) | undefined;
}

export interface FetchedBytes {
  bytes: Uint8Array<ArrayBuffer>;
  etag?: string | undefined;
  cacheControl?: string | undefined;
}

/**
 * Fetches a whole file. The content type is not looked at, since few servers know one for models.
 *
 * @param controller ends the request when it is aborted; is aborted when the request fails
 * @throws PocketRankError `MODEL_UNREACHABLE`, or `INVALID_MODEL` when the file is too large
 */
export async function fetchBytes(
  url: URL,
  options: FetchOptions,
  controller: AbortController,
): Promise<FetchedBytes> {
  // Browsers refuse to run `fetch` as a method of another object.
  const { fetch, timeoutMs, cache } = options;
  let problem = 'could not be fetched';
  const timer = setTimeout(() => {
    problem = `did not answer in full within ${timeoutMs} ms`;
    controller.abort();
  }, timeoutMs);
  try {
    const init = { signal: controller.signal, ...(cache && { cache }) };
    const response = await ask(url, init, fetch);
    if (!response.ok) {
      problem = `answered ${response.status} ${response.statusText}`.trim();
      throw new Error(problem);
    }
    const bytes = await readBody(response, options, url);
    const [etag, cacheControl] = ['etag', 'cache-control'].map(
      (name) => response.headers?.get(name) ?? undefined,
    );
    return { bytes, etag, cacheControl };
  } catch (cause) {
    controller.abort();
    if (isPocketRankError(cause)) throw cause;
    const message = `The model ${url.href} ${problem}.`;
    throw await refusalOf('MODEL_UNREACHABLE', 'unreachable', url, { message, cause });
  } finally {
    clearTimeout(timer);
  }
}

/** What is used of a response; wrappers of `fetch` may leave out the rest. */
type Answer = Pick<Response, 'ok' | 'status' | 'statusText' | 'arrayBuffer'> &
  Partial<Pick<Response, 'body' | 'headers'>>;

async function ask(
  url: URL,
  init: { signal: AbortSignal; cache?: RequestCache },
  request: typeof fetch,
): Promise<Answer> {
  try {
    return await request(url.href, init);
  } catch (error) {
    const isUsual = /^(https?|data|blob):$/.test(url.protocol);
    if (isUsual || init.signal.aborted || typeof XMLHttpRequest === 'undefined') throw error;
    const { xhrResponse } = await import('./xhr-response.ts');
    return xhrResponse(url, init.signal);
  }
}

async function readBody(
  response: Answer,
  { maxBytes, onPart }: FetchOptions,
  url: URL,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!response.body?.getReader) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let part; (part = await reader.read()) && !part.done;) {
    chunks.push(part.value);
    length += part.value.length;
    const total = Number(response.headers?.get('content-length'));
    // Of what was packed on its way the server tells the packed length.
    onPart?.(length, total >= length ? total : undefined);
    if (length > maxBytes) {
      const message = `${url.href} is larger than ${maxBytes} bytes.`;
      throw await refusalOf('INVALID_MODEL', 'tooLarge', url, { message });
    }
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
