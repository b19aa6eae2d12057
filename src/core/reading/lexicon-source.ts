/**
 * A set of hashes: how many of a hash's upper bits count, of how many bits the remainders of its code are, the code
 * (core/terms/term-set).
 */
export type TermSetSource = readonly [bits: number, remainder: number, code: string];

/** Names of values that texts may hold, such as occupations, and how near the values are to each other. */
export interface NamesSource {
  /** Hashes of names, and of words that make another trade of what follows them. */
  set: TermSetSource;
  /**
   * Of each hash, smallest first, the index of its value, 0 … 511, in two letters of six bits; 2048 more for a weak
   * name, 1024 for one that such a word guards, 512 for one that counts alone.
   */
  values: string;
  /** Degrees of nearness, in percent, ascending; at most nine. */
  levels: readonly number[];
  /** Of each pair of values i < j, by j and then i, a digit: how many of the levels their nearness reaches. */
  near: string;
}

/** What is known of the names that texts may hold. */
export interface TermsSource {
  /** Hashes of names: of skills and the like. */
  names?: TermSetSource;
  /** Hashes of words that tell nothing, since too many texts have them. */
  common?: TermSetSource;
  /** Hashes of words that makers put before names: Microsoft Excel is Excel. */
  makers?: TermSetSource;
}

/**
 * What a trade and its languages know, as the build step compiles it and the model file carries it. Every
 * alias is folded by `foldName` (a sign of a currency stays), several stand in one text between `|`, and the
 * folded canonical value is an alias of itself without being listed.
 */
export interface LexiconSource {
  /** ISO 3166-1 alpha-2 code → aliases. */
  countries?: Record<string, string>;
  /** Country → code of a region within it (`CA` of `US-CA`) → aliases. */
  regions?: Record<string, Record<string, string>>;
  /** `koln|cologne;DE;NW;50.94;6.96`: names, the first canonical; country; region or ''; latitude; longitude. */
  towns?: string[];
  /** What stands where a place should and names none. */
  anywhere?: string;
  /** Unit of time → how often a year holds it, aliases. */
  units?: Record<string, [perYear: number, aliases: string]>;
  /** ISO 4217 code → what one is worth in the domain's currency, aliases. */
  currencies?: Record<string, [rate: number, aliases: string]>;
  /** Factor → aliases. */
  magnitudes?: Record<string, string>;
  /** What makes a number the upper end of a range, or the lower end, and what stands between both. */
  upTo?: string;
  from?: string;
  to?: string;
  /** January to December: aliases. */
  months?: string[];
  /** The end of what has not ended. */
  ongoing?: string;
  yes?: string;
  no?: string;
  /** What says zero of a duration or a number. */
  none?: string;
  /** Name → canonical value → aliases. */
  vocabularies?: Record<string, Record<string, string>>;
  terms?: TermsSource;
  /** Lists of names by name. */
  names?: Record<string, NamesSource>;
}
