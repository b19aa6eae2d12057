import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
];
const MAC_APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The path of a Chromium: the one named by `POCKETRANK_BROWSER` or `CHROME_PATH`, Playwright's own, or one
 * that the machine has; else Playwright is asked to install its own.
 * @throws an error that says what to do, when all that fails.
 */
export function findBrowser(): string {
  for (const variable of ['POCKETRANK_BROWSER', 'CHROME_PATH']) {
    const path = process.env[variable];
    if (!path) continue;
    if (isExecutable(path)) return path;
    throw new Error(`${variable} is "${path}", which is no program.`);
  }
  const own = chromium.executablePath();
  const found = [own, ...onPath(), ...MAC_APPLICATIONS].find(isExecutable);
  if (found) return found;
  process.stderr.write('No Chromium found; asking Playwright to install one.\n');
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('playwright/package.json')),
    'cli.js',
  );
  const { status } = spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (status === 0 && existsSync(own)) return own;
  throw new Error(
    [
      'The browser tests need a Chromium, and none was found or could be installed. Do one of these:',
      '  - Debian or Ubuntu: sudo apt-get install chromium',
      '  - anywhere with access to the internet: npx playwright install --with-deps chromium',
      '  - set POCKETRANK_BROWSER to the path of a Chromium or Chrome that you have.',
    ].join('\n'),
  );
}

function onPath(): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
