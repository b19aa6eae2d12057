/** A part of a file's name that is long enough for a hash of its content. */
const PART = /[A-Za-z0-9_]{8,}/g;

/**
 * Whether an address never serves other bytes: the server says so (`Cache-Control: immutable`), or its file name holds
 * what bundlers make of a hash, letters and digits mixed, hexadecimal or in both cases. What is taken for one by mistake
 * is still asked for by `update()`.
 */
export function isFinalAddress(url: string, cacheControl = ''): boolean {
  if (/\bimmutable\b/i.test(cacheControl)) return true;
  const name = new URL(url).pathname.split('/').at(-1)!;
  return (name.match(PART) ?? []).some(
    (part) =>
      /\d/.test(part) &&
      /[a-z]/i.test(part) &&
      (/^[\da-f]+$/.test(part) || (/[a-z]/.test(part) && /[A-Z]/.test(part))),
  );
}
