import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';

/** What is never asked for by the page itself. */
const LEFT_OUT = /\.map$|^sw\.js$|webgpu|report|screenshot|^models\/(?!jobs(?:-en)?\.safetensors)/;

/** What single rooms alone need: kept once they are opened. */
export const OF_ROOMS =
  /^cookbook\/|^(?:products|care|lending|languages)\.html$|^(?:open-(?:wishes|limits)|languages)[-.].*js$|^languages\/|^models\/jobs\.safetensors$/;

/** Files of the site, relative to it. */
export interface SiteFiles {
  /** What a first visit brings; the page itself is `./`. */
  files: string[];
  /** What comes with the rooms that need it. */
  lazy: string[];
}

/** All files of the site that pages need. */
export async function listFiles(site: URL): Promise<SiteFiles> {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const root = site.pathname;
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\//, ''))
    .filter((path) => !LEFT_OUT.test(path))
    .map((path) => (path === 'index.html' ? './' : path))
    .sort();
  const isLazy = (path: string): boolean => OF_ROOMS.test(path);
  return { files: paths.filter((path) => !isLazy(path)), lazy: paths.filter(isLazy) };
}

const HASH_DIGITS = 16;

/** Writes which files there are in front of the service worker: another version whenever one differs. */
export async function writeWorker(site: URL, { files, lazy }: SiteFiles): Promise<void> {
  const hash = createHash('sha256');
  for (const path of [...files, ...lazy])
    hash.update(path).update(await readFile(new URL(path === './' ? 'index.html' : path, site)));
  const version = hash.digest('hex').slice(0, HASH_DIGITS);
  const code = (await readFile(new URL('sw.js', site), 'utf8')).replace(/^const SITE = .*\n/, '');
  await writeFile(
    new URL('sw.js', site),
    `const SITE = ${JSON.stringify({ version, files, lazy })};\n${code}`,
  );
}
