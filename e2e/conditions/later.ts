import { BROWSERS } from '../browsers.ts';
import { pageOf } from '../faults-page.ts';
import { faultsOf, visit, type Condition, type Told, type Trial } from './condition.ts';

/** Runs in the page, in an asynchronous function that returns what is wrong; what nobody has caught is added. */
const inPage =
  (body: string): NonNullable<Condition['run']> =>
  async ({ page, open }) => {
    await open();
    return page.run(`const found = await (async () => { ${body} })();
      return [...found, ...problems];`);
  };

/** The signals' items that the next visit finds, when the page was left by `leave` right after `record`. */
async function leftBy({ page, server, open }: Trial, leave: string): Promise<string[]> {
  await open();
  await page.run(`const reranker = await TRY.start();
    await new Promise((done) => setTimeout(done, 300));
    await reranker.record({ type: 'click', itemId: 'item-1' });
    ${leave}`);
  await page.open(`${server.origin}/clean`);
  await open();
  return page.run(`const reranker = await TRY.start();
    await reranker.flush();
    const ids = (await reranker.export()).signals.map(({ itemId }) => itemId).join();
    reranker.dispose();
    return [...(ids === 'item-1' ? [] : ['kept: ' + ids]), ...problems];`);
}

/** What a page in a frame of another site says of its visit. */
async function inFrame({ page, server }: Trial): Promise<string[]> {
  const body = `<script>TRY.visit().then((told) => parent.postMessage({ told }, '*'),
    (error) => parent.postMessage({ error: String(error) }, '*'))</script>`;
  server.files.set('/framed', pageOf('', body, '/try.js'));
  const other = server.origin.replace('localhost', '127.0.0.1');
  await page.open(`${other}/clean`);
  const { told, error } = await page.run<{ told?: Told; error?: string }>(
    `const said = new Promise((done) => addEventListener('message', ({ data }) => done(data)));
     const frame = document.createElement('iframe');
     frame.src = arguments[0];
     document.body.append(frame);
     return said;`,
    `${server.origin}/framed`,
  );
  return told ? faultsOf(told, told.order) : [error!];
}

/** The same visit in a Firefox with other settings. */
async function inFirefox(
  trial: Trial,
  settings: Record<string, string | number | boolean>,
  run: (trial: Trial) => Promise<string[]>,
): Promise<string[]> {
  const browser = await BROWSERS.Firefox(settings);
  if (!browser) return ['is not there'];
  try {
    const page = await browser.newPage();
    const open = async (): Promise<void> => {
      trial.server.files.set('/try', pageOf('', '', '/try.js'));
      await page.open(`${trial.server.origin}/try`);
    };
    return await run({ ...trial, page, open });
  } finally {
    await browser.close();
  }
}

async function plain({ page, open }: Trial): Promise<string[]> {
  await open();
  const told = await visit(page);
  return faultsOf(told, told.order);
}

/** Conditions of tabs, frames, devices and long sessions. */
export const LATER: readonly Condition[] = [
  {
    number: 10,
    name: 'a connection of before blocks the upgrade',
    run: inPage(`
      const gone = indexedDB.deleteDatabase('pocketrank');
      await new Promise((done) => { gone.onsuccess = gone.onerror = gone.onblocked = done; });
      const held = await new Promise((done) => {
        const open = indexedDB.open('pocketrank', 1);
        open.onsuccess = () => done(open.result); });
      const { order, signals } = await TRY.visit();
      held.close();
      return [...(order ? [] : ['no order']), ...(signals > 0 ? [] : ['the signal does not count'])];`),
  },
  {
    number: 12,
    name: 'private mode (contexts of Chromium and WebKit are private ones throughout)',
    run: (trial) =>
      trial.browser === 'Firefox'
        ? inFirefox(trial, { 'browser.privatebrowsing.autostart': true }, plain)
        : plain(trial),
  },
  { number: 13, name: 'a frame of another site', run: inFrame },
  {
    number: 13,
    name: 'the same without storage (Firefox, cookies blocked)',
    run: (trial) =>
      trial.browser === 'Firefox'
        ? inFirefox(trial, { 'network.cookie.cookieBehavior': 2 }, inFrame)
        : inFrame(trial),
  },
  {
    number: 17,
    name: 'two tabs record, one forgets meanwhile',
    async run({ page, open, server }) {
      await open();
      return page.run(
        `const tab = async () => {
           const frame = document.createElement('iframe');
           frame.src = arguments[0];
           await new Promise((done) => { frame.onload = done; document.body.append(frame); });
           return frame.contentWindow.TRY.start();
         };
         const [one, two] = [await tab(), await tab()];
         const record = (who, i, at) => who.record({ type: 'click', itemId: 'item-' + i, at });
         const begin = Date.now();
         for (let i = 0; i < 20; i++) await Promise.all([record(one, i, begin + i), record(two, 20 + i, begin + i)]);
         await Promise.all([one.flush(), two.flush()]);
         await new Promise((done) => setTimeout(done, 500));
         const both = (await one.export()).signals.length;
         await one.forget();
         await new Promise((done) => setTimeout(done, 500));
         const left = (await two.export()).signals.length;
         await record(two, 50);
         await two.flush();
         await new Promise((done) => setTimeout(done, 500));
         const after = (await one.export()).signals.map(({ itemId }) => itemId).join();
         one.dispose(); two.dispose();
         return [...(both === 40 ? [] : [both + ' of 40 seen']), ...(left === 0 ? [] : [left + ' left']),
           ...(after === 'item-50' ? [] : ['then: ' + after]), ...problems];`,
        `${server.origin}/try`,
      );
    },
  },
  {
    number: 18,
    name: 'navigated right after record (killed: see kills)',
    run: (trial) => leftBy(trial, ''),
  },
  {
    number: 18,
    name: 'disposed right after record',
    run: (trial) => leftBy(trial, 'reranker.dispose();'),
  },
  ...(['before', 'between', 'during'] as const).map((when): Condition => ({
    number: 20,
    name: `the device of an engine lost ${when} rankings`,
    run: inPage(`
        const right = await TRY.orderBy(await TRY.start({ storage: 'memory' }));
        const { engine, lose } = TRY.createLosable();
        if ('${when}' === 'before') lose();
        const reranker = await TRY.createReranker({ model: PAGE.model, engine, storage: 'memory' });
        if ('${when}' === 'between') { await reranker.rank(PAGE.items.slice(0, 3)); lose(); }
        const ranking = TRY.orderBy(reranker);
        if ('${when}' === 'during') lose();
        const order = await ranking;
        const { name } = reranker.engine;
        reranker.dispose();
        return [...(order === right ? [] : ['another order']), ...(name === 'losable' ? ['still it'] : [])];`),
  })),
  {
    number: 22,
    name: 'left and come back to (the page itself, where the browser keeps it)',
    async run({ page, open, server }) {
      await open();
      await page.run('globalThis.kept = await TRY.start();');
      await page.open(`${server.origin}/clean`);
      await page.run('setTimeout(() => history.back(), 50);');
      await new Promise((done) => setTimeout(done, 1_500));
      return page.run(`
        const reranker = globalThis.kept ?? (await TRY.start());
        const { items } = await reranker.rank(PAGE.items);
        await reranker.record({ type: 'click', itemId: 'item-2' });
        const isKept = await reranker.flush();
        const count = (await reranker.export()).signals.length;
        reranker.dispose();
        return [...(items.length === PAGE.items.length ? [] : ['no ranking']), ...(isKept ? [] : ['not kept']),
          ...(count > 0 ? [] : ['the signal does not count']), ...problems];`);
    },
  },
  {
    number: 25,
    name: '1,000 rankings and signals, 50 creations: as fast at the end, and (Chromium) no larger',
    run: inPage(`
      const reranker = await TRY.start({ storage: 'memory' });
      const times = [];
      const size = () => performance.memory?.usedJSHeapSize ?? 0;
      let before = 0;
      for (let i = 0; i < 1000; i++) {
        const begin = performance.now();
        await reranker.record({ type: i % 3 ? 'click' : 'save', itemId: 'item-' + (i % 60), at: 1e12 + 5000 * i });
        await reranker.rank(PAGE.items);
        times.push(performance.now() - begin);
        if (i === 200) before = size();
      }
      reranker.dispose();
      for (let i = 0; i < 50; i++) (await TRY.start({ storage: 'memory' })).dispose();
      const median = (some) => [...some].sort((a, b) => a - b)[some.length >> 1];
      const [early, late] = [median(times.slice(200, 300)), median(times.slice(-100))];
      const grown = (size() - before) / 2 ** 20;
      return [...(late < 4 * early + 4 ? [] : [early.toFixed(1) + ' ms, then ' + late.toFixed(1)]),
        ...(grown < 40 ? [] : [grown.toFixed(0) + ' MB more'])];`),
  },
  {
    number: 26,
    name: 'a whole session asks for its own code and the model, and nothing else',
    async run(trial) {
      await trial.open();
      const before = trial.server.requests.length;
      const told = await visit(trial.page);
      const asked = new Set(trial.server.requests.slice(before));
      const others = [...asked].filter(
        (path) => !/^\/(try|try\.js|model\.safetensors)$/.test(path),
      );
      return [...faultsOf(told, told.order), ...others.map((path) => `asked for ${path}`)];
    },
  },
];
