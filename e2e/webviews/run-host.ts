import { spawn, spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lexicalStudentFile } from '../../test/fixtures/lexical-student.ts';
import { bundle } from '../bundle.ts';
import type { Visit, VisitOptions } from '../pages/visits.ts';

/** What an application does with its webview. */
export type Step =
  | { visit: VisitOptions; hand?: string }
  /** Kills the page's process, and loads the page again. */
  | { kill: true }
  /** Serves a file no more. */
  | { withhold: string };

const LIMIT_MS = 90_000;
const PAGE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>jobs</title>
<script src="visits.js"></script><script>
  const say = (what) => {
    const text = JSON.stringify(what);
    const native = globalThis.webkit?.messageHandlers?.native;
    if (native) native.postMessage(text);
    else console.log('native:' + text);
  };
  const toBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  /** Called by the native side, with the model where it hands it over. */
  function comeBack(options, model) {
    PocketRankVisits.visit(model ? { ...options, model: toBytes(model) } : options)
      .then(say, (error) => say({ error: String(error) }));
  }
  addEventListener('load', () => say('ready'));
</script></html>`;

const hostAt = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const succeeds = (command: string, ...parameters: string[]): boolean =>
  spawnSync(command, parameters, { stdio: 'ignore', timeout: 30_000 }).status === 0;

/** How each application starts, and whether the machine has what it needs. */
export const HOSTS = [
  {
    name: 'WebKitGTK in GJS',
    needs: 'gjs, gir1.2-webkit2-4.1 and xvfb',
    isThere: () =>
      succeeds('xvfb-run', '--help') &&
      succeeds('gjs', '-c', "imports.gi.versions.WebKit2 = '4.1'; imports.gi.WebKit2;"),
    command: ['xvfb-run', '-a', 'gjs', '-m', hostAt('gtk-host.js')],
    // WebKit's sandbox needs rights that containers do not have.
    env: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', GTK_A11Y: 'none', NO_AT_BRIDGE: '1' },
  },
  {
    name: 'Qt WebEngine in Python',
    needs: 'python3-pyqt6.qtwebengine',
    isThere: () => succeeds('/usr/bin/python3', '-c', 'import PyQt6.QtWebEngineCore'),
    command: ['/usr/bin/python3', hostAt('qt-host.py')],
    env: { QT_QPA_PLATFORM: 'offscreen', QTWEBENGINE_CHROMIUM_FLAGS: '--no-sandbox' },
  },
];

/** Puts the application's files into a folder. */
export async function prepareFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const code = await bundle(new URL('../pages/visits.ts', import.meta.url), 'PocketRankVisits');
  await writeFile(join(folder, 'visits.js'), code);
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'model.safetensors'), await lexicalStudentFile());
}

/**
 * Launches an application, which takes the steps and ends.
 *
 * @returns what the page said of each visit @throws what the application wrote, where it does not end well
 */
export async function launch(
  { command: [program, ...parameters], env }: (typeof HOSTS)[number],
  root: string,
  steps: readonly Step[],
): Promise<Visit[]> {
  const plan = join(root, 'plan.json');
  const told = { folder: join(root, 'files'), data: join(root, 'data'), steps };
  await writeFile(plan, JSON.stringify(told));
  const host = spawn(program!, [...parameters, plan], {
    env: { ...process.env, ...env, HOME: root, XDG_RUNTIME_DIR: root },
    timeout: LIMIT_MS,
  });
  const said = { out: '', err: '' };
  host.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  host.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const code = await new Promise<number | null>((done) => host.on('close', done));
  if (code !== 0) throw new Error(`It ended with ${code}: ${said.out}${said.err}`);
  const visits = said.out.trim().split('\n').filter(Boolean);
  return visits.map((line) => JSON.parse(line) as Visit);
}
