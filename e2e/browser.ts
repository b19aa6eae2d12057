import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { inject } from 'vitest';
import { bundle } from './bundle.ts';
import { INSECURE_HOST, type TestServer } from './server.ts';

/** Starts the Chromium that the global setup has found, without any traffic of its own. */
export function launchBrowser(extraArguments: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: inject('browserPath'),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
      `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
      ...extraArguments,
    ],
  });
}

/**
 * What a page can be given to load:
 * - `global`: `dist/pocketrank.global.js` by a script tag, as `PocketRank`;
 * - `module`: the package's entry, bundled as an application would, as `PocketRank`;
 * - a path under `e2e/pages/`, bundled, whose exports become `globalName`.
 */
export type PageCode = 'global' | 'module' | { page: string; globalName: string };

export interface PageOptions {
  /** Path of the page on the server. Default `/`. */
  path?: string;
  /** Markup of the body. */
  body?: string;
  /** Runs before any code of the page. */
  init?: () => void;
  /** Default: the server's secure one. */
  origin?: string;
}

/** Opens a page that has loaded `code`; uncaught errors of the page fail the call that observes them. */
export async function openPage(
  context: BrowserContext,
  server: TestServer,
  code: PageCode,
  options: PageOptions = {},
): Promise<Page> {
  const { path = '/', body = '', init, origin = server.origin } = options;
  const script = await serveCode(server, code);
  server.files.set(
    path,
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>test</title><link rel="icon" href="data:,"><script src="${script}"></script></head><body>${body}</body></html>`,
  );
  const page = await context.newPage();
  if (init) await page.addInitScript(init);
  await page.goto(origin + path);
  return page;
}

async function serveCode(server: TestServer, code: PageCode): Promise<string> {
  if (code === 'global') return '/dist/pocketrank.global.js';
  const { page, globalName } =
    code === 'module' ? { page: 'package.ts', globalName: 'PocketRank' } : code;
  const path = `/pages/${page.replace(/\.ts$/, '.js')}`;
  server.files.set(path, await bundle(new URL(`pages/${page}`, import.meta.url), globalName));
  return path;
}
