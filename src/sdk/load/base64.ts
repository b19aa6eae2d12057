/** The bytes that `text` encodes in base64 (line breaks allowed, URL alphabet too), or `undefined`. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const plain = text.replace(/\s/g, '').replace(/-/g, '+').replace(/_/g, '/');
    return Uint8Array.from(atob(plain), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
