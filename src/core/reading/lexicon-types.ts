import type { LexiconSource } from './lexicon-source.ts';
import type { Range, Stated } from './stated.ts';

/** By name without spaces, what it means. */
export type Index = Map<string, readonly string[]>;

/** Readers of forms that few values have; see rare-forms.ts. */
export interface RareForms {
  parseAmounts(
    text: string,
    lexicon: Lexicon,
    prefers: 'perYear' | 'signRate' | undefined,
    max: number,
  ): Stated | undefined;
  readWordedTime(text: string, lexicon: Lexicon, end: boolean): number;
  readWordedDuration(value: unknown, text: string, lexicon: Lexicon): Range | undefined;
  /** The town among the parts of an address; what else they say becomes known. */
  townOf(known: KnownPlace, parts: PlacePart[], isStated: boolean, isAlone: boolean): string;
}

/** A lexicon to look names up in. */
export interface Lexicon {
  readonly source: LexiconSource;
  /** Lists by name, each indexed when it is first asked for. */
  readonly indexes: Map<string, Index>;
  /** By kind, what was read of texts that come again and again; see {@link remember}. */
  readonly memory: Map<string, Map<string, unknown>>;
  /** Reads what few values look like; a page may have to fetch it first. */
  forms?: RareForms | undefined;
  /** Whether a value was met that needs it while it was not there; false where it is out of reach. */
  wantsForms?: boolean | undefined;
}

/** A part of an address, without codes. */
export interface PlacePart {
  name: string;
  /** Whether a postcode of digits leads it: "10115 Berlin". */
  hasPostcode: boolean;
  /** Whether digits end it: "CA 94043". */
  endsInDigits: boolean;
  /** Whether a number of a house leads or ends it. */
  isStreet: boolean;
}

/** What is known of a place so far. */
export interface KnownPlace {
  lexicon: Lexicon;
  /** Code or text. */
  country: string;
  /** Codes that the region may be. */
  regions: readonly string[];
  /** A region that the lexicon lacks. */
  regionText: string;
  /** Whether what is stated may speak against any town. */
  isVague: boolean;
}
