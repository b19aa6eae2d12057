declare module 'pocketrank:wasm-kernel' {
  /** The compiled kernel (assembly/), by build-plugin.mjs: zlib format, in base64 without padding. */
  export const KERNEL: string;
}
