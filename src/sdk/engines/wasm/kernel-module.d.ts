declare module 'pocketrank:wasm-kernel' {
  /** The compiled kernel in base64, without padding: made from assembly/ by build-plugin.mjs. */
  export const KERNEL: string;
}
