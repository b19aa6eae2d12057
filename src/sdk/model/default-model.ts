/**
 * The address of the student that ships with the package, relative to the built entry
 * (`dist/index.js` → `models/jobs-en.safetensors`), so that bundlers and module CDNs find it.
 */
export function defaultModelUrl(): URL {
  return new URL('../models/jobs-en.safetensors', import.meta.url);
}
