/** Made by build-plugin.mjs: the compiled training kernel, in base64. */
declare module 'pocketrank:train-kernel' {
  export const KERNEL: string;
}

/** As much of WebAssembly as Node has and the ES library does not declare. */
declare namespace WebAssembly {
  type Module = object;
  const Module: new (bytes: Uint8Array) => Module;
  class Memory {
    constructor(descriptor: { initial: number; maximum?: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
}
