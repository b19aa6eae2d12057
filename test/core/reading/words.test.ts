import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWordCutter } from '../../../src/core/features/cut-words.ts';
import { eachWord, foldText, isWordUnit } from '../../../src/core/reading/words.ts';
import { hashStart, hashStep } from '../../../src/core/math/hash.ts';
import { HARD_TEXTS } from '../../fixtures/hard-values.ts';

const cutter = createWordCutter(hashStart(2));

function words(text: string, most = Infinity): string[] {
  const folded = foldText(text);
  const found: string[] = [];
  eachWord(folded, most, (start, end) => found.push(folded.slice(start, end)));
  return found;
}

/** What the fast cutter finds. */
function cut(text: string, most = Infinity): string[] {
  return Array.from({ length: cutter.cut(text, most) }, (_, w) =>
    String.fromCharCode(...cutter.units.subarray(cutter.starts[w], cutter.ends[w])),
  );
}

describe('words', () => {
  it.each([
    ['Senior C++ Developer (C#, .NET, F#)', 'senior c++ developer c# net f#'],
    ['Node.js / CI&CD', 'node js ci cd'],
    ['R+D 24/7', 'r+ d 24 7'],
    ['nurses glasses gas sales class s ss', 'nurse glasse gas sale class s ss'],
    ['Krankenpfleger für Straße ÄRZTIN', 'krankenpfleger für straße ärztin'],
    ['re\u0301sume\u0301 RÉSUMÉ', 'résumé résumé'],
    ['프론트엔드 개발자(신입)', '프론트엔드 개발자 신입'],
    ['软件工程师，北京', '软件工程师 北京'],
    ['ソフトウェア・エンジニア', 'ソフトウェア エンジニア'],
    ['Инженер-программист', 'инженер программист'],
    ['مهندس برمجيات، سعودي', 'مهندس برمجيات سعودي'],
    ['ΟΔΗΓΟΣ ΤΑΞΙ', 'οδηγος ταξι'],
    ['🚀Dev👩🏽‍💻ops✨ 🇰🇷', 'dev ops'],
    ['ＡＢＣ１２３ ﬁn', 'abc123 fin'],
    ['…—–“x”’s', 'x s'],
  ])('%s', (text, expected) => {
    expect(words(text).join(' ')).toBe(expected);
  });

  it('stop at the most that is asked for', () => {
    expect(words('a b c d', 2)).toEqual(['a', 'b']);
    expect(words('a b c d', 0)).toEqual([]);
  });

  it('are made of word units alone, but for + and # at the end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const word of words(text)) {
          const body = word.replace(/[+#]+$/, '');
          expect(body.length).toBeGreaterThan(0);
          for (let i = 0; i < body.length; i++) expect(isWordUnit(body.charCodeAt(i))).toBe(true);
        }
      }),
    );
  });
});

describe('the fast cutter', () => {
  const piece = fc.oneof(
    fc.constantFrom(...HARD_TEXTS, ' ', '+', '#', 's', 'S', '’', '–', '\u2017', '\u0301', '\u00a0'),
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.string({ unit: 'grapheme-composite', maxLength: 8 }),
    fc.string({ maxLength: 8 }),
  );

  it('finds the words of the definition, and their hashes', () => {
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 12 }), (t, most) => {
        const expected = words(t, most);
        expect(cut(t, most)).toEqual(expected);
        for (const [w, word] of expected.entries()) {
          let state = hashStart(2);
          for (let i = 0; i < word.length; i++) state = hashStep(state, word.charCodeAt(i));
          expect(cutter.states[w]).toBe(state | 0);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('grows with the text and keeps at most 512 words', () => {
    expect(cut(`${'é'.repeat(9000)} x`)).toEqual(['é'.repeat(9000), 'x']);
    expect(cut('w '.repeat(1000))).toHaveLength(512);
  });
});

describe('foldText', () => {
  it('is NFKC and lower case but for pictures, with and without its short cuts', () => {
    const plain = (text: string): string =>
      text
        .replaceAll(/[℠™]/g, ' ')
        .normalize('NFKC')
        .replace(/[\u{1f000}-\u{1fbff}]/gu, ' ')
        .toLowerCase()
        .replaceAll('i̇', 'i')
        .replaceAll('ı', 'i');
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      if (unit >= 0xd800 && unit < 0xe000) continue;
      const folded = foldText(character);
      if (folded !== plain(character)) expect([unit, folded]).toEqual([unit, plain(character)]);
    }
    // Pairs: a short cut must not take characters that join with a neighbour.
    const character = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom('e', 'И', 'が', 'か', '가', '\u1112', '\u1161', '\u11ab', '\u0301', '\u3099'),
      fc.integer({ min: 0xa0, max: 0x600 }).map((unit) => String.fromCharCode(unit)),
    );
    fc.assert(
      fc.property(fc.array(character, { maxLength: 5 }), (list) => {
        expect(foldText(list.join(''))).toBe(plain(list.join('')));
      }),
      { numRuns: 3000 },
    );
  });
});
