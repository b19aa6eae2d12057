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
  // Bytes may come from another window, whose classes are not ours.
  const { buffer = opened, byteOffset, byteLength } = Object(opened) as Partial<Uint8Array>;
  if (byteLength! >= 0) return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const url = parse(opened, base);
  // A drive letter of a Windows path reads as a protocol.
  if (!url || url.protocol.length === 2) throw await refusalOf('INVALID_ARGUMENT', 'model', opened);
  url.hash = '';
  return url;
}

/** Calls functions and opens modules until something else is there. */
async function open(source: ModelSource): Promise<unknown> {
  try {
    if (typeof source === 'function') return await open(await source());
    const inner = (source as ModelModule | undefined)?.default;
    return inner ? await open(inner) : source;
  } catch (cause) {
    throw await refusalOf('MODEL_UNREACHABLE', 'modelModule', source, { cause });
  }
}

function parse(source: unknown, base: string | undefined): URL | undefined {
  try {
    return typeof source === 'string' || (source as URL).href
      ? new URL(source as string, base)
      : undefined;
  } catch {
    return undefined;
  }
}
