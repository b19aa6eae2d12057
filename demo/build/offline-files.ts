import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';

/** What is never asked for by the page itself. */
const LEFT_OUT = /\.map$|^sw\.js$|webgpu|report|screenshot|^models\/(?!jobs-en\.safetensors)/;

/** All files of the site that the page needs, relative to it; the page itself as `./`. */
export async function listFiles(site: URL): Promise<string[]> {
  const entries = await readdir(site, { recursive: true, withFileTypes: true });
  const root = site.pathname;
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\//, ''))
    .filter((path) => !LEFT_OUT.test(path))
    .map((path) => (path === 'index.html' ? './' : path))
    .sort();
}

const HASH_DIGITS = 16;

/** Writes which files there are in front of the service worker: another version whenever one differs. */
export async function writeWorker(site: URL, files: readonly string[]): Promise<void> {
  const hash = createHash('sha256');
  for (const path of files)
    hash.update(path).update(await readFile(new URL(path === './' ? 'index.html' : path, site)));
  const version = hash.digest('hex').slice(0, HASH_DIGITS);
  const code = (await readFile(new URL('sw.js', site), 'utf8')).replace(/^const SITE = .*\n/, '');
  await writeFile(
    new URL('sw.js', site),
    `const SITE = ${JSON.stringify({ version, files })};\n${code}`,
  );
}
