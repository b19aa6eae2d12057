import type { Plugin } from 'rollup';

/** Compiles and inlines the training kernel; for rollup and vite. */
export function trainKernelPlugin(): Plugin;
