import { PocketRankError } from '../../core/errors.ts';

/** Where a model comes from: its address, or its bytes. */
export type ModelSource = URL | string | ArrayBuffer | Uint8Array;

/**
 * The source as bytes or as an absolute URL without fragment. A relative address is meant as in a link of
 * the page.
 * @throws PocketRankError `INVALID_ARGUMENT` for anything else.
 */
export function resolveSource(source: ModelSource): Uint8Array | URL {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source !== 'string' && !(source instanceof URL)) {
    throw new PocketRankError('INVALID_ARGUMENT', `The model is ${describe(source)}.`, {
      hint: 'Pass a URL, a string with one, an ArrayBuffer or a Uint8Array.',
    });
  }
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const url = parse(source, base);
  // A drive letter of a Windows path reads as a protocol.
  if (!url || url.protocol.length === 2) {
    throw new PocketRankError('INVALID_ARGUMENT', `The model "${String(source)}" is no URL.`, {
      hint: "Outside a page pass the file's bytes or `new URL('./model.safetensors', import.meta.url)`.",
    });
  }
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

function describe(value: unknown): string {
  return value === null || value === undefined ? String(value) : `of type ${typeof value}`;
}
