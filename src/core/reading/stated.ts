/** A number that may be a range. NaN: an end that is open or unknown; a single number is both ends. */
export interface Range {
  low: number;
  high: number;
}

/** A number or range as stated; NaN: an open or unknown end. */
export interface Stated {
  low: number;
  high: number;
  /** How many of the stated unit make a year. */
  perYear?: number | undefined;
  /** What one of the stated currency is worth; NaN of one that the lexicon lacks. */
  rate?: number | undefined;
  /** The same by a sign or word beside the number, which a stated code overrules: "$" is that of many. */
  signRate?: number | undefined;
}
