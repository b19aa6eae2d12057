import { expect, it } from 'vitest';
import { isFinalAddress } from '../../../src/sdk/storage/final-address.ts';

it.each([
  ['/models/jobs-en.safetensors', 'public, max-age=31536000, immutable', true],
  ['/models/jobs-en.safetensors', 'no-cache', false],
  ['/models/jobs-en.safetensors', undefined, false],
  // As Vite, webpack, Next and esbuild name files.
  ['/assets/jobs-en-DlqWm2Zk.safetensors', undefined, true],
  ['/3f2b8c1d9e0a4b5c6d7e.safetensors', undefined, true],
  ['/_next/static/media/jobs-en.1a2b3c4d.safetensors', undefined, true],
  // Names that people give.
  ['/models/student-version2.safetensors', undefined, false],
  ['/models/student-20261130.safetensors', undefined, false],
  ['/1a2b3c4d5e6f/jobs-en.safetensors', undefined, false],
])('%s with cache-control %s: %s', (path, cacheControl, isFinal) => {
  expect(isFinalAddress(`https://a.test${path}`, cacheControl)).toBe(isFinal);
});
