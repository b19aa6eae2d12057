import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Way } from './host.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TOOLS = fileURLToPath(new URL('node_modules', import.meta.url));

/** An application that has installed the packed package. */
export interface Application {
  folder: string;
  /** Writes a file of it. */
  write(path: string, text: string): string;
  /** Its module that ranks and puts the {@link Outcome} into `globalThis.outcome`, and says which. */
  main(way: Way): string;
}

/** Packs the project. Removed when the process ends. */
export function pack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pocketrank-hosts-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const parameters = ['pack', '--ignore-scripts', '--pack-destination', folder];
  execFileSync('npm', parameters, { cwd: ROOT, stdio: 'ignore' });
  return join(folder, readdirSync(folder)[0]!);
}

/** Installs the tarball in a new folder beside it. `tools` are packages of this folder, or of the project. */
export function install(tarball: string, tools: readonly string[] = []): Application {
  // Next's bundler follows no link out of its root, so what it builds lies beside its tools.
  const isInside = tools.includes('next');
  const parent = isInside ? join(TOOLS, '../.cache') : dirname(tarball);
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'app-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const modules = join(folder, 'node_modules');
  const target = join(modules, 'pocketrank');
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  for (const tool of isInside ? [] : tools) {
    const place = [TOOLS, join(ROOT, 'node_modules')].find((path) => existsSync(join(path, tool)));
    if (place === undefined) throw new Error(`${tool} is not installed: run \`npm run hosts\``);
    mkdirSync(dirname(join(modules, tool)), { recursive: true });
    symlinkSync(join(place, tool), join(modules, tool));
  }
  const write = (path: string, text: string): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    return join(folder, path);
  };
  write('package.json', '{ "name": "application", "private": true, "type": "module" }');
  write('outcome.js', OUTCOME);
  return {
    folder,
    write,
    main(way) {
      const model = way === 'module' ? "import model from 'pocketrank/model';" : '';
      return write(
        `main-${way}.js`,
        `import { createReranker } from 'pocketrank';
        ${model}
        import { outcomeOf } from './outcome.js';
        globalThis.outcome = outcomeOf(() => createReranker(${model && '{ model }'}));\n`,
      );
    },
  };
}

/** What every application does: rank 50 jobs, note a choice, rank again. */
export const OUTCOME = `const TITLES = ['Line Cook', 'Staff Nurse', 'Bricklayer', 'Data Analyst', 'Bus Driver'];
export async function outcomeOf(create) {
  try {
    const reranker = await create();
    const items = Array.from({ length: 50 }, (_, i) => ({
      identifier: 'job-' + i,
      title: TITLES[i % 5],
      jobLocation: { address: { addressLocality: i < 25 ? 'Leeds' : 'York', addressCountry: 'GB' } },
    }));
    const profile = { basics: { label: 'Nurse', location: { city: 'Leeds', countryCode: 'GB' } } };
    const before = await reranker.rank(items, { profile });
    await reranker.record({ type: 'apply', itemId: before.items[30].id });
    const after = await reranker.rank(items, { profile });
    await reranker.flush();
    const outcome = {
      ranked: after.items.length,
      first: before.items[0].item.title,
      isMoved: after.items.some(({ personal }) => personal !== 0),
      engine: reranker.engine.name,
      from: reranker.model.from,
    };
    reranker.dispose();
    return outcome;
  } catch (error) {
    return { name: error.name, code: error.code, message: String(error.message) };
  }
}
`;
