import { PocketRankError } from '../../core/errors.ts';

/** What servers and repositories hand out in place of a file, by how it begins. */
const IMPOSTORS: readonly [pattern: RegExp, what: string, hint: string][] = [
  [
    /^(<!doctype|<html|<head|<\?xml|<!--)/i,
    'a web page',
    'The address probably does not exist and the server answers every such request with a page.',
  ],
  [
    /^version https:\/\/git-lfs/,
    'a Git LFS pointer',
    'Serve the file itself: run `git lfs pull` before you deploy.',
  ],
];

/**
 * Refuses what is evidently no model, with a message that says what it is instead.
 * @throws PocketRankError `INVALID_MODEL`
 */
export function checkBytes(bytes: Uint8Array, where: string): void {
  if (bytes.length === 0) {
    throw new PocketRankError('INVALID_MODEL', `${where} is empty.`, {
      hint: 'Check that the file was uploaded whole, and that its buffer was not transferred away.',
    });
  }
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart();
  for (const [pattern, what, hint] of IMPOSTORS) {
    if (pattern.test(start))
      throw new PocketRankError('INVALID_MODEL', `${where} is ${what}, not a model.`, { hint });
  }
}
