import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright';
import puppeteer from 'puppeteer-core';
import { drive, type DrivenPage } from './driven-page.ts';
import { findBrowser } from './find-browser.ts';
import { findFirefox } from './find-firefox.ts';
import { INSECURE_HOST } from './server.ts';
import { findWebKit, openWebKit } from './web-driver.ts';

/** A browser whose pages share what they store. */
export interface DrivenBrowser {
  name: 'Chromium' | 'Firefox' | 'WebKit';
  version: string;
  newPage(): Promise<DrivenPage>;
  /** Kills the processes that pages run in, as a device short of memory does. */
  killPages(): void;
  close(): Promise<void>;
}

/** Settings of a Firefox, as in about:config. */
export type FirefoxSettings = Record<string, string | number | boolean>;

export const BROWSERS: Readonly<
  Record<DrivenBrowser['name'], (settings?: FirefoxSettings) => Promise<DrivenBrowser | undefined>>
> = { Chromium: openChromium, Firefox: openFirefox, WebKit: openWebKitBrowser };

async function openChromium(): Promise<DrivenBrowser> {
  const server = await chromium.launchServer({
    executablePath: findBrowser(),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
    ],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  const context = await browser.newContext();
  return {
    name: 'Chromium',
    version: browser.version(),
    newPage: async () => drive(await context.newPage()),
    killPages: () => killBelow(server.process().pid!, /--type=renderer/),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

async function openFirefox(settings: FirefoxSettings = {}): Promise<DrivenBrowser | undefined> {
  const path = findFirefox();
  if (path === undefined) return undefined;
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: path,
    extraPrefsFirefox: { 'network.dns.localDomains': INSECURE_HOST, ...settings },
  });
  return {
    name: 'Firefox',
    version: (await browser.version()).replace(/^.*\//, ''),
    newPage: async () => drive(await browser.newPage()),
    killPages: () => killBelow(browser.process()!.pid!, /-contentproc.* tab$/),
    close: () => browser.close(),
  };
}

async function openWebKitBrowser(): Promise<DrivenBrowser | undefined> {
  const programs = findWebKit();
  if (programs === undefined) return undefined;
  const page = await openWebKit(programs);
  return {
    name: 'WebKit',
    version: 'WebKitGTK',
    // The driver has one window.
    newPage: async () => ({ ...page, close: async () => {} }),
    killPages: () => killBelow(process.pid, /WebKitWebProcess/),
    close: () => page.close(),
  };
}

/** Kills processes that one has started, itself or through others, by what their command line looks like. */
function killBelow(root: number, command: RegExp): void {
  const parents = new Map<number, number>();
  const commands = new Map<number, string>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      parents.set(Number(name), Number(parent));
      commands.set(
        Number(name),
        readFileSync(`/proc/${name}/cmdline`, 'utf8').replace(/\0/g, ' ').trim(),
      );
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isBelow(parents.get(pid)));
  for (const [pid, line] of commands) {
    if (command.test(line) && isBelow(parents.get(pid))) process.kill(pid, 'SIGKILL');
  }
}
