/** The kernel's memory by element; replaced when the memory grows. */
export interface MemoryViews {
  bytes: Uint8Array;
  signed: Int8Array;
  halves: Int16Array;
  words: Int32Array;
}

export function viewsOf(buffer: ArrayBuffer): MemoryViews {
  return {
    bytes: new Uint8Array(buffer),
    signed: new Int8Array(buffer),
    halves: new Int16Array(buffer),
    words: new Int32Array(buffer),
  };
}
