declare module 'pocketrank:wasm-kernel' {
  /** The compiled kernel (assembly/), by build-plugin.mjs, for decode-kernel.ts. */
  export const KERNEL: string;
}

declare module 'pocketrank:wasm-kernel-relaxed' {
  /** The same with relaxed SIMD. */
  export const KERNEL: string;
}
