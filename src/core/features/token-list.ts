/** Set in {@link TokenList.marks} beside the weight: the token carries meaning as a whole. */
export const WHOLE = 0x80;
/** Set beside it for the first word of a text. */
export const OPENS_TEXT = 0x40;
/** The bits of a mark that are the weight. */
export const WEIGHT = 0x07;
/** Weight of a whole word, tag, category, place or exact bin. */
export const WHOLE_WEIGHT = 2;
/** The mark of a token that counts as a whole, in the embedding and for crosses. */
export const WHOLE_WORD = WHOLE | WHOLE_WEIGHT;

/** The tokens of one field of one object, in order. */
export interface TokenList {
  count: number;
  /** Unsigned 32-bit hashes. */
  hashes: Uint32Array;
  /**
   * Weight of each, 1 to 4; with {@link WHOLE} for tokens that count for match crosses too, and {@link OPENS_TEXT}.
   */
  marks: Uint8Array;
}

/** Creates an empty list. */
export function createTokenList(): TokenList {
  return { count: 0, hashes: new Uint32Array(1024), marks: new Uint8Array(1024) };
}

/** Adds a token. */
export function addToken(list: TokenList, hash: number, mark: number): void {
  reserveTokens(list, 1);
  list.hashes[list.count] = hash;
  list.marks[list.count++] = mark;
}

/** Makes room for `more` tokens. */
export function reserveTokens(list: TokenList, more: number): void {
  const need = list.count + more;
  if (need <= list.hashes.length) return;
  const { hashes, marks } = list;
  list.hashes = new Uint32Array(2 * need);
  list.hashes.set(hashes);
  list.marks = new Uint8Array(2 * need);
  list.marks.set(marks);
}
