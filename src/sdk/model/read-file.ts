import { PocketRankError } from '../../core/errors.ts';

interface NodeFiles {
  readFile(path: URL): Promise<Uint8Array>;
}
interface NodeProcess {
  getBuiltinModule?(id: 'node:fs/promises'): NodeFiles | undefined;
}

/**
 * Reads a `file:` URL where there is a file system (Node 20.16, Deno 2.1, Bun 1.2 or later). The module is
 * asked for at run time rather than imported, so that bundlers for the web find nothing to resolve.
 * @throws PocketRankError `MODEL_UNREACHABLE`
 */
export async function readFile(url: URL): Promise<Uint8Array> {
  const { process } = globalThis as { process?: NodeProcess };
  const files = process?.getBuiltinModule?.('node:fs/promises');
  if (!files) {
    throw new PocketRankError(
      'MODEL_UNREACHABLE',
      `${url.href} is a file, which cannot be read here.`,
      {
        hint: 'Serve the model over HTTP, or pass its bytes.',
      },
    );
  }
  try {
    return await files.readFile(url);
  } catch (cause) {
    throw new PocketRankError('MODEL_UNREACHABLE', `${url.href}: ${(cause as Error).message}.`, {
      hint: 'Check the path.',
      cause,
    });
  }
}
