/** The package's sources, for tests that look at what becomes of them where the browser misbehaves. */
export { createReranker } from '../../src/sdk/index.ts';
