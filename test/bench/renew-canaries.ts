import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { readTensorFile } from '../../src/core/format/safetensors.ts';
import { writeTensorFile } from '../../src/core/format/write-safetensors.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { makeCanaries } from '../../src/core/student/make-canaries.ts';

/**
 * Gives a model file new canaries, and a checksum: for a change of what is read from items or profiles, when the weights
 * are to stay as they are. `npx tsx test/bench/renew-canaries.ts models/jobs-en.safetensors`
 */
const [path = 'models/jobs-en.safetensors'] = process.argv.slice(2);
const { tensors, metadata } = readTensorFile(readFileSync(path));
const draft = { tensors, metadata: { ...metadata, canaries: '[]' } };
const canaries = await makeCanaries(loadStudent(writeTensorFile(draft)), 1);
const bytes = writeTensorFile({
  tensors,
  metadata: { ...metadata, canaries: JSON.stringify(canaries) },
});
writeFileSync(path, bytes);
const items = canaries.reduce((count, canary) => count + canary.items.length, 0);
process.stdout.write(
  `${path}: ${canaries.length} canaries of ${items} items; ${gzipSync(bytes, { level: 9 }).length} bytes gzip.\n`,
);
