import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeEntities } from '../../../src/core/reading/decode-entities.ts';
import { readTags } from '../../../src/core/reading/read-tags.ts';
import { readText } from '../../../src/core/reading/read-text.ts';
import { stripMarkup } from '../../../src/core/reading/strip-markup.ts';
import { hardValue } from '../../fixtures/hard-values.ts';

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

describe('readText', () => {
  it.each([
    ['a string', 'Nurse', 'Nurse'],
    ['a number', 12.5, '12.5'],
    ['a DefinedTerm', { '@type': 'DefinedTerm', name: 'Java', termCode: 'x' }, 'Java'],
    ['a language-tagged string', { '@value': 'Pflege', '@language': 'de' }, 'Pflege'],
    ['a name that is tagged', { name: { '@value': 'Pflege' } }, 'Pflege'],
    ['a PropertyValue', { '@type': 'PropertyValue', value: 7 }, '7'],
    ['the first of several', ['a', 'b'], 'a'],
    ['an empty name beside a description', { name: '', description: 'b' }, 'b'],
    ['a link', { '@id': 'https://example.org/x' }, 'https://example.org/x'],
    ['null', null, ''],
    ['a boolean', true, ''],
    ['NaN', NaN, ''],
    ['a function', () => 1, ''],
  ])('reads %s', (_, value, text) => expect(readText(value)).toBe(text));

  it('reads escaped HTML as HTML', () => {
    expect(squeeze(readText('&lt;p&gt;Join &lt;b&gt;us&lt;/b&gt;&lt;/p&gt;'))).toBe('Join us');
  });

  it('reads 20,000 units of a text and no more', () => {
    expect(readText('x'.repeat(50_000))).toHaveLength(20_000);
  });

  it('never throws, and ends on values that contain themselves', () => {
    fc.assert(fc.property(hardValue, (value) => typeof readText(value) === 'string'));
    const ring: Record<string, unknown> = {};
    ring.name = ring.value = ring.text = [ring];
    expect(readText(ring)).toBe('');
  });
});

describe('decodeEntities', () => {
  it.each([
    ['R&amp;D &lt;3 &quot;q&quot; &#39;s', 'R&D <3 "q" \'s'],
    ['M&uuml;nchen &Eacute;t&eacute; gar&ccedil;on &Aring; &scaron;', 'München Été garçon Å š'],
    ['fa&ccedil;ade stra&szlig;e', 'façade straße'],
    ['&#x41;&#66;&#x1F600;', 'AB😀'],
    ['&#0;&#xD800;&#1114112;', '   '],
    ['&nbsp;&bogus;&thetasym;', '   '],
    ['AT&T; a&b; &amp &;', 'AT&T; a&b; &amp &;'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (text, decoded) => {
    expect(decodeEntities(text)).toBe(decoded);
  });
});

describe('stripMarkup', () => {
  it.each([
    ['<p class="a">x</p><br/>y', '\nx\n\ny'],
    ['a<b>b</b>c<EM>d</EM>', 'a b c d '],
    ['x<script>if (a < b) alert("</p>")</script>y', 'x y'],
    ['x<STYLE type="t">p { }</Style\n>y', 'x y'],
    ['<scripted>x</scripted>', ' x '],
    ['a<!-- <p> -- > --->b', 'a b'],
    ['a<!-- open > b', 'a '],
    ['a<script>open > b', 'a '],
    ['1 < 2 > 1, <3, a <- b, <>', '1 < 2 > 1, <3, a <- b, <>'],
    ['no end <a href', 'no end <a href'],
    ['<!DOCTYPE html>x', '<!DOCTYPE html>x'],
  ])('%j', (text, plain) => expect(stripMarkup(text)).toBe(plain));

  it('is linear on hostile texts', () => {
    const started = performance.now();
    for (const piece of [
      '<',
      '<a',
      '<!--',
      '<script>',
      '<script ',
      '</script',
      '<a<',
      '-->',
      '<style><',
    ]) {
      const text = piece.repeat(200_000);
      stripMarkup(text);
      stripMarkup(`${text}>`);
    }
    expect(performance.now() - started).toBeLessThan(5000); // quadratic: minutes
  });

  it('breaks lines at the elements that end one, whatever their case, and at no others', () => {
    const BLOCKS = 'br div dd dt h1 h2 h3 h4 h5 h6 li ol p table td th tr ul'.split(' ');
    const letters = fc.string({ unit: fc.constantFrom(...'abdhiloprtuv12345678'), minLength: 1 });
    const name = fc.oneof(
      fc.constantFrom(...BLOCKS, 'b', 'span', 'article', 'pp', 'h7', 'tablet', 'bbbbbul'),
      letters.map((text) => `a${text}`),
    );
    fc.assert(
      fc.property(name, fc.boolean(), fc.boolean(), (tag, isLarge, closes) => {
        const written = `<${closes ? '/' : ''}${isLarge ? tag.toUpperCase() : tag} class="x">`;
        expect(stripMarkup(`a${written}b`)).toBe(BLOCKS.includes(tag) ? 'a\nb' : 'a b');
      }),
    );
  });

  it('leaves nothing that looks like a tag, and adds nothing', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '/',
      'p',
      'script',
      'style',
      '!--',
      '--',
      ' ',
      'x',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (list) => {
        const plain = stripMarkup(list.join(''));
        expect(plain).not.toMatch(/<\/?[a-z][^<>]*>[^<]*$/i);
        expect(plain.length).toBeLessThanOrEqual(list.join('').length);
      }),
    );
  });
});

describe('readTags', () => {
  it('takes lists, objects and separated texts', () => {
    expect(readTags(['Java, SQL;Go | C# • R', { name: 'Git' }, '', null, ' , '])).toEqual(
      'Java SQL Go C# R Git'.split(' '),
    );
  });

  it('takes each item of an HTML list as a tag, and inline markup as part of one', () => {
    expect(readTags(['<ul><li><b>Patient</b> care</li><li>Triage</li></ul>'])).toEqual([
      'Patient  care',
      'Triage',
    ]);
  });
});
