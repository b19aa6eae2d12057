import Table from 'cli-table3';
import { measureEntry } from './measure-entry.ts';

/** Prints what the built entry weighs, module by module: `npm run build && npm run size`. */
const { gzipBytes, minifiedBytes, modules, budgetBytes, lazy } = await measureEntry();
const options = { style: { head: [], border: [], compact: true } };
const eager = new Table({
  ...options,
  head: ['module', 'minified', 'gzip'],
  colAligns: ['left', 'right', 'right'],
});
for (const { path, ...sizes } of modules) eager.push([path, sizes.minifiedBytes, sizes.gzipBytes]);
eager.push(['all that loads before the first ranking', minifiedBytes, gzipBytes]);
eager.push(['with what every page fetches soon (later, next)', '', budgetBytes]);
const later = new Table({
  ...options,
  head: ['loaded when needed', 'gzip'],
  colAligns: ['left', 'right'],
});
for (const { name, sources, gzipBytes: bytes } of lazy)
  later.push([[name, ...sources].join('\n  '), bytes]);
process.stdout.write(`${eager.toString()}\n${later.toString()}\n`);
