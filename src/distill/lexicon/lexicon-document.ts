import { z } from 'zod';
import { PocketRankError } from '../../core/errors.ts';
import { checkYaml, problemsError, type FileProblem } from '../files/check-yaml.ts';
import { parseYaml, type YamlFile } from '../files/parse-yaml.ts';

const HINT = 'Each list has the form that it has in the lexicons that ship.';

/** Aliases as a text between `|` or as a list; split, trimmed, as written. */
const aliases = z
  .union([z.string(), z.array(z.string())])
  .transform((value) => [value].flat().flatMap((text) => text.split('|')))
  .transform((names) => names.map((name) => name.trim()).filter((name) => name !== ''));

const positive = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:e-?\d+)?$/i, 'expected a number above 0')
  .transform(Number)
  .refine((value) => value > 0 && value < 1e12, 'expected a number above 0');

const weighed = z.tuple([positive, aliases.optional()]);
const country = z.string().regex(/^[A-Z]{2}$/, 'expected a code of two capital letters');
const region = z.string().regex(/^[A-Z0-9]{1,3}$/, 'expected a code as in ISO 3166-2');
const currency = z.string().regex(/^[A-Z]{3}$/, 'expected a code of three capital letters');
const factor = z.string().regex(/^10*$/, 'expected 1000, 1000000 or the like');
const name = z
  .string()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,59}$/u, 'expected a name of letters and digits')
  .refine((text) => text !== 'constructor' && text !== 'prototype', 'expected another name');

/** A lexicon as written in YAML, every scalar a text. */
const lexiconSchema = z.strictObject({
  extends: z.array(z.string().min(1, 'expected a name or a path')).optional(),
  countries: z.record(country, aliases).optional(),
  regions: z.record(country, z.record(region, aliases)).optional(),
  towns: z.array(z.string()).optional(),
  anywhere: aliases.optional(),
  units: z.record(name, weighed).optional(),
  currencies: z.record(currency, weighed).optional(),
  magnitudes: z.record(factor, aliases).optional(),
  upTo: aliases.optional(),
  from: aliases.optional(),
  to: aliases.optional(),
  months: z.array(aliases).length(12, 'expected twelve months').optional(),
  ongoing: aliases.optional(),
  yes: aliases.optional(),
  no: aliases.optional(),
  none: aliases.optional(),
  vocabularies: z.record(name, z.record(name, aliases)).optional(),
});

/** A lexicon as written: aliases split but not yet folded. */
export type LexiconData = z.output<typeof lexiconSchema>;

/** A lexicon file as written, which still knows its lines. */
export interface LexiconDocument extends Pick<YamlFile, 'path' | 'lineAt'> {
  data: LexiconData;
}

/**
 * Reads the YAML of one lexicon file.
 *
 * @param path the file's name, for messages
 * @throws INVALID_LEXICON with file and line
 */
export function parseLexicon(text: string, path: string): LexiconDocument {
  const file = parseYaml(text, { path, code: 'INVALID_LEXICON', textOnly: true });
  if (file.value === null || file.value === '')
    throw new PocketRankError('INVALID_LEXICON', `${path} is empty.`, { hint: HINT });
  return { ...file, data: checkYaml(file, lexiconSchema, 'INVALID_LEXICON', HINT) };
}

/** The error that tells what is wrong with lexicons. */
export function lexiconError(problems: readonly FileProblem[]): PocketRankError {
  return problemsError(problems, 'INVALID_LEXICON', HINT);
}
