import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import type { DrivenPage } from './driven-page.ts';

const MINI_BROWSER = '/usr/lib/x86_64-linux-gnu';
const START_MS = 20_000;

/** The programs that WebKitGTK comes with, where all are there: its driver, its browser, and a display for it. */
export function findWebKit(): { driver: string; browser: string; display: string } | undefined {
  const find = (name: string): string | undefined =>
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .map((folder) => join(folder, name))
      .find((path) => existsSync(path));
  const driver = find('WebKitWebDriver');
  const display = find('Xvfb');
  const browser = (existsSync(MINI_BROWSER) ? readdirSync(MINI_BROWSER) : [])
    .filter((name) => name.startsWith('webkit2gtk-'))
    .map((name) => join(MINI_BROWSER, name, 'MiniBrowser'))
    .find((path) => existsSync(path));
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/** Starts WebKitGTK on a display of its own, driven by the W3C's WebDriver protocol. */
export async function openWebKit(
  programs: NonNullable<ReturnType<typeof findWebKit>>,
): Promise<DrivenPage> {
  const port = await freePort();
  const screen = `:${1000 + (port % 1000)}`;
  const xvfb = spawn(programs.display, [screen, '-nolisten', 'tcp'], { stdio: 'ignore' });
  const driver = spawn(programs.driver, [`--port=${port}`], {
    stdio: 'ignore',
    // WebKit's sandbox needs rights that containers do not have.
    env: { ...process.env, DISPLAY: screen, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
  });
  const stop = (): void => {
    driver.kill();
    xvfb.kill();
  };
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    const { value } = (await response.json()) as { value: T & { message?: string } };
    if (!response.ok) throw new Error(value.message ?? `WebDriver answers ${response.status}.`);
    return value;
  };
  try {
    await untilReady(() => ask<{ ready: boolean }>('GET', '/status'));
    const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
        },
      },
    });
    const session = `/session/${sessionId}`;
    await ask('POST', `${session}/timeouts`, { script: 300_000 });
    return {
      open: (url) => ask('POST', `${session}/url`, { url }),
      async run<T>(body: string, ...args: unknown[]): Promise<T> {
        const script = `const done = arguments[arguments.length - 1];
          (async function () { ${body} }).apply(null, arguments)
            .then((value) => done({ value }), (error) => done({ error: String(error) }));`;
        const answer = await ask<{ value: T; error?: string }>('POST', `${session}/execute/async`, {
          script,
          args,
        });
        if (answer.error !== undefined) throw new Error(answer.error);
        return answer.value;
      },
      async close() {
        await ask('DELETE', session).catch(() => {});
        stop();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

async function untilReady(status: () => Promise<{ ready: boolean }>): Promise<void> {
  const end = Date.now() + START_MS;
  for (;;) {
    const found = await status().catch(() => undefined);
    if (found?.ready) return;
    if (Date.now() > end) throw new Error('The WebDriver of WebKit does not answer.');
    await new Promise((done) => setTimeout(done, 50));
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
