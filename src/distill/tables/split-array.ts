/** A piece of JSON text, and the line on which it starts, from 1. */
export interface JsonPiece {
  line: number;
  bytes: Uint8Array;
}

/** Cuts a JSON document into the elements of its array, as its bytes come in. */
export interface ArraySplitter {
  /** The elements that end within these bytes. */
  push(bytes: Uint8Array): JsonPiece[];
  /** What is left at the end: a document that is no array. */
  end(): JsonPiece[];
}

/** Throws; told the line, what is wrong with the document as a whole, and what to do. */
export type RefuseDocument = (line: number, problem: string, hint: string) => never;

const [QUOTE, BACKSLASH, COMMA, LINE_FEED] = [0x22, 0x5c, 0x2c, 0x0a];
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d];
/** The bytes of a byte order mark, none of which begins a value. */
const MARK = new Set([0xef, 0xbb, 0xbf]);

const isSpace = (byte: number): boolean => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

/**
 * Creates a splitter. A document that is no array is one piece. Only brackets, quotes and commas are looked at:
 * whether a piece is JSON is for a parser to say.
 */
export function createArraySplitter(refuse: RefuseDocument): ArraySplitter {
  let place: 'before' | 'first' | 'next' | 'element' | 'whole' | 'after' = 'before';
  let depth = 0;
  let text: 'none' | 'text' | 'escape' = 'none';
  let line = 1;
  let startLine = 1;
  let parts: Uint8Array[] = [];

  /** What a byte outside of elements does; whether an element or the document begins with it. */
  function begins(byte: number): boolean {
    if (isSpace(byte)) return false;
    if (place === 'after') refuse(line, 'there is text behind the array', 'Keep one array.');
    if (place === 'before') {
      if (MARK.has(byte)) return false;
      place = byte === LIST ? 'first' : 'whole';
      return place === 'whole';
    }
    if (byte === LIST_END && place === 'first') {
      place = 'after';
      return false;
    }
    if (byte === COMMA || byte === LIST_END) {
      refuse(line, 'an element of the array is missing', 'Remove the comma that is too much.');
    }
    place = 'element';
    return true;
  }

  /** Takes a byte of an element or the document; whether the element ends before it. */
  function ends(byte: number): boolean {
    if (text === 'escape') text = 'text';
    else if (text === 'text') {
      if (byte === BACKSLASH) text = 'escape';
      else if (byte === QUOTE) text = 'none';
    } else if (byte === QUOTE) text = 'text';
    else if (depth === 0 && place === 'element' && (byte === COMMA || byte === LIST_END)) {
      place = byte === COMMA ? 'next' : 'after';
      return true;
    } else if (byte === LIST || byte === OBJECT) depth++;
    else if (byte === LIST_END || byte === OBJECT_END) depth = Math.max(0, depth - 1);
    return false;
  }

  function close(last: Uint8Array): JsonPiece {
    const bytes = Buffer.concat([...parts, last]);
    parts = [];
    return { line: startLine, bytes };
  }

  return {
    push(bytes) {
      const pieces: JsonPiece[] = [];
      let from = place === 'element' || place === 'whole' ? 0 : -1;
      for (let i = 0; i < bytes.length; i++) {
        const byte = bytes[i]!;
        if (from < 0 && begins(byte)) {
          from = i;
          startLine = line;
        }
        if (from >= 0 && ends(byte)) {
          pieces.push(close(bytes.subarray(from, i)));
          from = -1;
        }
        if (byte === LINE_FEED) line++;
      }
      if (from >= 0) parts.push(Uint8Array.from(bytes.subarray(from)));
      return pieces;
    },
    end() {
      if (place === 'whole') return [close(new Uint8Array())];
      if (place !== 'before' && place !== 'after') {
        refuse(line, 'the array is never closed', 'The file may be cut off: copy it again.');
      }
      return [];
    },
  };
}
