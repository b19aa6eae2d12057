import { readFileSync } from 'node:fs';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { crossFeatures } from '../../../src/core/features/crosses.ts';
import { profileEvidence, writeItemEvidence } from '../../../src/core/features/evidence.ts';
import { createFeaturizer } from '../../../src/core/features/featurize.ts';
import type { LexiconSource, TermSetSource } from '../../../src/core/reading/lexicon-source.ts';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { foldName } from '../../../src/core/reading/fold-name.ts';
import { measureValue } from '../../../src/core/measures/bind-any-measure.ts';
import { createTermWords, cutTerms } from '../../../src/core/terms/cut-terms.ts';
import { createFoundTerms, findTerms } from '../../../src/core/terms/find-terms.ts';
import { dictionaryOf } from '../../../src/core/terms/term-dictionary.ts';
import { readTermSet } from '../../../src/core/terms/term-set.ts';
import { readTime } from '../../../src/core/reading/read-time.ts';
import {
  readAmount,
  type AmountOptions,
  type Range,
} from '../../../src/core/reading/read-amount.ts';
import { readDuration } from '../../../src/core/reading/read-duration.ts';
import { readNames } from '../../../src/core/reading/read-names.ts';
import { readNumber } from '../../../src/core/reading/read-number.ts';
import { readPlace } from '../../../src/core/reading/read-place.ts';
import { readText } from '../../../src/core/reading/read-text.ts';
import type { MeasureSource } from '../../../src/core/features/measure.ts';
import type { FieldSource } from '../../../src/core/features/schema.ts';
import { createTokenList, WEIGHT, WHOLE } from '../../../src/core/features/token-list.ts';
import { createReader } from '../../../src/core/reading/reading.ts';
import { createTokenizer } from '../../../src/core/features/tokens.ts';
import { spellOut } from '../../../src/core/reading/spell-out.ts';
import { eachWord, foldText } from '../../../src/core/reading/words.ts';
import type { TableFormat } from '../../../src/core/format/packed-table.ts';
import { unpackTable } from '../../../src/core/format/unpack-table.ts';
import { hashString } from '../../../src/core/math/hash.ts';
import { requantize } from '../../../src/core/math/rounding.ts';
import { normalizeToInt8 } from '../../../src/core/math/normalize.ts';

/** SPEC.md, whose vectors are read with the lexicon that it states. */
export const SPEC = readFileSync(
  new URL('../../../src/core/format/SPEC.md', import.meta.url),
  'utf8',
);
const LEXICON = createWholeLexicon(
  JSON.parse(/^```lexicon\n([^]*?)^```$/m.exec(SPEC)![1]!) as LexiconSource,
);

/** What the code makes of the inputs of a vector of SPEC.md, by the kind of its block. */
export const VECTORS: Readonly<Record<string, (...input: never[]) => unknown>> = {
  table: (format: TableFormat, width: number, scale: number, hex: string) => [
    ...unpackTable({ format, rows: Buffer.from(hex, 'hex'), scales: Uint8Array.of(scale) }, width),
  ],
  requantize,
  normalize(vector: number[]) {
    const out = new Int8Array(vector.length);
    normalizeToInt8(Int32Array.from(vector), out);
    return [...out];
  },
  hash: hashString,
  text: readText,
  names: foldName,
  spelled: (text: string) => spellOut(text, LEXICON, 'words'),
  named: (text: string, near: number) => readNames(text, 'work', near, LEXICON).map(Number),
  number: (value: unknown, max: number) => ends(readNumber(value, LEXICON, max)),
  amount: (value: unknown, options: AmountOptions) => ends(readAmount(value, options, LEXICON)),
  duration: (value: unknown) => ends(readDuration(value, LEXICON)),
  time: (value: unknown, end: boolean) => finite(readTime(value, LEXICON, end)),
  place(value: unknown) {
    const place = readPlace(value, LEXICON);
    if (place === undefined) return null;
    const { town, region, country, latitude = null, longitude = null } = place;
    return [town, region, country, latitude, longitude];
  },
  fold: foldText,
  words(text: string) {
    const folded = foldText(text);
    const words: string[] = [];
    eachWord(folded, Infinity, (start, end) => words.push(folded.slice(start, end)));
    return words;
  },
  tokens(field: Omit<FieldSource, 'item'>, value: unknown) {
    const schema = compileSchema({
      name: 'vectors',
      version: 2,
      fields: [{ ...field, item: 'x', profile: 'y' }],
    });
    const list = createTokenList();
    const reading = createReader(schema)('item', { x: value }, 0);
    createTokenizer()(schema.fields[0]!, 0, reading, list);
    return Array.from({ length: list.count }, (_, i) => {
      const mark = list.marks[i]!;
      return [list.hashes[i], mark & WEIGHT, mark & WHOLE ? 1 : 0];
    });
  },
  crosses(
    field: Partial<FieldSource>,
    cross: Partial<MeasureSource>,
    item: unknown,
    profile: unknown,
    now: number,
  ) {
    const schema = compileSchema({
      name: 'vectors',
      version: 2,
      fields: [
        { name: 'f', item: 'x', profile: 'y', ...field },
        { name: 'g', kind: 'category', item: 'z', profile: 'z' },
      ],
      measures: [{ name: 'c', item: 'f', ...cross }],
    });
    const rarity = Uint8Array.of(cross.perText ? 40 : 1);
    const featurize = createFeaturizer(schema, 1);
    const evidence = new Uint8Array(schema.evidenceBytes);
    const left = { x: item, z: ['on site', 'TELE_COMMUTE'] };
    writeItemEvidence(schema, featurize('item', left, now), rarity, evidence);
    const right = { y: profile, z: true };
    const known = profileEvidence(schema, featurize('profile', right, now), now);
    const features = new Uint8Array(2);
    const { offset, bytes } = schema.crosses[0]!;
    crossFeatures(schema, known, evidence, 0, features, 0);
    return [Buffer.from(evidence.subarray(offset, offset + bytes)).toString('hex'), [...features]];
  },
  sets(source: TermSetSource) {
    const bits = readTermSet(source);
    return Array.from({ length: 8 * bits.length }, (_, i) => i).filter(
      (i) => (bits[i >> 3]! >> (i & 7)) & 1,
    );
  },
  terms(text: string, slots: number) {
    const words = createTermWords();
    cutTerms(text, words);
    const { count, hashes, cases, gaps, lengths } = words;
    const cut = Array.from({ length: count }, (_, i) => [hashes[i], cases[i], gaps[i], lengths[i]]);
    const found = createFoundTerms(slots);
    findTerms(words, dictionaryOf(LEXICON), found);
    return [cut, found.names, [...found.keys.subarray(0, found.count)]];
  },
  mentions(measure: Partial<MeasureSource>, item: string, skills: unknown, other: string) {
    const schema = compileSchema({
      name: 'vectors',
      version: 2,
      fields: [
        { name: 'f', kind: 'tags', profile: 'y' },
        { name: 'g', kind: 'text', item: 'x', profile: 'z' },
      ],
      lexicon: { terms: LEXICON.source.terms! },
      terms: { item: ['g'], slots: 6 },
      measures: [{ name: 'm', kind: 'mentions', profile: 'f', ...measure }],
    });
    const featurize = createFeaturizer(schema, 1);
    const evidence = new Uint8Array(schema.evidenceBytes);
    writeItemEvidence(schema, featurize('item', { x: item }, 0), Uint8Array.of(1), evidence);
    const known = profileEvidence(schema, featurize('profile', { y: skills, z: other }, 0), 0);
    const features = new Uint8Array(2);
    crossFeatures(schema, known, evidence, 0, features, 0);
    return [Buffer.from(evidence).toString('hex'), [...features]];
  },
  measures(
    field: Partial<FieldSource>,
    measure: Partial<MeasureSource>,
    item: unknown,
    profile: unknown,
    now: number,
  ) {
    const schema = compileSchema({
      name: 'vectors',
      version: 2,
      fields: [{ name: 'f', item: 'x', profile: 'y', ...field }],
      measures: [{ name: 'm', item: 'f', ...measure }],
    });
    const featurize = createFeaturizer(schema, 1);
    const code = new Uint8Array(schema.evidenceBytes);
    writeItemEvidence(schema, featurize('item', { x: item }, now), Uint8Array.of(1), code);
    const known = profileEvidence(schema, featurize('profile', { y: profile }, now), now);
    const { at } = schema.facts.item[0]!;
    const value = measureValue(schema, schema.measures[0]!, code, 0, known);
    return [Buffer.from(code.subarray(at)).toString('hex'), value ?? null];
  },
};

/** Runs a vector's inputs. */
export function evaluate(kind: string, input: readonly unknown[]): unknown {
  return VECTORS[kind]!(...(input as never[]));
}

/** A number, null where it is none. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function ends(range: Range | undefined): (number | null)[] | null {
  return range === undefined ? null : [finite(range.low), finite(range.high)];
}
