import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import nodeResolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import { rollup, type OutputChunk, type Plugin } from 'rollup';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** One source file's part of the entry. */
export interface ModuleSize {
  path: string;
  minifiedBytes: number;
  /** How much smaller the compressed entry would be without it. These do not sum to the whole. */
  gzipBytes: number;
}

export interface EntrySize {
  /** What a page fetches before its first ranking: the entry, what it imports, and the wasm kernel. */
  gzipBytes: number;
  minifiedBytes: number;
  modules: ModuleSize[];
  /**
   * The same with what every page fetches soon: beside the model what a session does beside ranking (storage, signals,
   * `later`), when idle personalization and the scalar engine (`next`).
   */
  budgetBytes: number;
  /** What is fetched when it is first needed, largest first. */
  lazy: { name: string; sources: string[]; gzipBytes: number }[];
}

const gzip = (text: string): number => gzipSync(text, { level: 9 }).length;

/**
 * Measures the built SDK entry (`dist/index.js`) as an application gets it: bundled by rollup and minified by
 * terser, `idb` included, dynamic imports as chunks of their own; gzip at level 9, chunk by chunk.
 */
export async function measureEntry(): Promise<EntrySize> {
  const bundle = await rollup({
    input: join(ROOT, 'dist/index.js'),
    plugins: [sourceMaps(), nodeResolve({ browser: true })],
  });
  const { output } = await bundle.generate({
    format: 'es',
    sourcemap: true,
    plugins: [terser({ ecma: 2020, module: true, compress: { passes: 2 } })],
  });
  const chunks = output.filter((file): file is OutputChunk => file.type === 'chunk');
  /** The files of the chunks that start with a module of the build, and all that those import statically. */
  const closureOf = (...names: string[]): Set<string> => {
    const found = new Set<string>();
    for (const name of names) {
      const isIt = new RegExp(`/dist/\\W?\\w*${name}(-[\\w-]+)?\\.js$`);
      closure(
        chunks,
        chunks.find((chunk) => isIt.test(chunk.facadeModuleId ?? ''))!.fileName,
        found,
      );
    }
    return found;
  };
  // The larger of the kernel's two builds: a page fetches one of them.
  const kernel = 'wasm-kernel-relaxed';
  const first = closureOf('index', kernel);
  const budget = closureOf('index', kernel, 'later', 'next');
  const size: EntrySize = {
    gzipBytes: 0,
    minifiedBytes: 0,
    modules: [],
    budgetBytes: 0,
    lazy: [],
  };
  for (const { fileName, code, map } of chunks) {
    const gzipBytes = gzip(code);
    if (budget.has(fileName)) size.budgetBytes += gzipBytes;
    if (first.has(fileName)) {
      size.gzipBytes += gzipBytes;
      size.minifiedBytes += Buffer.byteLength(code);
      size.modules.push(...modulesOf(code, map!));
    } else {
      size.lazy.push({ name: fileName, sources: map!.sources.map(shorten), gzipBytes });
    }
  }
  size.modules.sort((a, b) => b.gzipBytes - a.gzipBytes);
  size.lazy.sort((a, b) => b.gzipBytes - a.gzipBytes);
  return size;
}

/** Reads the maps of built files, so that sizes are told by source. */
function sourceMaps(): Plugin {
  return {
    name: 'source-maps',
    load(id) {
      if (!existsSync(`${id}.map`)) return null;
      return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
    },
  };
}

/** A chunk and everything that it imports statically. */
function closure(chunks: OutputChunk[], from: string, found = new Set<string>()): Set<string> {
  found.add(from);
  for (const next of chunks.find(({ fileName }) => fileName === from)?.imports ?? [])
    if (!found.has(next)) closure(chunks, next, found);
  return found;
}

/** Splits a minified file by the sources that its source map names. */
function modulesOf(text: string, map: NonNullable<OutputChunk['map']>): ModuleSize[] {
  const sourceMap = new SourceMap(map as unknown as ConstructorParameters<typeof SourceMap>[0]);
  const owners: string[] = [];
  for (const [line, code] of text.split('\n').entries()) {
    for (let column = 0; column <= code.length; column++) {
      const found = sourceMap.findEntry(line, column) as { originalSource?: string };
      owners.push(shorten(found.originalSource ?? '(bundler)'));
    }
  }
  const whole = gzip(text);
  return [...new Set(owners)].map((path) => {
    const rest = text
      .split('')
      .filter((_, i) => owners[i] !== path)
      .join('');
    return { path, minifiedBytes: text.length - rest.length, gzipBytes: whole - gzip(rest) };
  });
}

function shorten(source: string): string {
  return source
    .replace(/^.*node_modules\//, 'npm: ')
    .replace(/^.*?src\/(?=core\/|sdk\/)/, '')
    .replace(/^.*\//, (folder) => (folder.startsWith('..') ? '' : folder));
}
