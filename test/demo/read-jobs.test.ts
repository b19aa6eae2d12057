import { DOMParser } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readJobs } from '../../demo/yours/read-jobs.ts';
import { readResume } from '../../demo/yours/read-resume.ts';

beforeAll(() => {
  Object.assign(globalThis, { DOMParser });
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'DOMParser');
});

const POSTING = { '@type': 'JobPosting', title: 'Baker', description: 'Bread.' };

describe('what somebody pastes', () => {
  it.each([
    ['one posting', POSTING],
    ['a list', [POSTING]],
    ['a graph', { '@graph': [{ '@type': 'WebSite' }, POSTING] }],
    ['a list of items', { '@type': 'ItemList', itemListElement: [{ item: POSTING }] }],
    ['types in a list', { ...POSTING, '@type': ['Thing', 'https://schema.org/JobPosting'] }],
  ])('is read as JSON-LD: %s', (_, value) => {
    const { items } = readJobs(JSON.stringify(value));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ title: 'Baker' });
  });

  it('is read out of a page, past a damaged block', () => {
    const page = `<!doctype html><html><head><script type="application/ld+json">{oh</script>
      <script type="application/ld+json">${JSON.stringify(POSTING)}</script></head><body></body></html>`;
    expect(readJobs(page)).toMatchObject({ how: 'from the JSON-LD of a page', items: [POSTING] });
  });

  it('is read as the words of a page or an ad where there is nothing else', () => {
    const page = readJobs('<html><body><h1>Night porter</h1><p>Hotel, nights.</p></body></html>');
    expect(page.items[0]).toMatchObject({ title: 'Night porter' });
    expect(String(page.items[0]!['description'])).toContain('Hotel, nights.');
    const text = readJobs('Night porter\nHotel, nights.');
    expect(text.items[0]).toMatchObject({ title: 'Night porter' });
  });

  it('is refused with a sentence where there is nothing in it', () => {
    expect(() => readJobs('  ')).toThrow('nothing to read');
    expect(() => readJobs('{"a":1}')).toThrow('no JobPosting');
    expect(() => readJobs('[1,')).toThrow('no JSON');
    expect(() => readResume('{"a":1}')).toThrow('JSON Resume');
  });

  it('is a résumé, or a few lines about somebody', () => {
    expect(readResume('{"basics":{"label":"Baker"}}')).toMatchObject({
      basics: { label: 'Baker' },
    });
    expect(readResume('Baker\nTen years of bread.')).toMatchObject({
      basics: { label: 'Baker', summary: 'Ten years of bread.' },
    });
  });
});
