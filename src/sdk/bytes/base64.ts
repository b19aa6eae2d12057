/** Native where it is: decoding the kernel takes a millisecond else, while nothing is compiled yet. */
const Native: { fromBase64?(text: string): Uint8Array<ArrayBuffer> } & typeof Uint8Array =
  Uint8Array;

/** The bytes that `text` encodes in base64 (line breaks allowed, URL alphabet too), or `undefined`. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const plain = text.replace(/\s/g, '').replace(/-/g, '+').replace(/_/g, '/');
    return (
      Native.fromBase64?.(plain) ??
      Uint8Array.from(atob(plain), (character) => character.charCodeAt(0))
    );
  } catch {
    return undefined;
  }
}
