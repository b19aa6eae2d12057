import { describe, expect, it } from 'vitest';
import { createTermWords, cutTerms } from '../../../src/core/terms/cut-terms.ts';
import { createFoundTerms, findTerms, termKey } from '../../../src/core/terms/find-terms.ts';
import { readDictionary } from '../../../src/core/terms/term-dictionary.ts';
import { compileTerms, termHash } from '../../../src/distill/lexicon/compile-terms.ts';
import type { Term } from '../../../src/distill/tables/term.ts';

const TERMS = [
  'SQL',
  'machine learning',
  'C++',
  'C#',
  'Node.js',
  'API',
  'Microsoft SQL Server',
  'R&D',
  'time series',
  '데이터 분석',
].map((name): Term => ({ name }));
const CASED = ['R', 'C', 'Go', 'SAP', '.NET', 'Excel', 'Access'];
const dictionary = readDictionary(
  compileTerms(
    [
      ...TERMS,
      ...CASED.map((name): Term => ({ name, kind: 'cased' })),
      { name: 'and', kind: 'common' },
      { name: 'the', kind: 'common' },
    ],
    16,
  ),
);
const keys = new Map<number, string>();
for (const { name } of TERMS) keys.set(termKey(termHash(name, false)!), name);
for (const name of CASED) keys.set(termKey(termHash(name, true)!), name);

/** The names in a text, sorted. */
function namesIn(text: string, slots = 64): string[] {
  const words = createTermWords();
  cutTerms(text, words);
  const found = createFoundTerms(slots);
  findTerms(words, dictionary, found);
  return [...found.keys.subarray(0, found.names)].map((key) => keys.get(key) ?? '?').sort();
}

describe('what texts name', () => {
  it.each([
    ['We use sql, Machine-Learning and APIs.', ['API', 'SQL', 'machine learning']],
    ['machine, learning; time. series', []],
    ['R and R&D', ['R', 'R&D']],
    ['R&D', ['R&D']],
    ['Python/R/C++/C#, C.', ['C', 'C#', 'C++', 'R']],
    ['C-level, A.C., vitamin-C, Objective-C', []],
    ['R.N. and C.P.A.', []],
    ['.NET, ASP.NET, the net', ['.NET']],
    ['NodeJS Node.js node js', ['Node.js']],
    ['go, SAP or sap, excel', ['SAP']],
    ['Go above and beyond. Access to all. Excel at it', []],
    ['Go, Access, Excel skills', ['Access', 'Excel', 'Go']],
    ['Skills:\nGo\nExcel', ['Excel', 'Go']],
    ['microsoft sql server', ['Microsoft SQL Server', 'SQL']],
    ['ＳＱＬ, SQL’s “SQL”', ['SQL']],
    ['데이터 분석, SQL을', ['SQL', '데이터 분석']],
    ['', []],
  ])('%s', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  it('keeps words that are not common where names leave room, each key once', () => {
    const words = createTermWords();
    cutTerms('The nurse and the nurses know SQL 3 x', words);
    const found = createFoundTerms(64);
    findTerms(words, dictionary, found);
    const rest = ['nurse', 'know'].map((word) => termKey(termHash(word, false)!));
    expect(found.names).toBe(1);
    expect([...found.keys.subarray(0, found.count)]).toEqual([
      termKey(termHash('SQL', false)!),
      ...rest,
    ]);
  });

  it('stops where there is no more room', () => {
    expect(namesIn('SQL API machine learning C++', 2)).toEqual(['API', 'SQL']);
  });

  it('cuts what needs no folding as it does what does, for every character', () => {
    const wordsOf = (text: string): unknown => {
      const words = createTermWords();
      cutTerms(text, words);
      return [words.hashes, words.cases, words.gaps, words.lengths].map((values) => [
        ...values.subarray(0, 2),
      ]);
    };
    const different: string[] = [];
    for (let unit = 0x80; unit < 0x3041; unit++) {
      const text = `ax${String.fromCharCode(unit)}by zz`;
      // The ligature at the end is folded, and with it the whole.
      const [short, long] = [`${text} c`, `${text} \ufb01`].map((one) =>
        JSON.stringify(wordsOf(one)),
      );
      if (short !== long) different.push(unit.toString(16));
    }
    expect(different).toEqual([]);
  });
});
