/** Where a model comes from: its address, or its bytes. */
export type ModelSource = URL | string | ArrayBuffer | Uint8Array;

/**
 * The source as bytes or as an absolute URL without fragment; `undefined` for anything else. A relative address is
 * meant as in a link of the page.
 */
export function resolveSource(source: ModelSource): Uint8Array | URL | undefined {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined;
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const url = parse(source, base);
  // A drive letter of a Windows path reads as a protocol.
  if (!url || url.protocol.length === 2) return undefined;
  url.hash = '';
  return url;
}

function parse(source: URL | string, base: string | undefined): URL | undefined {
  try {
    return new URL(source, base);
  } catch {
    return undefined;
  }
}
