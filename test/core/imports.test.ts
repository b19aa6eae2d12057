import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src', import.meta.url));

/** The files of src that TypeScript compiles, by path from src; declarations apart. */
const files = (readdirSync(SRC, { recursive: true }) as string[])
  .map((path) => path.split(sep).join('/'))
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .sort();

const texts = new Map(files.map((path) => [path, readFileSync(join(SRC, path), 'utf8')]));

/** The modules that each file imports, types and dynamic imports too. */
const imports = new Map(
  files.map((path) => [
    path,
    ts.preProcessFile(texts.get(path)!, true, true).importedFiles.map((file) => file.fileName),
  ]),
);

/** Those of them of which nothing but types is imported: they are gone when the code runs. */
const typeImports = new Map(
  files.map((path) => {
    const source = ts.createSourceFile(path, texts.get(path)!, ts.ScriptTarget.ES2022);
    const names = new Map<string, boolean>();
    for (const statement of source.statements) {
      const only = ts.isImportDeclaration(statement)
        ? (statement.importClause?.isTypeOnly ?? false)
        : ts.isExportDeclaration(statement) && statement.isTypeOnly;
      const from = (statement as Partial<ts.ImportDeclaration>).moduleSpecifier;
      if (from === undefined || !ts.isStringLiteral(from)) continue;
      names.set(from.text, only && (names.get(from.text) ?? true));
    }
    return [path, new Set([...names].filter(([, only]) => only).map(([name]) => name))];
  }),
);

/** AssemblyScript has its own compiler, which takes paths without an extension. */
const isAssembly = (path: string): boolean => path.includes('/assembly/');

/** The file of src that a relative import means. */
function target(from: string, specifier: string): string {
  const path = join(SRC, dirname(from), specifier);
  const found = [path, `${path}.ts`, join(path, 'index.ts')].find(
    (p) => /\.\w+$/.test(p) && existsSync(p),
  );
  expect(found, `${from} imports ${specifier}, which does not exist`).toBeDefined();
  return relative(SRC, found!).split(sep).join('/');
}

const relatives = (path: string): string[] =>
  imports
    .get(path)!
    .filter((specifier) => specifier.startsWith('.'))
    .map((s) => target(path, s));
const packages = (path: string): string[] =>
  imports.get(path)!.filter((specifier) => !specifier.startsWith('.'));

/** Every import edge between files that `filter` takes. */
const edges = (filter: (from: string) => boolean): { from: string; to: string }[] =>
  files.filter(filter).flatMap((from) => relatives(from).map((to) => ({ from, to })));

const within = (...folders: string[]) => {
  const prefixes = folders.map((folder) => (folder.endsWith('.ts') ? folder : `${folder}/`));
  return (path: string): boolean => prefixes.some((prefix) => path.startsWith(prefix));
};

/** What each part of core may import beside itself: the parts below it. */
const CORE_LAYERS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  events: [],
  types: [],
  math: ['errors'],
  reading: ['errors', 'types', 'math'],
  terms: ['math', 'reading'],
  measures: ['errors', 'types', 'math', 'reading', 'features'],
  features: ['errors', 'types', 'events', 'math', 'reading', 'terms'],
  format: ['errors', 'types', 'math'],
  student: ['errors', 'types', 'math', 'reading', 'terms', 'measures', 'features', 'format'],
  limits: ['errors', 'types', 'math', 'reading', 'measures', 'features', 'student'],
  engine: ['errors', 'features', 'student'],
  personalization: [
    'errors',
    'types',
    'events',
    'math',
    'terms',
    'features',
    'format',
    'student',
    'limits',
  ],
  explain: [
    'errors',
    'types',
    'math',
    'reading',
    'terms',
    'measures',
    'features',
    'format',
    'student',
    'limits',
    'personalization',
  ],
};

const corePart = (path: string): string => path.split('/')[1]!.replace(/\.ts$/, '');

describe('imports', () => {
  it('are found', () => {
    expect(files).toContain('core/errors.ts');
    expect(imports.get('core/reading/read-text.ts')).toContain('./strip-markup.ts');
    expect(edges(within('core')).length).toBeGreaterThan(50);
  });

  it('go from sdk and distill to core, and never between sdk and distill', () => {
    const may: Record<string, readonly string[]> = {
      core: ['core'],
      sdk: ['core', 'sdk'],
      distill: ['core', 'distill'],
      domains: ['core', 'distill', 'domains'],
    };
    const wrong = edges(() => true).filter(
      ({ from, to }) => !may[from.split('/')[0]!]?.includes(to.split('/')[0]!),
    );
    expect(wrong).toEqual([]);
  });

  it('go downwards inside core: errors, types, math ← features, format ← student ← personalization ← explain', () => {
    const wrong = edges(within('core')).filter(({ from, to }) => {
      const [part, used] = [corePart(from), corePart(to)];
      return part !== used && !CORE_LAYERS[part]?.includes(used);
    });
    expect(wrong).toEqual([]);
    expect(new Set(files.filter(within('core')).map(corePart))).toEqual(
      new Set(Object.keys(CORE_LAYERS)),
    );
  });

  it('keep engines apart from storage and personalization', () => {
    const wrong = edges(within('sdk/engines')).filter(({ to }) =>
      within(
        'core/personalization',
        'core/explain',
        'sdk/storage',
        'sdk/page',
        'sdk/reranker.ts',
      )(to),
    );
    expect(wrong).toEqual([]);
  });

  it('of packages: none in core, few in sdk', () => {
    expect(files.filter(within('core')).filter((path) => packages(path).length > 0)).toEqual([]);
    const allowed = /^(idb|jsonrepair|react|vue|@tensorflow\/tfjs-(core|backend-webgpu)(\/.+)?)$/;
    const sdk = files.filter((path) => within('sdk')(path) && !isAssembly(path));
    const other = sdk.flatMap((path) =>
      packages(path)
        .filter((name) => !allowed.test(name) && !name.startsWith('pocketrank:'))
        .map((name) => `${path}: ${name}`),
    );
    expect(other).toEqual([]);
  });

  it('name the file with its extension', () => {
    const bare = files
      .filter((path) => !isAssembly(path))
      .flatMap((path) =>
        imports
          .get(path)!
          .filter(
            (specifier) => specifier.startsWith('.') && !/\.(ts|tsx|json|md|css)$/.test(specifier),
          )
          .map((specifier) => `${path}: ${specifier}`),
      );
    expect(bare).toEqual([]);
  });

  /** Cycles of imports; `types`: with those of types alone. */
  function cycles(of: (path: string) => boolean, types: boolean): string[] {
    const state = new Map<string, 'open' | 'done'>();
    const found: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done' || !imports.has(path)) return;
      if (state.get(path) === 'open') {
        found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      for (const specifier of imports.get(path)!) {
        if (!specifier.startsWith('.')) continue;
        if (!types && typeImports.get(path)!.has(specifier)) continue;
        visit(target(path, specifier), [...trail, path]);
      }
      state.set(path, 'done');
    };
    for (const path of files.filter(of)) visit(path, []);
    return found;
  }

  it('have no cycles when the code runs', () => expect(cycles(() => true, false)).toEqual([]));

  it('have no cycles in core, in engines and in the build step, of types neither', () => {
    expect(cycles(within('core', 'sdk/engines', 'distill/train'), true)).toEqual([]);
  });

  it('go one way between any two folders', () => {
    const folders = new Map<string, Set<string>>();
    for (const { from, to } of edges((path) => !isAssembly(path))) {
      const [here, there] = [dirname(from), dirname(to)];
      if (!folders.has(here)) folders.set(here, new Set());
      folders.get(here)!.add(there);
    }
    const isInside = (a: string, b: string): boolean => a.startsWith(`${b}/`);
    const both = [...folders].flatMap(([here, used]) =>
      [...used]
        .filter((there) => here < there && !isInside(here, there) && !isInside(there, here))
        .filter((there) => folders.get(there)?.has(here))
        .map((there) => `${here} ↔ ${there}`),
    );
    expect(both).toEqual([]);
  });
});
