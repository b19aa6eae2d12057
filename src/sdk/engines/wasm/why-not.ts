/** The smallest module with a vector instruction: `(func (result v128) (i8x16.popcnt (i8x16.splat (i32.const 0))))`. */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
];

/** Why the kernel does not compile here, in words; the code for it is fetched when that is so. */
export function whyNot(cause: unknown): string {
  if (typeof WebAssembly !== 'object') return 'There is no WebAssembly here.';
  if (!WebAssembly.validate(Uint8Array.from(SIMD_PROBE))) return 'WebAssembly has no SIMD here.';
  // A policy that forbids compilation does not keep it from validating.
  try {
    void new WebAssembly.Module(Uint8Array.from(SIMD_PROBE));
  } catch (error) {
    return `WebAssembly is forbidden here, by a content security policy without 'wasm-unsafe-eval' for instance. ${String(error)}`;
  }
  return String(cause);
}
