/*
 * The SDK as one file, which calls no `import()`: for service workers, and for runtimes that load a single module. It
 * holds everything that pages load when first needed, and the engine that takes a kernel compiled ahead.
 */
export * from './index.ts';
export { createItemEncoder } from './encode.ts';
export { wasm } from './engines/wasm/given-kernel.ts';
