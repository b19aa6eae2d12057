import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');
/** The documents whose code is compiled, by name. The API reference is generated. */
const DOCUMENTS = ['README.md', ...documentsIn('docs')].map((name) => ({
  name,
  text: readFileSync(join(ROOT, name), 'utf8'),
}));
const BENCHMARKS = readFileSync(join(ROOT, 'docs/benchmarks.md'), 'utf8');
const ERRORS = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8');
const ALL = DOCUMENTS.map(({ text }) => text).join('\n');
const packageJson = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  exports: Record<string, unknown>;
};

/** What the snippets take for granted: the page around them. A snippet may declare its own. */
const SURROUNDINGS = `
import type { Item, Profile, Reranker } from 'pocketrank';
declare global {
  const items: Item[];
  const courses: Item[];
  const profile: Profile;
  const reranker: Reranker;
  const list: HTMLElement;
}`;

function documentsIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return names.map((name) => `${folder}/${name}`).sort();
}

interface Block {
  document: string;
  language: string;
  text: string;
  /** The line of the document on which the text starts, from 1. */
  line: number;
}

function blocks(...languages: string[]): Block[] {
  return DOCUMENTS.flatMap(({ name, text: whole }) =>
    [...whole.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(({ 1: language, 2: text, index }) => ({
      document: name,
      language: language!,
      text: text!,
      line: whole.slice(0, index).split('\n').length + 1,
    })),
  ).filter(({ language }) => languages.includes(language));
}

const helps = new Map<string, string>();

/** What the built command says of itself, or of one of its commands. */
function helpOf(...command: string[]): string {
  const key = command.join(' ');
  let help = helps.get(key);
  if (help === undefined) {
    const cli = join(ROOT, 'dist/cli.js');
    help = execFileSync(process.execPath, [cli, ...command, '--help'], { encoding: 'utf8' });
    helps.set(key, help);
  }
  return help;
}

/** Whether help names a command or an option. */
const tells = (help: string, word: string): boolean =>
  new RegExp(`^ {2,}(-\\w, )?${word}\\b`, 'm').test(help);

describe('the README and what it leads to', () => {
  it('has code that compiles against the published types', () => {
    if (!existsSync(join(ROOT, 'dist/index.d.ts')))
      throw new Error('The package is not built. Run `npm run build` first.');
    const snippets = blocks('ts', 'tsx');
    expect(snippets.length).toBeGreaterThan(5);
    const virtual = new Map([[join(ROOT, 'readme-surroundings.ts'), SURROUNDINGS]]);
    for (const { document, language, text, line } of snippets) {
      // On the same lines as in the document; `export {}` makes a module of it.
      const padded = `${'\n'.repeat(line - 1)}${text}export {};\n`;
      virtual.set(join(ROOT, `${document.replaceAll('/', '-')}-${line}.${language}`), padded);
    }
    expect(compile(virtual)).toEqual([]);
  });

  it('names commands and options that exist', () => {
    const lines = [
      ...blocks('sh').flatMap(({ text }) => text.split('\n')),
      ...[...ALL.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!),
    ].filter((line) => /^(pocketrank|node dist\/cli\.js) [a-z]/.test(line));
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) {
      const words = line
        .replace(/\s+#.*$/, '')
        .split(/\s+/)
        .slice(line.startsWith('node') ? 2 : 1);
      const [name, sub] = words as [string, string?];
      expect(tells(helpOf(), name), line).toBe(true);
      const hasParts = /^Commands:/m.test(helpOf(name));
      if (hasParts) expect(tells(helpOf(name), sub!), line).toBe(true);
      const help = hasParts ? helpOf(name, sub!) : helpOf(name);
      for (const option of words.filter((word) => word.startsWith('--')))
        expect(tells(help, option), `\`${line}\`: ${option}`).toBe(true);
    }
  });

  it('names scripts, files and entries that exist', () => {
    for (const [, name] of ALL.matchAll(/\bnpm run ([\w:-]+)/g))
      expect(packageJson.scripts, `npm run ${name}`).toHaveProperty([name!]);
    for (const [, path] of ALL.matchAll(/`((?:test|e2e|src|demo|\.ci)\/[\w./-]+)`/g))
      expect(existsSync(join(ROOT, path!)), path).toBe(true);
    for (const [, subpath] of ALL.matchAll(/['`]pocketrank(\/[a-z]+)['`]/g))
      expect(Object.keys(packageJson.exports)).toContain(`.${subpath}`);
  });

  it('explains every error code, and no other', () => {
    const source = readFileSync(join(ROOT, 'src/core/errors.ts'), 'utf8');
    const union = source.slice(0, source.indexOf("';", source.indexOf('type ErrorCode')) + 1);
    const codes = [...union.matchAll(/^ {2}\| '([A-Z_]+)'/gm)].map(([, code]) => code!);
    const explained = [...ERRORS.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) =>
      [...cell!.matchAll(/`([A-Z_]+)`/g)].map(([, code]) => code!),
    );
    expect([...explained].sort()).toEqual([...codes].sort());
  });

  it('says of every simulated result in its own line that it is simulated', () => {
    const results = BENCHMARKS.match(/<!-- results:[\s\S]*?<!-- \/results -->/g) ?? [];
    expect(results.length).toBeGreaterThan(0);
    const figures = results
      .join('\n')
      .split('\n')
      .filter((line) => /\d\.\d/.test(line));
    for (const line of figures) expect(line).toMatch(/simulated market/i);
  });

  it('is short, and states no interval that the benchmarks do not', () => {
    expect(README.split('\n').length).toBeLessThanOrEqual(200);
    const intervals = README.match(/\d\.\d+ \[[\d., ]+\]/g) ?? [];
    expect(intervals.length).toBeGreaterThan(4);
    expect(intervals.filter((figure) => !BENCHMARKS.includes(figure))).toEqual([]);
  });
});

/** What the compiler says of files that exist in memory alone, as they would be beside the package. */
function compile(virtual: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.getCurrentDirectory = () => dirname(join(ROOT, 'package.json'));
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageOrOptions, ...rest) => {
    const text = virtual.get(path);
    return text === undefined
      ? getSourceFile(path, languageOrOptions, ...rest)
      : ts.createSourceFile(path, text, languageOrOptions);
  };
  const program = ts.createProgram([...virtual.keys()], options, host);
  const problems = [...virtual.keys()].flatMap((path) => {
    const file = program.getSourceFile(path)!;
    const syntax: readonly ts.Diagnostic[] = program.getSyntacticDiagnostics(file);
    return syntax.concat(program.getSemanticDiagnostics(file));
  });
  return problems.map(({ file, start, messageText }) => {
    const at = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : undefined;
    const name = file?.fileName.slice(ROOT.length) ?? '';
    const where = at ? `${name}: ${at.line + 1}` : name;
    return `${where} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}
