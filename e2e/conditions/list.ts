import { faultsOf, visit, type Condition, type Trial } from './condition.ts';
import { LATER } from './later.ts';

/** A script that puts a getter in place of a global. */
const getter = (name: string, body: string): string =>
  `Object.defineProperty(globalThis, '${name}', { configurable: true, get() { ${body} } });`;
const absent = (name: string): string => getter(name, 'return undefined');
const denied = `throw new DOMException('The operation is insecure.', 'SecurityError');`;
const CSP = "default-src 'self'; script-src 'self' 'unsafe-inline'";

/** Visits twice with something in between; the signal of the first must be there in the second, where kept. */
async function twice({ page, open }: Trial, between: string): Promise<string[]> {
  await open();
  await visit(page);
  await page.run(between);
  await open();
  const after = await visit(page);
  return after.problems;
}

const put = (store: string, key: string, value: string): string => `
  const open = indexedDB.open('pocketrank');
  await new Promise((done) => open.addEventListener('success', done));
  const change = open.result.transaction('${store}', 'readwrite');
  change.objectStore('${store}').put(${value}, ${JSON.stringify(key)});
  await new Promise((done) => change.addEventListener('complete', done));
  open.result.close();`;

/** The conditions, each in every browser; what a row leaves out is said by its name. */
export const CONDITIONS: readonly Condition[] = [
  { number: 1, name: 'a strict policy, without wasm', headers: { 'content-security-policy': CSP } },
  {
    number: 1,
    name: 'a strict policy with wasm; Trusted Types',
    headers: {
      'content-security-policy': `${CSP} 'wasm-unsafe-eval'; require-trusted-types-for 'script'`,
    },
  },
  { number: 2, name: 'WebAssembly deleted', before: 'delete globalThis.WebAssembly;' },
  {
    number: 2,
    name: 'its Memory throwing',
    before: `WebAssembly.Memory = function () { throw new RangeError('no memory') };`,
  },
  { number: 3, name: 'indexedDB undefined', before: absent('indexedDB') },
  { number: 3, name: 'indexedDB null', before: getter('indexedDB', 'return null') },
  { number: 3, name: 'its getter throwing', before: getter('indexedDB', denied) },
  { number: 4, name: 'open throws', before: `IDBFactory.prototype.open = () => { ${denied} };` },
  {
    number: 5,
    name: 'open never answers',
    before: `IDBFactory.prototype.open = function () {
      return Object.create(IDBOpenDBRequest.prototype, { addEventListener: { value() {} } }); };`,
  },
  {
    number: 6,
    name: 'a transaction never ends',
    before: `const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (...how) {
        const made = transaction.apply(this, how);
        const spin = () => { const store = made.objectStore(made.objectStoreNames[0]);
          store.count().addEventListener('success', spin); };
        if (how[1] === 'readwrite') { made.commit = () => {}; spin(); }
        return made; };`,
  },
  {
    number: 7,
    name: 'quota exceeded',
    before: `IDBObjectStore.prototype.put = function () {
      throw new DOMException('full', 'QuotaExceededError'); };`,
  },
  ...garbage(),
  {
    number: 9,
    name: 'a newer database',
    run: (trial) =>
      alone(trial, async () => {
        await trial.page.run(`
          const open = indexedDB.open('pocketrank', 9);
          await new Promise((done) => open.addEventListener('success', done));
          open.result.close();`);
      }),
  },
  {
    number: 9,
    name: 'missing stores',
    run: (trial) =>
      alone(trial, async () => {
        await trial.page.run(`
          const open = indexedDB.open('pocketrank', 1);
          open.addEventListener('upgradeneeded', () => open.result.createObjectStore('other'));
          await new Promise((done) => open.addEventListener('success', done));
          open.result.close();`);
      }),
  },
  {
    number: 11,
    name: 'the database deleted while running: what is recorded then stays',
    async run({ page, open }) {
      await open();
      return page.run(`
        const reranker = await TRY.start();
        await reranker.record({ type: 'click', itemId: 'item-1' });
        await reranker.flush();
        const gone = indexedDB.deleteDatabase('pocketrank');
        await new Promise((done) => { gone.onsuccess = gone.onerror = done; });
        await new Promise((done) => setTimeout(done, 300));
        await reranker.record({ type: 'click', itemId: 'item-2' });
        const isKept = await reranker.flush();
        const ids = (await reranker.export()).signals.map(({ itemId }) => itemId).join();
        reranker.dispose();
        return [...(isKept ? [] : ['not kept']), ...(ids === 'item-2' ? [] : [ids]), ...problems];`);
    },
  },
  {
    number: 14,
    name: 'a sandboxed frame',
    headers: {
      'content-security-policy': 'sandbox allow-scripts',
      'access-control-allow-origin': '*',
    },
  },
  ...clocks(),
  {
    number: 16,
    name: '10,000 signals in a burst; of unknown items',
    async run({ page, open }) {
      await open();
      return page.run(`
        const reranker = await TRY.start();
        const all = [];
        for (let i = 0; i < 10000; i++) {
          const itemId = i % 100 === 99 ? 'unknown-' + i : 'item-' + (i % 60);
          all.push(reranker.record({ type: 'click', itemId, at: 1e12 + 2000 * i }).then(() => 1, () => 0));
        }
        const counted = (await Promise.all(all)).reduce((sum, one) => sum + one, 0);
        const isKept = await reranker.flush();
        const { storage } = reranker;
        reranker.dispose();
        return [...(counted === 9900 ? [] : [counted + ' counted']), ...(isKept ? [] : ['not kept']),
          ...(storage.kind === 'indexeddb' ? [] : [storage.reason]), ...problems];`);
    },
  },
  ...models(),
  {
    number: 21,
    name: 'the kernel trapping later',
    before: `const { Memory } = WebAssembly; globalThis.memories = [];
      WebAssembly.Memory = function (how) { const made = new Memory(how); memories.push(made); return made; };`,
    async run({ page, open }) {
      await open(this.before);
      return page.run(`
        const reranker = await TRY.createReranker({ model: PAGE.model, storage: 'memory' });
        const order = async () => (await reranker.rank(PAGE.items)).items.map(({ id, score }) => id + score).join();
        const right = await order();
        for (const { buffer } of memories) new Uint8Array(buffer).fill(255);
        await new Promise((done) => setTimeout(done, 2100));
        const after = await order();
        return [...(after === right ? [] : ['another order']),
          ...(reranker.engine.name === 'scalar' ? [] : ['still ' + reranker.engine.name]), ...problems];`);
    },
  },
  ...missing(),
  ...LATER,
  {
    number: 24,
    name: '100 rankings at once, lists changed meanwhile, aborted, disposed',
    async run({ page, open }) {
      await open();
      return page.run(`
        const reranker = await TRY.createReranker({ model: PAGE.model, storage: 'memory' });
        const key = ({ items }) => items.map(({ id }) => id).join();
        const right = key(await reranker.rank(PAGE.items));
        const all = await Promise.all(Array.from({ length: 100 }, () => {
          const list = [...PAGE.items];
          const ranking = reranker.rank(list);
          list.reverse();
          return ranking.then(key);
        }));
        const stop = new AbortController();
        const aborted = reranker.rank(PAGE.items, { signal: stop.signal }).then(() => '', ({ name }) => name);
        stop.abort();
        await aborted;
        const last = reranker.rank(PAGE.items).then(() => '', ({ code }) => code);
        reranker.dispose();
        await last;
        return [...(all.every((one) => one === right) ? [] : ['another order']), ...problems];`);
    },
  },
  {
    number: 27,
    name: 'after forget no string of an item in any store',
    async run({ page, open }) {
      await open();
      return page.run(`
        const reranker = await TRY.start();
        await reranker.record({ type: 'click', itemId: 'item-1' });
        await reranker.flush();
        await reranker.forget();
        reranker.dispose();
        const open = indexedDB.open('pocketrank');
        await new Promise((done) => open.addEventListener('success', done));
        const left = [];
        for (const store of ['signals', 'itemCodes', 'verdicts']) {
          const count = open.result.transaction(store).objectStore(store).count();
          await new Promise((done) => count.addEventListener('success', done));
          if (count.result > 0) left.push(store);
        }
        open.result.close();
        return [...left, ...problems];`);
    },
  },
  {
    number: 28,
    name: 'observe: no element, stopPropagation, removal',
    async run({ page, open }) {
      await open();
      return page.run(`
        const reranker = await TRY.start({ storage: 'memory' });
        document.body.innerHTML = '<main><p data-item-id="item-1"><b>1</b></p><p data-item-id="item-2"><b>2</b></p></main>';
        const found = [];
        try { reranker.observe(null); found.push('takes null'); } catch {}
        reranker.observe(document.querySelector('main'));
        const [one, two] = document.querySelectorAll('p');
        one.addEventListener('click', (event) => { event.stopPropagation(); one.remove(); });
        one.querySelector('b').click();
        two.querySelector('b').click();
        await new Promise((done) => setTimeout(done, 100));
        const ids = (await reranker.export()).signals.map(({ itemId }) => itemId).join();
        return [...found, ...(ids === 'item-1,item-2' ? [] : ['noted: ' + ids]), ...problems];`);
    },
  },
];

/** Does something to the device before anybody has visited, then visits. */
async function alone(trial: Trial, prepare: () => Promise<void>): Promise<string[]> {
  await trial.open();
  const right = (await visit(trial.page, "{ storage: 'memory' }")).order;
  await trial.page.run(
    `const gone = indexedDB.deleteDatabase('pocketrank'); await new Promise((done) => { gone.onsuccess = gone.onerror = done; });`,
  );
  await prepare();
  await trial.open();
  const faults = faultsOf(await visit(trial.page), right);
  await trial.page.run(`indexedDB.deleteDatabase('pocketrank')`);
  return faults;
}

function garbage(): Condition[] {
  const values: [string, string, string, string][] = [
    ['signals of wrong types', 'signals', '0', '{ __proto__: null, itemId: 7 }'],
    ['a huge string among signals', 'signals', '1', "'x'.repeat(5e6)"],
    ['a model that is none', 'models', 'f'.repeat(64), '[1, 2]'],
    ['codes of the wrong shape', 'itemCodes', 'x/1', '{ hashes: 5 }'],
    ['a journal that is none', 'verdicts', '~journal', '{ impressions: { __proto__: 1 } }'],
  ];
  return values.map(([name, store, key, value]) => ({
    number: 8,
    name: `garbage: ${name}`,
    run: (trial) => twice(trial, put(store, key, value)),
  }));
}

function clocks(): Condition[] {
  return ['() => NaN', '() => 1e300', '() => Date.now() + 2e10', '() => 5'].map((now) => ({
    number: 15,
    name: `the clock says ${now.slice(6)}`,
    async run({ page, open }) {
      await open();
      const told = await visit(page, `{ now: ${now} }`);
      return [...(told.order.includes('NaN') ? ['NaN'] : []), ...told.problems];
    },
  }));
}

function models(): Condition[] {
  const refused = (name: string, answer: (trial: Trial) => void, code: string): Condition => ({
    number: 19,
    name: `the model: ${name}`,
    async run(trial) {
      answer(trial);
      await trial.open();
      return trial.page.run(
        `return TRY.createReranker({ model: '/bad.safetensors', storage: 'memory' })
          .then(() => ['is taken'], (error) => error.code === arguments[0] ? [] : [String(error)])
          .then((found) => [...found, ...problems]);`,
        code,
      );
    },
  });
  const serve =
    (answer: Parameters<Map<string, never>['set']>[1] | string | Uint8Array) =>
    ({ server }: Trial): void =>
      void server.files.set('/bad.safetensors', answer as string);
  return [
    refused(
      '404',
      ({ server }) => void server.files.delete('/bad.safetensors'),
      'MODEL_UNREACHABLE',
    ),
    refused('a web page instead', serve('<!doctype html><p>no'), 'INVALID_MODEL'),
    refused('wrong bytes', serve(new Uint8Array(5_000).fill(7)), 'INVALID_MODEL'),
    refused('empty', serve(new Uint8Array(0)), 'INVALID_MODEL'),
    {
      number: 19,
      name: 'the model: eight callers at once',
      async run({ page, open, server }) {
        await open();
        const before = server.requests.length;
        const found = await page.run<string[]>(`
          const all = await Promise.all(Array.from({ length: 8 }, () =>
            TRY.createReranker({ model: PAGE.model + '?eight', storage: 'memory' })));
          for (const one of all) one.dispose();
          return [...problems];`);
        const asked = server.requests.slice(before).filter((path) => path.includes('eight')).length;
        return asked === 1 ? found : [...found, `${asked} requests`];
      },
    },
  ];
}

function missing(): Condition[] {
  const names = ['Intl', 'BroadcastChannel', 'requestIdleCallback', 'structuredClone'];
  const others: [string, string][] = [
    ...names.map((name): [string, string] => [`${name} missing`, absent(name)]),
    ['crypto.subtle missing', `Object.defineProperty(Crypto.prototype, 'subtle', { get() {} });`],
    [
      'frozen prototypes',
      `for (const { prototype } of [Object, Array, Function, Error, Promise, Map, Set]) Object.freeze(prototype);`,
    ],
    [
      'polluted prototypes',
      `for (const name of ['extra', 'each', 'clone', 'extend'])
        { Object.prototype[name] = function () {}; Array.prototype[name + '2'] = 1; }`,
    ],
    [
      'prototypes polluted by the names of options',
      `for (const name of ['storage', 'engine', 'integrity', 'consent', 'alpha', 'limit', 'floor', 'prior'])
        Object.defineProperty(Object.prototype, name, { value: 'x', writable: true, configurable: true });`,
    ],
    ['Math.random overridden', 'Math.random = () => 0.5;'],
    ['Date.now overridden', 'Date.now = () => NaN;'],
    [
      'a fetch wrapper without body',
      `const real = fetch; globalThis.fetch = async (...how) => {
        const answer = await real(...how);
        return { ok: answer.ok, status: answer.status, statusText: '', arrayBuffer: () => answer.arrayBuffer() }; };`,
    ],
  ];
  return others.map(([name, before]) => ({ number: 23, name, before }));
}
