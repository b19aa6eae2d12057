import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openItems } from '../../../src/core/reading/open-items.ts';
import { readKey } from '../../../src/core/reading/read-key.ts';
import { hardValue } from '../../fixtures/hard-values.ts';

const KEYS = [['sku'], ['identifier'], ['@id'], ['url']];

describe('readKey', () => {
  it.each([
    [{ identifier: 'a1' }, 'a1'],
    [{ identifier: 7 }, '7'],
    [{ identifier: { '@type': 'PropertyValue', name: 'Acme', value: 'a1' } }, 'a1'],
    [{ identifier: { '@value': 7 } }, '7'],
    [{ identifier: [{ value: 'a1' }, 'b2'] }, 'a1'],
    [{ identifier: '', url: 'https://example.org/1' }, 'https://example.org/1'],
    [{ '@id': '#job-1', url: 'https://example.org/1' }, '#job-1'],
    [{ url: 'x', sku: 's1' }, 's1'],
  ])('of %j is %s', (item, key) => expect(readKey(item, KEYS)).toBe(key));

  it('is made of the content where there is none, whatever the order of properties', () => {
    const key = readKey({ title: 'Nurse', tags: ['a', 'b'], at: { town: 'Leeds' } }, KEYS);
    expect(key).toMatch(/^#[0-9a-z]{8,14}$/);
    expect(readKey({ at: { town: 'Leeds' }, tags: ['a', 'b'], title: 'Nurse' }, KEYS)).toBe(key);
    for (const other of [
      { title: 'Nurse', tags: ['b', 'a'], at: { town: 'Leeds' } },
      { title: 'Nurse', tags: ['a', 'b'], at: { town: 'Exeter' } },
      { title: 'Nurse', tags: ['a', 'b'] },
      { name: 'Nurse', tags: ['a', 'b'], at: { town: 'Leeds' } },
    ]) {
      expect(readKey(other, KEYS)).not.toBe(key);
    }
  });

  it.each(['hello', 42, null, undefined, [], [{ identifier: 'x' }], {}, { title: null }])(
    'is none of %j, which is no item',
    (value) => expect(readKey(value, KEYS)).toBeUndefined(),
  );

  it('is the same of the same content, and none of what holds itself', () => {
    const loop: Record<string, unknown> = { title: 'x' };
    loop.self = loop;
    expect(readKey(loop, KEYS)).toBeUndefined();
    expect(readKey({ ...loop, '@id': 'x' }, KEYS)).toBe('x');
    fc.assert(
      fc.property(fc.dictionary(fc.string(), hardValue), (item) => {
        expect(readKey(item, KEYS)).toBe(readKey(structuredClone(item), KEYS));
      }),
    );
  });
});

describe('openItems', () => {
  const TYPES = ['JobPosting'];
  const a = { '@type': 'JobPosting', title: 'a' };
  const b = { '@type': ['JobPosting', 'Thing'], title: 'b' };
  const page = { '@type': 'WebPage', name: 'Jobs' };
  const crumbs = {
    '@type': 'BreadcrumbList',
    itemListElement: [{ '@type': 'ListItem', name: 'Home' }],
  };
  const plain = { title: 'plain', item: { name: 'of a list' }, data: { x: 1 } };
  const trap = new Proxy(
    {},
    {
      get() {
        throw new Error('trap');
      },
    },
  );
  const open = (input: unknown): readonly unknown[] => openItems(input, TYPES, ['jobs']);

  it('returns a plain list as it is', () => {
    const list = [plain, { identifier: 1 }, null, 'hello', 42, [], trap];
    expect(open(list)).toBe(list);
  });

  it.each<[string, unknown]>([
    ['a list', [a, b]],
    ['a list among other types', [page, a, crumbs, b]],
    ['@graph', { '@context': 'https://schema.org', '@graph': [page, a, b] }],
    ['@graph in a list', [{ '@graph': [a] }, { '@graph': [page, b] }]],
    ['an ItemList', { '@type': 'ItemList', itemListElement: [a, b] }],
    [
      'an ItemList of ListItems',
      {
        '@type': 'ItemList',
        itemListElement: [
          { '@type': 'ListItem', position: 1, item: a },
          { '@type': 'ListItem', position: 2, item: b },
          { '@type': 'ListItem', position: 3, url: 'https://example.org/3' },
        ],
      },
    ],
    [
      'a page about them',
      { '@type': 'WebPage', mainEntity: { '@type': 'ItemList', itemListElement: [a, b] } },
    ],
    ['a wrapper', { jobs: [a, b], total: 2 }],
    ['a wrapper in a wrapper', { data: { jobs: [a, b] } }],
  ])('opens %s', (_, input) => expect(open(input)).toEqual([a, b]));

  it('keeps plain objects of wrappers and of lists', () => {
    expect(open({ jobs: [plain, a] })).toEqual([plain, a]);
    expect(
      open({ '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', item: plain }] }),
    ).toEqual([plain]);
    expect(open(a)).toEqual([a]);
    expect(open({ title: 'one' })).toEqual([{ title: 'one' }]);
  });

  it('leaves what throws in its place', () => {
    const [first, second, third, ...rest] = open([a, trap, page, b]);
    expect([first === a, second === trap, third === b, rest]).toEqual([true, true, true, []]);
  });

  it('knows types by addresses, and leaves all where there is none of them', () => {
    const address = { '@type': 'https://schema.org/JobPosting' };
    const prefixed = { '@type': 'schema:JobPosting' };
    expect(open([page, address, prefixed])).toEqual([address, prefixed]);
    expect(open([page, { '@type': 'Job' }])).toEqual([page, { '@type': 'Job' }]);
  });

  it('ends, whatever the input', () => {
    const loop: Record<string, unknown> = { '@type': 'ItemList' };
    loop.itemListElement = [loop, a, loop];
    expect(open(loop)).toContain(a);
    fc.assert(
      fc.property(hardValue, (input) => {
        expect(Array.isArray(open(input))).toBe(true);
      }),
    );
  });
});
