import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pageOf, serveFaults } from './faults-page.ts';
import type { TestServer } from './server.ts';
import { useBrowser } from './use-browser.ts';

const place = useBrowser();
let server: TestServer;
beforeAll(async () => void (server = await serveFaults()));
afterAll(() => server.close());
afterEach(() => void server.files.delete('/cards'));

/** A page with some markup whose list is observed; `script` runs before that. */
async function openCards(body: string, script = ''): Promise<Page> {
  server.files.set('/cards', pageOf('', body));
  const page = await place.context.newPage();
  await page.goto(`${server.origin}/cards`);
  await page.evaluate(
    `(async () => {
      ${script}
      window.reranker = await PocketRankFaults.createReranker({ model: PAGE.model, storage: 'memory' });
      await reranker.rank(PAGE.items);
      window.stop = reranker.observe(document.getElementById('list'), { visibleMs: 30 });
    })()`,
  );
  return page;
}

/** What was noted, in order, without impressions. */
const noted = (page: Page): Promise<string[]> =>
  page.evaluate(
    `reranker.export().then(({ signals }) => signals.map(({ type, itemId, position }) => type + ' ' + itemId + ' ' + position))`,
  );
const problems = (page: Page): Promise<string[]> => page.evaluate('problems');
const card = (i: number, inner = '<button>Open</button>'): string =>
  `<article data-item-id="item-${i}">${inner}</article>`;
const list = (...cards: string[]): string => `<main id="list">${cards.join('')}</main>`;

describe('observing a page that does as it likes', () => {
  it.each([
    ['stops the event', 'event.stopPropagation()'],
    ['removes the card', 'card.remove()'],
    ['shows another item in it', "card.dataset.itemId = 'item-9'"],
    ['draws the list anew', "list.innerHTML = ''"],
  ])('takes a click for what it was where a handler %s', async (_how, act) => {
    for (const type of ['click', 'pointerdown']) {
      const page = await openCards(
        list(card(1), card(2)),
        `const list = document.getElementById('list');
         const card = list.children[1];
         card.addEventListener('${type}', (event) => { ${act}; });`,
      );
      const box = (await page.locator('[data-item-id=item-2] button').boundingBox())!;
      await page.mouse.click(box.x + 4, box.y + 4);
      // Where the press leaves nothing to click, there is no click.
      const isGone = type === 'pointerdown' && /remove|innerHTML/.test(act);
      const expected = isGone ? [[], ['click item-2 2'], ['click item-2 0']] : [['click item-2 2']];
      await expect.poll(() => noted(page)).toEqual(expect.toBeOneOf(expected));
      await page.close();
    }
  });

  it('finds a control in a shadow root', async () => {
    const page = await openCards(
      list(card(1, '<span id="host"></span>')),
      `const root = document.getElementById('host').attachShadow({ mode: 'open' });
       root.innerHTML = '<button data-item-action="dismiss"><b>Not for me</b></button>';`,
    );
    await page.locator('b').click();
    await expect.poll(() => noted(page)).toEqual(['dismiss item-1 1']);
  });

  it('takes the middle button for a click, but no other, and of controls none', async () => {
    const page = await openCards(
      list(card(1), card(2, '<button data-item-action="save">Save</button>')),
    );
    await page.locator('[data-item-id=item-1] button').click({ button: 'right' });
    await page.locator('[data-item-id=item-2] button').click({ button: 'middle' });
    await page.locator('[data-item-id=item-1] button').click({ button: 'middle' });
    await expect.poll(() => noted(page)).toEqual(['click item-1 1']);
  });

  it('watches a container that is an item, and the innermost of nested ones', async () => {
    const page = await openCards(
      `<main id="list" data-item-id="item-3"><h1>Three</h1>${card(4)}</main>`,
    );
    await page.locator('h1').click();
    await page.locator('button').click();
    await expect.poll(() => noted(page)).toEqual(['click item-3 1', 'click item-4 2']);
  });

  it('hears the click just after it began', async () => {
    server.files.set('/cards', pageOf('', list(card(1), card(2))));
    const page = await place.context.newPage();
    await page.goto(`${server.origin}/cards`);
    await page.evaluate(`(async () => {
      window.reranker = await PocketRankFaults.createReranker({ model: PAGE.model, storage: 'memory' });
      await reranker.rank(PAGE.items);
      reranker.observe(document.getElementById('list'));
      document.querySelectorAll('button')[1].click();
      document.querySelectorAll('article')[1].dataset.itemId = 'item-7';
    })()`);
    await expect.poll(() => noted(page)).toEqual(['click item-2 2']);
  });

  it('notes an impression once for two observers, and none of what cannot be seen', async () => {
    const style = '<style>article { height: 20px }</style>';
    const hidden = ['opacity: 0', 'visibility: hidden', 'display: none'].map((how, i) =>
      card(i + 2).replace('>', ` style="${how}">`),
    );
    const page = await openCards(style + list(card(1), ...hidden));
    await page.evaluate(`reranker.observe(document.getElementById('list'), { visibleMs: 30 })`);
    const shown = (): Promise<unknown> =>
      page.evaluate(
        `reranker.export().then(({ impressions }) => Object.entries(impressions).map(([id, [count]]) => id + ' ' + count))`,
      );
    await expect.poll(shown).toEqual(['item-1 1']);
    await page.waitForTimeout(200);
    expect(await shown()).toEqual(['item-1 1']);
  });

  it('refuses what is no element, and leaves nothing unhandled', async () => {
    const page = await openCards(list(card(1)));
    const codes = await page.evaluate(
      `[null, undefined, {}, '#list'].map((value) => {
        try { return reranker.observe(value) } catch ({ code }) { return code }
      })`,
    );
    expect(codes).toEqual(Array(4).fill('INVALID_ARGUMENT'));
    await page.waitForTimeout(50);
    expect(await problems(page)).toEqual([]);
  });

  it('keeps up with thousands of elements, odd ids among them', async () => {
    const many = Array.from({ length: 5_000 }, (_, i) => card(i)).join('');
    const odd = `<article data-item-id="a&quot;b]&#10;'\\\\"><i>odd</i></article>`;
    const page = await openCards(`<main id="list">${many}${odd}</main>`);
    await page.evaluate(`reranker.rank([{ identifier: 'a"b]\\n\\'\\\\\\\\', title: 'Odd' }])`);
    const blockedMs = await page.evaluate<number>(`(() => {
      const begin = performance.now();
      document.querySelector('i').click();
      return performance.now() - begin;
    })()`);
    expect(blockedMs).toBeLessThan(50);
    await expect.poll(() => noted(page)).toEqual([`click a"b]\n'\\\\ 5001`]);
  });
});
