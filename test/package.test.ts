import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isBuiltin } from 'node:module';
import { gzipSync } from 'node:zlib';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureEntry } from './bench/measure-entry.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  name: string;
  version: string;
  dependencies?: Record<string, string>;
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
  peerDependencies: Record<string, string>;
  peerDependenciesMeta: Record<string, { optional?: boolean }>;
};
/** The entries that are code: subpath, and the file behind it. */
const entries = Object.entries(packageJson.exports).flatMap(([subpath, target]) =>
  typeof target === 'string' ? [] : [{ subpath, file: target.default, types: target.types }],
);
/** The entries that a page imports; they must be harmless wherever a server renders that page. */
const sdkEntries = entries.filter(({ subpath }) => subpath !== './distill');

/** What loads before the first ranking may not grow. The budget is 30 KB, and missed. */
const FIRST_BYTES = 38.6 * 1024;
/** The same with all that every page fetches soon: what it does beside ranking, personalization, the scalar engine. */
const WHOLE_BYTES = 61.8 * 1024;

let folder = '';
let tarball = '';
let files: string[] = [];

beforeAll(() => {
  if (!existsSync(join(ROOT, 'dist/index.js')))
    throw new Error('The package is not built. Run `npm run build` first.');
  folder = mkdtempSync(join(tmpdir(), 'pocketrank-package-'));
  const output = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', folder],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  tarball = join(folder, `${packageJson.name}-${packageJson.version}.tgz`);
  files = (JSON.parse(output) as [{ files: { path: string }[] }])[0].files.map(({ path }) => path);
});
afterAll(() => {
  if (folder) rmSync(folder, { recursive: true });
});

describe('what is published', () => {
  it('is the build, the models and the documents, and nothing else', () => {
    const allowed =
      /^(package\.json|README\.md|LICENSE|CHANGELOG\.md|ARCHITECTURE\.md|docs\/(decisions\/)?[\w-]+\.md|src\/core\/format\/SPEC\.md|models\/[^/]+\.(safetensors|card\.md|metrics\.json|report\.html)|dist\/[^/]+\.(js|js\.map|d\.ts|md)|dist\/domains\/.+\.(yaml|jsonl|md))$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    for (const { file, types } of entries) {
      expect(files).toContain(file.slice(2));
      expect(files).toContain(types.slice(2));
    }
    for (const path of ['README.md', 'LICENSE', 'dist/cli.js', 'dist/pocketrank.global.js'])
      expect(files).toContain(path);
    expect(files.some((path) => path === 'models/jobs-en.safetensors')).toBe(true);
  });

  it('has what the README links', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path!);
    const shown = links.filter((path) => path.endsWith('.md'));
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.filter((path) => !files.includes(path))).toEqual([]);
  });

  it('depends on nothing; what it needs beside itself is optional', () => {
    expect(packageJson.dependencies).toBeUndefined();
    for (const name of Object.keys(packageJson.peerDependencies))
      expect(packageJson.peerDependenciesMeta[name]).toEqual({ optional: true });
  });

  it("imports nothing that is neither an optional package nor Node's", () => {
    const known = Object.keys(packageJson.peerDependencies);
    for (const path of files.filter((name) => /^dist\/[^/]+\.js$/.test(name))) {
      const code = readFileSync(join(ROOT, path), 'utf8');
      const specifiers = [
        ...code.matchAll(/^(?:import|export)\b[^'"();]*?from\s*["']([^"']+)["']/gm),
      ];
      for (const [, specifier] of specifiers) {
        const isKnown =
          specifier!.startsWith('./') ||
          isBuiltin(specifier!) ||
          known.some((name) => specifier === name || specifier!.startsWith(`${name}/`));
        expect(isKnown, `${path} imports ${specifier}`).toBe(true);
      }
    }
  });

  it('is well-formed by publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: ROOT, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that every resolver of ESM finds, by attw', () => {
    const attw = join(ROOT, 'node_modules/.bin/attw');
    const { status, stdout, stderr } = spawnSync(
      attw,
      [
        tarball,
        '--profile',
        'esm-only',
        '--format',
        'ascii',
        '--exclude-entrypoints',
        './models/*',
      ],
      { encoding: 'utf8', cwd: ROOT },
    );
    expect(status, stdout + stderr).toBe(0);
  });
});

describe('importing', () => {
  // Whatever an entry does to any of these at import would fail where a server renders the page.
  const PAGE = [
    'window',
    'document',
    'navigator',
    'location',
    'indexedDB',
    'localStorage',
    'fetch',
  ];
  const BOTH = ['crypto', 'BroadcastChannel', 'WebAssembly', 'Worker', 'performance', 'setTimeout'];
  const NODE = ['process', 'Buffer', 'setImmediate'];
  const trapFor = (names: string[]): string => `
    for (const name of ${JSON.stringify(names)}) {
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get() { throw new Error('touched ' + name + ' at import'); },
      });
    }`;

  it.each(sdkEntries)('$subpath touches no global', ({ file, subpath }) => {
    const url = pathToFileURL(join(ROOT, file)).href;
    // Node itself needs some of them to load modules: the trap lies in the module before.
    // React reads `process.env` at import, as it may.
    const names = [...PAGE, ...BOTH, ...(subpath === './react' ? [] : NODE)];
    const trap = `data:text/javascript,${encodeURIComponent(trapFor(names))}`;
    const main = `import ${JSON.stringify(trap)}; import * as entry from ${JSON.stringify(url)};
      if (Object.keys(entry).length === 0) throw new Error('exports nothing');`;
    const { status, stderr, stdout } = run(ROOT, main);
    expect(status, stderr).toBe(0);
    expect(stdout).toBe('');
  });

  it.each(entries)('$subpath is found by its public name in an installation', ({ subpath }) => {
    const application = install('full', Object.keys(packageJson.peerDependencies));
    const name = packageJson.name + subpath.slice(1);
    const { status, stderr } = run(application, `await import(${JSON.stringify(name)})`);
    expect(status, stderr).toBe(0);
  });

  it('works without any optional package, but for the entries that are made of one', () => {
    const application = install('bare', []);
    for (const subpath of ['', '/encode', '/webgpu']) {
      const { status, stderr } = run(application, `await import('${packageJson.name}${subpath}')`);
      expect(status, stderr).toBe(0);
    }
    const command = join(
      application,
      'node_modules',
      packageJson.name,
      packageJson.bin['pocketrank']!,
    );
    const { stdout, stderr, status } = spawnSync(process.execPath, [command, '--help'], {
      encoding: 'utf8',
      cwd: application,
    });
    expect(status, stderr).toBe(0);
    expect(stdout).toContain('distill');
  });

  it.each([
    ['as a bundler sees it', 'bundler', 'ESNext'],
    ['as Node sees it', 'nodenext', 'nodenext'],
  ])('has types under which an application compiles, %s', (_what, resolution, module) => {
    const application = install('typed', []);
    const usage = readFileSync(join(ROOT, 'test/types/usage.ts'));
    writeFileSync(join(application, 'usage.ts'), usage);
    const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2022'];
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        compiler,
        ...options,
        '--lib',
        'es2022,dom,dom.iterable',
        '--moduleResolution',
        resolution,
        '--module',
        module,
        'usage.ts',
      ],
      { encoding: 'utf8', cwd: application },
    );
    expect(status, stdout).toBe(0);
  });
});

/** An application that has installed the tarball, and those of `peers` that this project has too. */
function install(name: string, peers: string[]): string {
  const application = join(folder, name);
  if (existsSync(application)) return application;
  const modules = join(application, 'node_modules');
  const target = join(modules, packageJson.name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  for (const dependency of peers) {
    const source = join(ROOT, 'node_modules', dependency);
    if (!existsSync(source)) continue;
    mkdirSync(join(modules, dependency, '..'), { recursive: true });
    symlinkSync(source, join(modules, dependency));
  }
  writeFileSync(join(application, 'package.json'), '{"type":"module"}');
  return application;
}

/** Runs a module in Node, in the folder of an application. */
function run(cwd: string, code: string): { status: number | null; stdout: string; stderr: string } {
  const parameters = ['--input-type=module', '--eval', code];
  return spawnSync(process.execPath, parameters, { encoding: 'utf8', cwd });
}

describe('size', () => {
  it(`keeps what loads before the first ranking within ${FIRST_BYTES / 1024} KB gzip`, async () => {
    const { gzipBytes, budgetBytes, lazy } = await measureEntry();
    const script = gzipSync(readFileSync(join(ROOT, 'dist/pocketrank.global.js')), { level: 9 });
    const later = lazy.map(({ name, gzipBytes: bytes }) => `${name} ${bytes}`).join(', ');
    process.stdout.write(
      `size: before the first ranking ${gzipBytes} bytes gzip, with what every page fetches soon ${budgetBytes}; when needed ${later}; script for <script> ${script.length} bytes\n`,
    );
    expect(gzipBytes).toBeLessThanOrEqual(FIRST_BYTES);
    expect(budgetBytes).toBeLessThanOrEqual(WHOLE_BYTES);
  });

  it('keeps the student that ships within 152 KB gzip', () => {
    const model = readFileSync(join(ROOT, 'models/jobs-en.safetensors'));
    const bytes = gzipSync(model, { level: 9 }).length;
    process.stdout.write(`size: default student ${bytes} bytes gzip of ${152 * 1024}\n`);
    expect(bytes).toBeLessThanOrEqual(152 * 1024);
  });
});
