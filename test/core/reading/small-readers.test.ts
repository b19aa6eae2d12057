import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName } from '../../../src/core/reading/fold-name.ts';
import { find, findAll, remember } from '../../../src/core/reading/lexicon.ts';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { categoryText, readCategory } from '../../../src/core/reading/read-category.ts';
import { readFlag } from '../../../src/core/reading/read-flag.ts';
import { readTags } from '../../../src/core/reading/read-tags.ts';
import { readText } from '../../../src/core/reading/read-text.ts';
import { SMALL_LEXICON, smallLexicon } from '../../fixtures/small-lexicon.ts';
import { HARD_TEXTS, hardValue } from '../../fixtures/hard-values.ts';

describe('foldName', () => {
  it.each([
    ['Köln', 'koln'],
    ['ÎLE-DE-FRANCE', 'ile de france'],
    ['İstanbul', 'istanbul'],
    ['ISPARTA ılık', 'isparta ilik'],
    ['Łódź', 'lodz'],
    ['Tromsø', 'tromso'],
    ['Straße ẞ', 'strasse ss'],
    ['St. Louis', 'st louis'],
    ['SAINT  Louis', 'st louis'],
    ['Sankt-Gallen', 'st gallen'],
    ['Saintes', 'saintes'],
    ['U.S.A.', 'u s a'],
    ['US$ / €', 'us$ €'],
    ['Kranken\u00adpfleger', 'krankenpfleger'],
    ['\u200fתל אביב\u200f', 'תל אביב'],
    ['서울', '서울'],
    ['が', 'が'],
    ['正社員（フルタイム）', '正社員 フルタイム'],
    ['Москва́', 'москва'],
    ['🚀 go', 'go'],
    ['', ''],
    [' - ', ''],
  ])('folds %j to %j', (name, folded) => expect(foldName(name)).toBe(folded));

  it('changes nothing the second time', () => {
    const text = fc.oneof(fc.constantFrom(...HARD_TEXTS), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (name) => {
        expect(foldName(foldName(name))).toBe(foldName(name));
      }),
    );
  });
});

describe('a lexicon', () => {
  it('finds names by their letters, whatever stands between', () => {
    for (const name of ['usa', 'u s a', 'us', 'united states', 'unitedstates']) {
      expect(find(smallLexicon, 'countries', name)).toEqual(['US']);
    }
    expect(find(smallLexicon, 'regions', 'de')).toEqual(['US-DE']);
    expect(find(smallLexicon, 'regions', 'us ca')).toEqual(['US-CA']);
    expect(find(smallLexicon, 'months', 'sept')).toEqual(['9']);
    expect(find(smallLexicon, 'towns', 'london')).toHaveLength(2);
    expect(find(smallLexicon, 'employment', 'cdi')).toEqual(['full-time']);
    expect(find(smallLexicon, 'employment', 'full time')).toEqual(['full-time']);
    expect(find(smallLexicon, 'no such list', 'x')).toEqual([]);
  });

  it('finds the longest names in a text, and says what is left', () => {
    const rest: string[] = [];
    expect(findAll(smallLexicon, 'units|to', 'per hour or per month x', rest)).toEqual([
      'units:hour',
      'to:to',
      'units:month',
    ]);
    expect(rest).toEqual(['x']);
  });

  it('of nothing knows nothing', () => {
    const lexicon = createWholeLexicon();
    for (const list of Object.keys(SMALL_LEXICON)) expect(find(lexicon, list, 'us')).toEqual([]);
  });

  it('remembers no more than it has room for', () => {
    const lexicon = createWholeLexicon();
    for (let i = 0; i < 5000; i++) remember(lexicon, 'test', `text ${i}`, String);
    remember(lexicon, 'test', 'x'.repeat(1000), String);
    expect(lexicon.memory.get('test')!.size).toBeLessThanOrEqual(2048);
    expect([...lexicon.memory.get('test')!.values()]).not.toContain('x'.repeat(1000));
  });
});

describe('readText', () => {
  it.each([
    ['R&amp;D', 'R&D'],
    ['R&amp;amp;D', 'R&D'],
    ['&lt;b&gt;Nurse&lt;/b&gt;', ' Nurse '],
    ['&amp;lt;b&amp;gt;Nurse&amp;lt;/b&amp;gt;', ' Nurse '],
    ['one\\ntwo', 'one\ntwo'],
    ['Kranken\u00adpfleger', 'Krankenpfleger'],
    [{ label: 'Nurse' }, 'Nurse'],
    [{ language: 'German', fluency: 'native' }, 'German'],
  ])('reads %j', (value, text) => expect(readText(value)).toBe(text));
});

describe('readTags', () => {
  const SHAPES: readonly unknown[] = [
    ['Go', 'C++'],
    [['Go'], 'C++'].flat(),
    [{ name: 'Go' }, { name: 'C++' }],
    [
      { '@type': 'DefinedTerm', name: 'Go' },
      { '@type': 'DefinedTerm', name: 'C++' },
    ],
    ['Go, C++'],
    ['Go、C++'],
    ['Go；C++'],
    ['• Go\n• C++'],
    ['Go | C++'],
    [{ name: 'Go', keywords: ['C++'] }],
    [{ name: 'Go', keywords: 'C++' }],
    [{ languages: ['Go'], tools: ['C++'] }],
    [{ languages: 'Go, C++' }],
    [{ technical: { languages: [{ name: 'Go' }, 'C++'] } }],
    ['<ul><li>Go</li><li>C++</li></ul>'],
  ];

  it.each(SHAPES)('reads two tags in %j', (...values) =>
    expect(readTags(values.flat())).toEqual(['Go', 'C++']),
  );

  it('reads the name of an object, not what else it says', () => {
    expect(readTags([{ language: 'German', fluency: 'Native' }])).toEqual(['German']);
    expect(readTags([{ unknown: 'Expert' }])).toEqual([]);
  });

  it('puts tags into the words of a vocabulary', () => {
    expect(readTags(['Small, XL'], Infinity, 'sizes', smallLexicon)).toEqual(['s', 'xl']);
  });

  it('stops at the limit, whatever the value', () => {
    const loop: Record<string, unknown> = {
      all: Array.from({ length: 300 }, (_, i) => `tag ${i}`),
    };
    loop.more = [loop];
    expect(readTags([loop], 64)).toHaveLength(64);
    fc.assert(
      fc.property(fc.array(hardValue), (values) => {
        const tags = readTags(values, 8);
        expect(tags.length).toBeLessThanOrEqual(8);
        expect(tags.every((tag) => tag === tag.trim() && tag !== '')).toBe(true);
      }),
    );
  });
});

describe('readCategory', () => {
  const employment = (value: unknown): readonly string[] =>
    readCategory(value, 'employment', smallLexicon);

  it.each([
    ['FULL_TIME', ['full-time']],
    ['Full-time', ['full-time']],
    ['fulltime', ['full-time']],
    ['https://schema.org/FullTime', ['full-time']],
    ['http://schema.org/FULL_TIME', ['full-time']],
    ['Full Time, Permanent', ['full-time', 'permanent']],
    ['full time and/or part time', ['full-time', 'part-time']],
    ['Vollzeit oder Teilzeit', ['full-time', 'part-time']],
    ['CDI - temps plein', ['full-time']],
    ['正社員', ['full-time']],
    ['正社員（未経験可）', ['full-time']],
    [{ '@type': 'DefinedTerm', name: 'Part-time' }, ['part-time']],
    ['Zero hours', ['zero hours']],
    ['', ['']],
    [null, ['']],
  ])('reads %j', (value, expected) => expect(employment(value)).toEqual(expected));

  it('leaves a text as it is without a vocabulary', () => {
    expect(categoryText('Full Time, Permanent')).toBe('Full Time, Permanent');
    expect(categoryText(true)).toBe('true');
    expect(categoryText('https://schema.org/FullTime')).toBe('FullTime');
  });
});

describe('readFlag', () => {
  const shapes = (words: readonly unknown[]): unknown[] =>
    words.flatMap((word) => [word, { '@value': word }, { value: word }]);

  it('reads yes and no', () => {
    for (const yes of shapes([true, 'true', 'Yes', 'ja', 1, '1', 'https://schema.org/True'])) {
      expect(readFlag(yes, smallLexicon), JSON.stringify(yes)).toBe(true);
    }
    for (const no of shapes([false, 'False', 'NO', 'nein', 0, '0', 'http://schema.org/False'])) {
      expect(readFlag(no, smallLexicon), JSON.stringify(no)).toBe(false);
    }
    for (const unknown of [null, '', 'maybe', 2, {}, [], { value: null }]) {
      expect(readFlag(unknown, smallLexicon)).toBeUndefined();
    }
  });
});
