/** Made by build-plugin.mjs: the compiled training kernel, in base64. */
declare module 'pocketrank:train-kernel' {
  export const KERNEL: string;
}

/** As much of WebAssembly as Node has and the ES library does not declare. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
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
