/*
 * What the kernel (assembly/) and its host (session.ts) agree on. Compiled by both compilers, so nothing
 * but integer constants stands here.
 */

/** Addresses of the 32-bit parameters. */
export const CODES = 0;
export const STRIDE = 4;
export const SLOTS = 8;
export const OUT = 12;
/** The first of the cross descriptors. */
export const CROSSES = 16;
/** Scratch: the codes and the cross features of a tile of items, transposed, and sums over its codes. */
export const TILE_CODES = 20;
export const TILE_CROSSES = 24;
export const TILE_SUMS = 28;
/**
 * The folded head as the host writes it (write-query.ts), its hidden units in blocks of {@link BLOCK}, and room
 * for it as `score` reads it (assembly/pack.ts).
 */
export const BLOCKS = 32;
export const BIAS = 36;
export const OUT_HIDDEN = 40;
export const OUT_CROSS = 44;
export const CROSS_WEIGHTS = 48;
export const CROSS_FEATURES = 52;
export const PROFILE = 56;
export const WEIGHTS = 60;
export const PACKED = 64;
/** How many crosses there are: only those whose other side is known. */
export const CROSS_COUNT = 68;
export const WIDTH = 72;
/** Scratch: the hidden units of a tile of items, 32 bytes a block. */
export const ACTIVE = 76;
/** Encoding: the table, its row length in bytes, and how many rows it has. */
export const TABLE = 80;
export const ROW_BYTES = 84;
export const TABLE_ROWS = 88;
/**
 * What was read: folded UTF-16 units (or, before folding, UTF-8 at {@link UTF8}), addresses at which texts end,
 * and for each field the number of texts up to its end. A unit that is no part of a word is 0, but for + and #.
 */
export const UNITS_START = 92;
export const UTF8 = 96;
export const TEXT_ENDS = 100;
export const FIELD_TEXTS = 104;
/** The field descriptors, and how many there are. */
export const FIELDS = 108;
export const FIELD_COUNT = 112;
/** Tokens of number and time fields, from the host: two a field, each a hash and a mark (0: none). */
export const VALUE_TOKENS = 116;
/** Written: whole tokens (core/features/evidence), and for each field how many there are up to its end. */
export const WHOLES = 120;
export const WHOLE_ENDS = 124;
/** Scratch: addresses of table rows of weight 1 and of weight 2. */
export const SINGLES = 128;
export const DOUBLES = 132;
/** Scratch of encoding: sums over a field and over all fields (i32), and int8 vectors. */
export const POOLED = 136;
export const MIXED = 140;
export const UNIT_VECTOR = 144;
export const DENSE = 148;
/**
 * Of one side: the fields' gains, then the tower: packed layers or 0, sizes in blocks of {@link UNITS},
 * shifts. Then the tower's int16 input.
 */
export const FIELD_GAINS = 152;
export const ENTER = 156;
export const LEAVE = 160;
export const ENTER_BLOCKS = 164;
export const LEAVE_BLOCKS = 168;
export const ENTER_SHIFT = 172;
export const LEAVE_SHIFT = 176;
export const TOWER_INPUT = 180;
/** Shifts of the head, and how many outputs it has. */
export const CROSS_SHIFT = 184;
export const SHIFT = 188;
export const OUT_HIDDEN_SHIFT = 192;
export const OUT_CROSS_SHIFT = 196;
export const OUTPUTS = 200;
/** Scratch, not an address of it: where the codes of a tile of items lie. */
export const TILE_ITEMS = 224;
/** Scratch: of four slots of a tile of items the marks, then which are shared. */
export const TILE_SLOTS = 256;
/**
 * What texts name: the class of each byte, room for words, a bit for each key (scratch, zeros
 * between calls), the keys that were found and how many there may be; the bits of names and of common words, and by
 * how many bits a hash is shifted to be one of them.
 */
export const TERM_CLASSES = 388;
export const TERM_WORDS = 392;
export const TERM_TAKEN = 396;
export const TERM_KEYS = 400;
export const TERM_SLOTS = 404;
export const TERM_NAMES = 408;
export const TERM_NAMES_SHIFT = 412;
export const TERM_COMMON = 416;
export const TERM_COMMON_SHIFT = 420;
/** The fields that are looked through, by index, and how many they are. */
export const TERM_FIELDS = 424;
export const TERM_FIELD_COUNT = 428;
/** A bit for each value of the upper bits of names: few words pass, and it stays near the processor. */
export const TERM_COARSE = 432;
export const TERM_MEMO = 436;
export const TERM_MASKS = 440;
/** Of the outputs, six at most: their weights of the dot product, and what is added. */
export const OUT_DOT = 448;
export const OUT_BIAS = 472;
export const PARAMETER_BYTES = 496;
export const COARSE_BITS = 17;
export const MEMO_BITS = 12;

/** Classes of bytes that are no letters: core/terms/cut-terms. */
export const MARK_SPACES = 1;
export const MARK_BINDS = 2;
export const MARK_ENDS = 3;
export const MARK_DOT = 4;
export const MARK_SIGN = 5;
export const FAR_MARK = 6;

/** A field descriptor: four 32-bit integers. */
export const FIELD_KIND = 0;
export const FIELD_WORDS = 4;
export const FIELD_GRAMS = 8;
/** Hash state that the tokens of categories and places start from. */
export const FIELD_START = 12;
export const FIELD_BYTES = 16;

export const TEXT = 0;
export const TAGS = 1;
export const CATEGORY = 2;
export const PLACE = 3;
export const VALUE = 4;

/** Most tokens of a field that enter the embedding: MAX_TOKENS of core/features/tokens. */
export const TOKEN_LIMIT = 4096;

/** A cross descriptor: six 32-bit integers. */
export const CROSS_KIND = 0;
export const CROSS_OFFSET = 4;
export const CROSS_SLOTS = 8;
/**
 * match: address of the other side's keys, u16, and how many. distance: address of places, and how many. Of the
 * others: what is taken off the number of an item, and then added.
 */
export const CROSS_ARGUMENT = 12;
export const CROSS_TERMS = 16;
/** Which of the schema's it is. */
export const CROSS_INDEX = 20;
export const CROSS_BYTES = 24;

export const MATCH = 0;
export const DIFFERENCE = 1;
export const DISTANCE = 2;
export const AGE = 3;
/** How near the numbers of two items are, in 64ths: 64 where equal; the argument is the other item's bin. */
export const NEARNESS = 4;
/** A bin that is near none. */
export const NOWHERE = 1024;
/**
 * The share of what a profile knows that an item names, and the share of an item's names that the profile knows. The
 * argument is the address of a bit for each key, then a byte each of what it weighs; the number is their total.
 */
export const MENTION = 6;
export const ITEM_MENTION = 7;
/** Bytes of these bits, and of both. */
export const KEY_BITS_BYTES = 8192;
export const MENTION_BYTES = 8192 + 65536;
/** A match per text; the argument is that of a match. */
export const TEXT_MATCH = 5;

/** Items scored together. */
export const TILE = 8;
/** Hidden units of the head computed together. */
export const BLOCK = 4;
/** Bytes of a packed block before its weights. */
export const BLOCK_HEADER = 16;
/** Outputs of a tower's layer computed together. */
export const UNITS = 16;
/** Table rows and dense vectors are padded with zeros to a multiple of this. */
export const LANE_BYTES = 32;
