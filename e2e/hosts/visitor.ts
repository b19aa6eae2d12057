import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { chromium, type Page } from 'playwright';
import type { Outcome } from './host.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** A person who opens pages of applications in a browser. */
export interface Visitor {
  /**
   * Opens the page at an address and waits for `globalThis.outcome`; then reloads it with the model's address blocked, and
   * tells the error of that visit where there is one.
   */
  visit(url: string): Promise<Outcome>;
  /** The same for a folder, which is served meanwhile. `moved`: paths that answer with another address. */
  visitFolder(folder: string, path?: string, moved?: Record<string, string>): Promise<Outcome>;
  close(): Promise<void>;
}

/** @param executablePath of a Chromium */
export async function createVisitor(executablePath: string): Promise<Visitor> {
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args });

  async function outcomeOf(page: Page): Promise<Outcome> {
    const failures: string[] = [];
    page.once('pageerror', ({ name, message }) => failures.push(`${name}: ${message}`));
    await page
      .waitForFunction(() => 'outcome' in globalThis, undefined, { timeout: 40_000 })
      .catch((error: Error) => {
        throw new Error(failures[0] ?? error.message);
      });
    return page.evaluate(() => (globalThis as unknown as { outcome: Promise<Outcome> }).outcome);
  }

  async function visit(url: string): Promise<Outcome> {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(url, { waitUntil: 'commit' });
      const first = await outcomeOf(page);
      if (first.code) return first;
      // The model is proven and kept when the page is idle; `flush` has waited for it.
      await context.route(/\.safetensors$/, (route) => route.abort());
      await page.goto(url, { waitUntil: 'commit' });
      const second = await outcomeOf(page);
      return second.code ? second : first;
    } finally {
      await context.close();
    }
  }

  return {
    visit,
    async visitFolder(folder, path = '/', moved = {}) {
      const server = createServer((request, response) => {
        const at = normalize(decodeURIComponent(new URL(request.url!, 'http://a').pathname));
        if (moved[at]) return void response.writeHead(302, { location: moved[at] }).end();
        const file = join(folder, at.endsWith('/') ? `${at}index.html` : at);
        readFile(file).then(
          (bytes) =>
            response
              .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
              .end(bytes),
          () => response.writeHead(404).end('no'),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      try {
        return await visit(`http://localhost:${(server.address() as AddressInfo).port}${path}`);
      } finally {
        server.closeAllConnections();
        server.close();
      }
    },
    close: () => browser.close(),
  };
}
