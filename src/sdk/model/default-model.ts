import type { Address } from '../platform-types.ts';
import type { ModelSource } from './resolve-source.ts';

/**
 * The address of the student that ships with the package, relative to the built entry
 * (`dist/index.js` → `models/jobs-en.safetensors`), so that bundlers and module CDNs find it: for preloading it.
 *
 * @throws TypeError where the code has no address of its own (a bundle of another form than modules)
 */
export function defaultModelUrl(): Address {
  return new URL('../models/jobs-en.safetensors', import.meta.url);
}

/** Where the student that ships is: below a folder, if the host names one. */
export const defaultModel = (basePath: Address | string | undefined): ModelSource =>
  basePath === undefined
    ? defaultModelUrl
    : String(basePath).replace(/\/*$/, '/models/jobs-en.safetensors');
