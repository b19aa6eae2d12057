import { refusalOf } from '../refusal.ts';
import type { Address } from '../platform-types.ts';

/** A module whose default export is a model, as `import('pocketrank/model')` gives. */
export interface ModelModule {
  /** The model. */
  readonly default: ModelSource;
}

/**
 * Where a model comes from: its address; its bytes; or what gives one of them, such as the default export of
 * `pocketrank/model`, or `() => import('pocketrank/model')`.
 */
export type ModelSource =
  | Address
  | string
  | ArrayBuffer
  | Uint8Array
  | ModelModule
  | (() => ModelSource | PromiseLike<ModelSource>);

/**
 * The source as bytes or as an absolute URL without fragment. A relative address is meant as in a link of the page.
 *
 * @throws INVALID_ARGUMENT for anything else; MODEL_UNREACHABLE where a function that should give it fails
 */
export async function resolveSource(source: ModelSource): Promise<Uint8Array | URL> {
  const opened = await open(source);
  if (ArrayBuffer.isView(opened))
    return new Uint8Array(opened.buffer, opened.byteOffset, opened.byteLength);
  // Bytes may come from another window, whose classes are not ours.
  if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(opened)))
    return new Uint8Array(opened as ArrayBuffer);
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const url = parse(opened, base);
  // A drive letter of a Windows path reads as a protocol.
  if (!url || url.protocol.length === 2) throw await refusalOf('INVALID_ARGUMENT', 'model', opened);
  url.hash = '';
  return url;
}

/** Calls functions and opens modules until something else is there. */
async function open(source: ModelSource): Promise<unknown> {
  let found: unknown = source;
  try {
    for (;;) {
      if (typeof found === 'function') found = await found();
      else if ((found as ModelModule | undefined)?.default) found = (found as ModelModule).default;
      else return found;
    }
  } catch (cause) {
    throw await refusalOf('MODEL_UNREACHABLE', 'modelModule', source, { cause });
  }
}

function parse(source: unknown, base: string | undefined): URL | undefined {
  if (typeof source !== 'string' && !(source as URL | undefined)?.href) return undefined;
  try {
    return new URL(source as string, base);
  } catch {
    return undefined;
  }
}
