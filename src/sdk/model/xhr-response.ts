/**
 * Asks for an address that `fetch` refuses for its scheme alone, as it does in the webviews of apps with those of their
 * own and with `file:`; `XMLHttpRequest` takes them. What knows no status has succeeded where it has sent anything.
 *
 * @returns what is used of a response
 */
export function xhrResponse(
  url: URL,
  signal: AbortSignal,
): Promise<Pick<Response, 'ok' | 'status' | 'statusText' | 'headers' | 'arrayBuffer'>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('GET', url.href);
    request.responseType = 'arraybuffer';
    signal.addEventListener('abort', () => request.abort());
    const fail = (): void => reject(new TypeError('The request failed.'));
    for (const end of ['error', 'abort', 'timeout']) request.addEventListener(end, fail);
    request.addEventListener('load', () => {
      const { status, statusText } = request;
      const bytes = request.response as ArrayBuffer | null;
      const hasBytes = bytes !== null && bytes.byteLength > 0;
      const etag = request.getResponseHeader('etag');
      resolve({
        ok: status === 0 ? hasBytes : status >= 200 && status < 300,
        status,
        statusText,
        headers: new Headers(etag ? { etag } : {}),
        arrayBuffer: async () => bytes ?? new ArrayBuffer(0),
      });
    });
    request.send();
  });
}
