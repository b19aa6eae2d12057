/** A plugin for rollup and vite that compiles `pocketrank:wasm-kernel` from its source. */
export function wasmKernelPlugin(): {
  name: string;
  resolveId(id: string): string | null;
  load(
    this: { addWatchFile(path: string): void },
    id: string,
  ): Promise<{ code: string; map: null; moduleSideEffects: boolean } | null>;
};

/** The same for esbuild, whose `PluginBuild` is what `setup` takes. */
export function wasmKernelEsbuildPlugin(): { name: string; setup(build: object): void };

/** Bytes as text, for decode-kernel.ts. */
export function encodeKernel(bytes: Uint8Array): string;
