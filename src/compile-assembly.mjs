import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const FLAGS =
  '--optimizeLevel 3 --noAssert --runtime stub --importMemory --noExportMemory --use abort= --enable simd';

/**
 * Compiles AssemblyScript to WebAssembly over an imported memory, when a bundler asks for it: the bytes are in
 * no file of the repository.
 *
 * @param {string} folder absolute; files outside it are not found
 * @param {string} entry relative to it
 * @param {string[]} features that it may use beside SIMD
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function compileAssembly(folder, entry, features = []) {
  let bytes = new Uint8Array(0);
  const { error, stderr } = await asc.main(
    [
      entry,
      '--outFile',
      'kernel.wasm',
      '--baseDir',
      folder,
      ...FLAGS.split(' '),
      ...features.flatMap((feature) => ['--enable', feature]),
    ],
    {
      readFile(name, base) {
        try {
          return readFileSync(join(base, name), 'utf8');
        } catch {
          return null;
        }
      },
      writeFile(_name, contents) {
        bytes = Uint8Array.from(contents);
      },
    },
  );
  if (error) throw new Error(`${entry} does not compile.\n${stderr.toString()}`, { cause: error });
  return bytes;
}
