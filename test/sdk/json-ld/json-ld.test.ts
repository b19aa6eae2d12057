import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { readJsonLd } from '../../../src/sdk/json-ld/index.ts';

const JOB = { '@type': 'JobPosting', title: 'Staff Nurse', url: 'https://a.test/1' };
const JSON_OF = JSON.stringify(JOB);
const script = (text: string, tag = '<script type="application/ld+json">'): string =>
  `<html><head>${tag}${text}</script></head></html>`;
const titles = async (html: string): Promise<unknown[]> =>
  (await readJsonLd(html)).items.map(({ title }) => title);

describe('the script tag', () => {
  it.each([
    '<script type="application/ld+json">',
    "<script type='application/ld+json'>",
    '<script type=application/ld+json>',
    '<SCRIPT TYPE="APPLICATION/LD+JSON">',
    '<script type=" application/ld+json ">',
    '<script type="application/ld+json; charset=utf-8">',
    '<script type="application/ld&#43;json">',
    '<script type="application&#x2F;ld+json">',
    '<script async data-x="a>b" class=\'y\' id=z type = "application/ld+json" nonce>',
    '<script\n  type="application/ld+json"\n>',
    '<script type="application/ld+json"/>',
  ])('%s', async (tag) => {
    expect(await titles(script(JSON_OF, tag))).toEqual(['Staff Nurse']);
    const { document } = parseHTML(script(JSON_OF, '<script type="application/ld+json">'));
    expect((await readJsonLd(document)).items).toHaveLength(1);
  });

  it.each([
    '<script>',
    '<script type="text/javascript">',
    '<script type="application/json">',
    '<script data-type="application/ld+json">',
    '<script type="application/ld+jsonx">',
  ])('is none of JSON-LD: %s', async (tag) => {
    expect(await readJsonLd(script(JSON_OF, tag))).toEqual({ items: [], skipped: [] });
  });

  it('does not count inside a comment of the page', async () => {
    expect(await titles(`<!-- ${script(JSON_OF)} -->`)).toEqual([]);
  });
});

describe('what is written around and into it', () => {
  it.each<[string, string]>([
    ['a comment of HTML', `<!-- ${JSON_OF} -->`],
    ['CDATA', `<![CDATA[${JSON_OF}]]>`],
    ['CDATA behind line comments', `//<![CDATA[\n${JSON_OF}\n//]]>`],
    ['CDATA in comments', `/*<![CDATA[*/ ${JSON_OF} /*]]>*/`],
    ['a byte order mark and a semicolon', `\ufeff ${JSON_OF};\n`],
    ['a trailing comma', JSON_OF.replace('}', ',}')],
    ['a missing comma', JSON_OF.replace('","url"', '"\n"url"')],
    ['raw line breaks', JSON_OF.replace('Nurse"', 'Nurse","description":"a\nb\tc"')],
    ['line comments', `{ // what it is\n${JSON_OF.slice(1)}`],
    ['block comments', `{ /* what it is */ ${JSON_OF.slice(1)}`],
    ['bad escapes', JSON_OF.replace('Nurse"', 'Nurse","description":"it\\\'s a \\d"')],
    ['single quotes', JSON_OF.replaceAll('"', "'")],
    ['names without quotes', JSON_OF.replace('"title"', 'title')],
    ['an end that is missing', JSON_OF.slice(0, -1)],
    ['entities', JSON_OF.replaceAll('"', '&quot;')],
    ['numbered entities', JSON_OF.replaceAll('"', '&#34;')],
    ['escaped quotes', JSON_OF.replaceAll('"', '\\"')],
    ['JSON as a text', JSON.stringify(JSON_OF)],
    ['JSON as a text of a text', JSON.stringify(JSON.stringify(JSON_OF))],
    ['entities and a trailing comma', JSON_OF.replace('}', ',}').replaceAll('"', '&quot;')],
    ['two objects, one after the other', `${JSON_OF}\n{"@type":"Organization","name":"x"}`],
  ])('%s', async (_what, text) => {
    const { items, skipped } = await readJsonLd(script(text));
    expect(skipped).toEqual([]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject(JOB);
  });

  it('reads all blocks, graphs, lists and types by their address', async () => {
    const blocks = [
      JSON.stringify({ '@graph': [JOB, { '@type': 'WebPage' }] }),
      JSON.stringify([{ ...JOB, title: 'B' }]),
      JSON.stringify({
        '@type': 'ItemList',
        itemListElement: [{ '@type': 'ListItem', item: { ...JOB, title: 'C' } }],
      }),
      JSON.stringify({ '@type': ['https://schema.org/JobPosting', 'Thing'], title: 'D' }),
    ];
    expect(await titles(blocks.map((text) => script(text)).join('\n'))).toEqual([
      'Staff Nurse',
      'B',
      'C',
      'D',
    ]);
  });

  it('takes other types where they are asked for', async () => {
    const html = script('{"@type":"Product","name":"Tea"}');
    const { items } = await readJsonLd<{ name: string }>(html, { types: ['Product'] });
    expect(items.map(({ name }) => name)).toEqual(['Tea']);
  });
});

describe('what cannot be read', () => {
  it.each<[string, string, RegExp]>([
    ['nothing', '  ', /empty/],
    ['words', 'hello there', /no JSON.*hello/],
    ['a number', '7', /no JSON/],
    ['something else', '{"@type":"Organization"}', /no JobPosting, but Organization/],
    ['an object without a type', '{"a":1}', /nor anything that states its type/],
    ['a script', 'function f() { return [1, 2; }', /JSON|JobPosting/],
    ['noise', '}{[["":::]', /JSON|JobPosting/],
  ])('%s is skipped with a reason, and costs the others nothing', async (_what, text, reason) => {
    const { items, skipped } = await readJsonLd(script(text) + script(JSON_OF));
    expect(items).toHaveLength(1);
    expect(skipped).toEqual([{ index: 0, reason: expect.stringMatching(reason) as string }]);
  });
});
