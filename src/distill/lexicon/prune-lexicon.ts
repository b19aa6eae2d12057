import type { LexiconSource } from '../../core/reading/lexicon-source.ts';
import { PocketRankError } from '../../core/errors.ts';

/** What a schema says of its fields that a lexicon serves. */
export interface LexiconUse {
  /** ISO 4217 code; amounts are told in it. Default USD. */
  currency?: string;
  fields: readonly { kind: string; per?: string; vocabulary?: string }[];
}

type Key = keyof LexiconSource;

const RANGES: readonly Key[] = ['magnitudes', 'upTo', 'from', 'to'];

/** What a kind of field is read with, beside a vocabulary that it names. */
const LISTS: Readonly<Record<string, readonly Key[]>> = {
  place: ['countries', 'regions', 'towns', 'anywhere'],
  amount: ['currencies', ...RANGES],
  // Also the months that entries with dates cover.
  duration: ['units', 'none', 'months', 'ongoing', ...RANGES],
  number: ['none', ...RANGES],
  time: ['months', 'ongoing'],
  flag: ['yes', 'no'],
};

/**
 * What a schema's fields use of a lexicon, with rates in the schema's currency: a model carries no more.
 *
 * @throws INVALID_LEXICON if a field names a vocabulary that the lexicon lacks, or the currency has no rate
 */
export function pruneLexicon(lexicon: LexiconSource, schema: LexiconUse): LexiconSource {
  const used = new Set(schema.fields.flatMap(({ kind }) => LISTS[kind] ?? []));
  if (schema.fields.some(({ kind, per }) => kind === 'amount' && per === 'year')) used.add('units');
  const kept = Object.fromEntries(
    Object.entries(lexicon).filter(([key]) => used.has(key as Key)),
  ) as LexiconSource;
  if (kept.currencies) kept.currencies = restateRates(kept.currencies, schema.currency ?? 'USD');
  const vocabularies = namedVocabularies(lexicon, schema);
  if (Object.keys(vocabularies).length > 0) kept.vocabularies = vocabularies;
  return kept;
}

type Rates = NonNullable<LexiconSource['currencies']>;

/** What each currency is worth in `currency`, to four digits. */
function restateRates(rates: Rates, currency: string): Rates {
  const own = Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  if (!own)
    throw new PocketRankError('INVALID_LEXICON', `The lexicon has no rate of ${currency}.`, {
      hint: `State ${currency} and its rate under currencies of lexicon.yaml, or extend common.`,
    });
  const [unit] = own;
  return Object.fromEntries(
    Object.entries(rates).map(([code, [rate, aliases]]): [string, [number, string]] => [
      code,
      [Number((rate / unit).toPrecision(4)), aliases],
    ]),
  );
}

function namedVocabularies(
  { vocabularies = {} }: LexiconSource,
  { fields }: LexiconUse,
): NonNullable<LexiconSource['vocabularies']> {
  const names = new Set(fields.flatMap(({ vocabulary }) => vocabulary ?? []));
  return Object.fromEntries(
    [...names].map((name) => {
      if (Object.hasOwn(vocabularies, name)) return [name, vocabularies[name]!];
      throw new PocketRankError('INVALID_LEXICON', `The lexicon has no vocabulary "${name}".`, {
        hint: `It has ${Object.keys(vocabularies).join(', ') || 'none'}.`,
      });
    }),
  );
}
