import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { readTensorFile } from '../../src/core/format/safetensors.ts';
import { writeTensorFile } from '../../src/core/format/write-safetensors.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RerankerOptions } from '../../src/sdk/types.ts';
import { flipBits } from '../fixtures/flip-bits.ts';
import { ANALYST, inventItems, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';
import { randomStudentFile } from '../fixtures/random-student.ts';
import { withoutChecksum } from '../fixtures/without-checksum.ts';

const model = await lexicalStudentFile();
const profile = ANALYST;
const make = (options: RerankerOptions = {}) =>
  createReranker({ model, storage: 'memory', now: () => NOW, ...options });
const idsOf = (ranking: { items: { id: string }[] }) => ranking.items.map(({ id }) => id);

describe('rank', () => {
  it('puts fitting items first, and without signals in exactly the base order', async () => {
    const reranker = await make();
    const items = inventItems(100);
    const { items: ranked, engine, timings } = await reranker.rank(items, { profile });
    expect(ranked).toHaveLength(100);
    expect(ranked.slice(0, 3).map(({ item }) => item.title)).toEqual(
      expect.arrayContaining([expect.stringContaining('Data Analyst')]),
    );
    for (const [i, entry] of ranked.entries()) {
      expect(entry.rank).toBe(i + 1);
      expect(entry.baseRank).toBe(i + 1);
      expect(entry.personal).toBe(0);
      expect(entry.policy).toBeGreaterThanOrEqual(0);
      expect(entry.policy).toBeLessThanOrEqual(4);
      if (i > 0) expect(entry.score).toBeLessThanOrEqual(ranked[i - 1]!.score);
      expect(items).toContain(entry.item);
    }
    expect(engine).toBe(reranker.engine.name);
    expect(timings.encodedItems).toBe(100);
    expect((await reranker.rank(items, { profile })).timings.encodedItems).toBe(0);
    // The same content in new objects is known as well.
    const copies = structuredClone(items);
    const again = await reranker.rank(copies, { profile });
    expect(again.timings.encodedItems).toBe(0);
    expect(again.items.map(({ score }) => score)).toEqual(ranked.map(({ score }) => score));
  });

  it('keeps the order of equal items, and every duplicate', async () => {
    const reranker = await make();
    const [item] = inventItems(1);
    const twins = ['a', 'b', 'a', 'c'].map((id) => ({ ...item, identifier: id }));
    const ranking = await reranker.rank(twins, { profile });
    expect(ranking.items.map((entry) => entry.item)).toEqual(twins);
    expect(idsOf(ranking)).toEqual(['a', 'b', 'a#2', 'c']);
  });

  it('gives every item an id of its own, the same each time', async () => {
    const reranker = await make();
    const [{ identifier: _, ...item }] = inventItems(1) as [Record<string, unknown>];
    const items = ['a', 'a#2', 'a', 'a', 'b'].map((id) => ({ ...item, id }));
    const ids = idsOf(await reranker.rank(items, { profile }));
    expect(ids).toEqual(['a', 'a#2', 'a#3', 'a#4', 'b']);
    expect(idsOf(await reranker.rank(items, { profile }))).toEqual(ids);
    // A list that begins alike.
    expect(idsOf(await reranker.rank([...items.slice(0, 3), item, items[0]!]))).toEqual([
      'a',
      'a#2',
      'a#3',
      expect.stringMatching(/^#/),
      'a#4',
    ]);
    const twice = await reranker.rank([items[4]!, items[4]!]);
    expect(idsOf(twice)).toEqual(['b', 'b#2']);
    await reranker.record({ type: 'click', itemId: 'b#2' });
    // What has no key is found by its content.
    const [named] = (await reranker.rank([item])).items;
    expect(idsOf(await reranker.rank([structuredClone(item)]))).toEqual([named!.id]);
    await reranker.record({ type: 'click', itemId: named!.id });
  });

  it('takes JSON-LD as pages carry it', async () => {
    const reranker = await make();
    const items = inventItems(12).map((item) => ({ '@type': 'JobPosting', ...item }));
    const expected = await reranker.rank(items, { profile });
    const list = {
      '@type': 'ItemList',
      itemListElement: items.map((item, i) => ({ '@type': 'ListItem', position: i + 1, item })),
    };
    for (const page of [{ '@context': 'https://schema.org', '@graph': items }, list, [list]]) {
      const ranking = await reranker.rank(page as Record<string, unknown>, { profile });
      expect(idsOf(ranking)).toEqual(idsOf(expected));
      expect(ranking.unread).toEqual([]);
    }
    const [one] = items;
    expect((await reranker.rank(one!)).items).toMatchObject([{ item: one, rank: 1 }]);
  });

  it('ranks what it was given at the call, whatever becomes of it meanwhile', async () => {
    const reranker = await make({ engine: 'scalar' });
    const items = inventItems(40);
    const expected = await reranker.rank(items, { profile, prior: 'order' });
    const graph = { '@graph': [...items] };
    const changes: ((list: unknown[]) => unknown)[] = [
      (list) => list.reverse(),
      (list) => list.push(...inventItems(5)),
      (list) => list.splice(0, 20),
      (list) => (list.length = 0),
    ];
    for (const change of changes) {
      for (const page of [[...items], { '@graph': [...items] }] as const) {
        const person = structuredClone(profile) as Record<string, unknown>;
        const ranking = reranker.rank(page as never, { profile: person, prior: 'order' });
        change((page as typeof graph)['@graph'] ?? page);
        for (const name of Object.keys(person)) delete person[name];
        const { items: ranked } = await ranking;
        expect(ranked).toEqual(expected.items);
      }
    }
    const pinned = ['item-7'];
    const held = reranker.rank(items, { profile, pinned });
    pinned[0] = 'item-8';
    const { rank: place } = (await held).items.find(({ id }) => id === 'item-7')!;
    expect(place).toBe(expected.items.find(({ id }) => id === 'item-7')!.rank);
    const unwillingList = new Proxy([...items], { get: () => unwilling() });
    expect((await reranker.rank(unwillingList)).unread).toHaveLength(1);
  });

  it('takes an empty list, no profile, a limit and another alpha', async () => {
    const reranker = await make();
    const items = inventItems(30);
    expect((await reranker.rank([])).items).toEqual([]);
    expect((await reranker.rank(items)).items).toHaveLength(30);
    const all = await reranker.rank(items, { profile });
    const few = await reranker.rank(items, { profile, limit: 5 });
    expect(idsOf(few)).toEqual(idsOf(all).slice(0, 5));
    const byClick = await reranker.rank(items, { profile, alpha: 0 });
    expect(idsOf(byClick)).not.toEqual(idsOf(all));
    expect(byClick.items.map((entry) => entry.click)).toEqual(
      byClick.items.map((entry) => entry.click).sort((a, b) => b - a),
    );
  });

  it('weighs outputs as the host wishes, in any unit', async () => {
    const reranker = await make();
    const items = inventItems(30);
    const { alpha, weights } = reranker.model;
    expect(weights).toEqual({ policy: alpha, click: 1 - alpha });
    const short = await reranker.rank(items, { profile, alpha: 0.75 });
    const weighed = await reranker.rank(items, { profile, weights: { policy: 3, click: 1 } });
    expect(weighed.items).toEqual(short.items);
    const clicks = await reranker.rank(items, { profile, weights: { click: 5 }, alpha: 1 });
    expect(clicks.items).toEqual((await reranker.rank(items, { profile, alpha: 0 })).items);
    for (const { heads, policy, click } of short.items) expect(heads).toEqual({ policy, click });
  });

  it('tells every output of a model by its name, and ranks where there is no policy', async () => {
    const outputs = ['click', 'purchase', 'repaid'];
    const reranker = await make({ model: await randomStudentFile({ outputs }) });
    const items = inventItems(30);
    const { items: ranked } = await reranker.rank(items, { profile });
    for (const { heads, policy, click } of ranked) {
      expect(Object.keys(heads)).toEqual(outputs);
      expect(policy).toBeNaN();
      expect(click).toBe(heads.click);
    }
    const weights = { purchase: 1 };
    const bought = (await reranker.rank(items, { profile, weights })).items;
    const chances = bought.map(({ heads }) => heads.purchase!);
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(new Set(chances).size).toBeGreaterThan(5);
    await reranker.record({ type: 'click', itemId: bought[9]!.id });
    const after = await reranker.rank(items, { profile, weights, explain: true });
    for (const { score, reasons } of after.items) {
      expect(Number.isFinite(score)).toBe(true);
      expect(reasons!.length).toBeGreaterThan(0);
    }
    await expect(reranker.rank(items, { alpha: 0.5 })).rejects.toMatchObject({
      message: expect.stringMatching(/policy 0.5/) as string,
      hint: expect.stringMatching(/click, purchase, repaid/) as string,
    });
  });

  it.each([
    ['items', {}, 'INVALID_ARGUMENT', /array/],
    [null, {}, 'INVALID_ARGUMENT', /null/],
    [[], { limit: -1 }, 'INVALID_ARGUMENT', /limit/],
    [[], { alpha: 2 }, 'INVALID_ARGUMENT', /alpha/],
    [[], { weights: [1, 2] }, 'INVALID_ARGUMENT', /weights/],
    [[], { weights: { policy: 0 } }, 'INVALID_ARGUMENT', /weighed by policy 0/],
    [[], { weights: { policy: 1, click: -1 } }, 'INVALID_ARGUMENT', /click -1/],
    [[], { weights: { policy: 1, click: '2' } }, 'INVALID_ARGUMENT', /click "2"/],
    [[], { weights: { policy: 1, purchase: 2 } }, 'INVALID_ARGUMENT', /purchase/],
    [[], { weights: { policy: Infinity } }, 'INVALID_ARGUMENT', /Infinity/],
    [[], { weights: {} }, 'INVALID_ARGUMENT', /nothing/],
    [[], { profile: [] }, 'INVALID_PROFILE', /array/],
    [[], null, 'INVALID_ARGUMENT', /options/],
  ])('refuses %j with %j: %s', async (items, options, code, message) => {
    const reranker = await make();
    const error = await reranker.rank(items as never, options as never).catch((e: unknown) => e);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('ranks what can be read, and says of the rest what is wrong with it', async () => {
    const reranker = await make();
    const good = inventItems(8);
    const getter = Object.defineProperty({ ...good[0], identifier: 'getter' }, 'title', {
      get: () => unwilling(),
      enumerable: true,
    });
    const proxy = new Proxy({}, { get: () => unwilling(), ownKeys: () => unwilling() });
    const bad = [null, 'hello', 42, [], {}, getter, proxy, undefined, Symbol('s')];
    const mixed = good.flatMap((item, i) => [bad[i], item]);
    mixed.push(bad[8]);
    const expected = await reranker.rank(good, { profile });
    for (let again = 0; again < 2; again++) {
      const { items, unread } = await reranker.rank(mixed as typeof good, { profile });
      expect(items).toEqual(expected.items);
      expect(unread.every(({ item }, i) => Object.is(item, bad[i]))).toBe(true);
      expect(unread.map(({ index }) => index)).toEqual(bad.map((_, i) => 2 * i));
      for (const { index, code, reason } of unread) {
        expect(code).toBe('INVALID_ITEM');
        expect(reason).toContain(`index ${index}`);
      }
      const reasons = unread.map(({ reason }) => reason);
      expect(reasons[0]).toMatch(/is null\..*JSON-LD/);
      expect(reasons[1]).toContain('"hello"');
      expect(reasons[3]).toContain('an empty array');
      expect(reasons[4]).toContain('an empty object');
      expect(reasons[5]).toContain('throws when it is read: no.');
    }
    const none = await reranker.rank(bad.slice(0, 3) as never);
    expect(none.items).toEqual([]);
    expect(none.unread).toHaveLength(3);
  });

  it('survives hostile items', async () => {
    const reranker = await make();
    const cyclic: Record<string, unknown> = { id: 'cyclic', title: {} };
    (cyclic.title as Record<string, unknown>).name = cyclic.title;
    const items = [
      cyclic,
      { id: 'deep', jobLocation: JSON.parse('['.repeat(500) + ']'.repeat(500)) },
      { id: 'long', description: 'x '.repeat(100_000), skills: Array(5_000).fill('a,b') },
      { id: 'odd', title: Symbol('t'), skills: Object.create(null), datePosted: () => 1 },
      { id: 'proto', title: '__proto__', attributes: { pocketrankCode: 'AAAA' } },
      { id: 'bad', attributes: null as never },
    ];
    const { items: ranked } = await reranker.rank(items as never, { profile });
    expect(ranked).toHaveLength(6);
    for (const { score } of ranked) expect(Number.isFinite(score)).toBe(true);
  });

  it('ends when its signal is aborted', async () => {
    const reranker = await make();
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(reranker.rank(inventItems(3), { signal: controller.signal })).rejects.toThrow(
      'enough',
    );
  });

  it('keeps no more item codes than the cap, and ranks the same with few', async () => {
    const small = await make({ maxKnownItems: 20 });
    const large = await make();
    for (let page = 0; page < 6; page++) {
      const items = inventItems(15, page);
      expect(idsOf(await small.rank(items, { profile }))).toEqual(
        idsOf(await large.rank(items, { profile })),
      );
    }
    expect((await small.export()).knownItems).toBeLessThanOrEqual(20);
    const many = inventItems(50);
    const both = await Promise.all([small.rank(many, { profile }), small.rank(many.slice(9))]);
    expect(both[0].items).toHaveLength(50);
    expect(idsOf(both[0])).toEqual(idsOf(await large.rank(many, { profile })));
    expect(idsOf(both[1])).toEqual(idsOf(await large.rank(many.slice(9))));
  });
});

describe('signals', () => {
  it('move alike items up, are undone one by one, and forgotten at once', async () => {
    const reranker = await make();
    const items = inventItems(100);
    const base = await reranker.rank(items, { profile });
    const chef = base.items.find(({ item }) => String(item.title).includes('Chef'))!;
    await reranker.record({ type: 'click', itemId: chef.id, position: chef.rank });
    const after = await reranker.rank(items, { profile });
    expect(after.items.find(({ id }) => id === chef.id)!.rank).toBeLessThan(chef.rank);
    expect(after.items.map((entry) => entry.baseRank).sort((a, b) => a - b)).toEqual(
      base.items.map((entry) => entry.baseRank),
    );
    for (const entry of after.items) {
      const before = base.items[entry.baseRank - 1]!;
      expect(entry.id).toBe(before.id);
      expect(entry.score).toBe(before.score + entry.personal);
    }

    await reranker.record({ type: 'save', itemId: chef.id, at: NOW + 1 });
    expect((await reranker.export()).signals.map(({ type }) => type)).toEqual(['click', 'save']);
    expect(await reranker.undo()).toMatchObject({ type: 'save', itemId: chef.id });
    expect(idsOf(await reranker.rank(items, { profile }))).toEqual(idsOf(after));
    await reranker.forget();
    expect(await reranker.export()).toMatchObject({ signals: [], knownItems: 0 });
    expect(idsOf(await reranker.rank(items, { profile }))).toEqual(idsOf(base));
    expect(await reranker.undo()).toBeUndefined();
  });

  it('never lift an item that the policy grades a poor match into the top 10', async () => {
    const reranker = await make({ model: await lexicalStudentFile(1, 5) });
    const items = inventItems(200);
    const base = await reranker.rank(items, { profile });
    const poor = base.items.filter(({ policy }) => policy <= 1);
    expect(poor.length).toBeGreaterThan(20);
    for (const { id } of poor.slice(-5)) {
      for (const type of ['click', 'save', 'apply'] as const)
        await reranker.record({ type, itemId: id });
    }
    const after = await reranker.rank(items, { profile });
    for (const entry of after.items.slice(0, 10)) expect(entry.policy).toBeGreaterThan(1);
    expect(after.items.some(({ held }) => held)).toBe(true);
  });

  it('resolve with an id by which they can be undone; subscribers hear of each change', async () => {
    const reranker = await make();
    const items = inventItems(5);
    await reranker.rank(items);
    let changes = 0;
    const stop = reranker.subscribe(() => changes++);
    const first = await reranker.record({ type: 'click', itemId: 'item-0' });
    await reranker.record({ type: 'click', itemId: 'item-1' });
    expect(await reranker.undo(first)).toMatchObject({ itemId: 'item-0' });
    expect((await reranker.export()).signals).toMatchObject([{ itemId: 'item-1' }]);
    expect(changes).toBe(3);
    stop();
    await reranker.forget();
    expect(changes).toBe(3);
  });

  it('of a type without weight are not kept', async () => {
    const reranker = await make();
    await reranker.rank(inventItems(5));
    expect(await reranker.record({ type: 'impression', itemId: 'item-0', position: 1 })).toBe('');
    expect((await reranker.export()).signals).toEqual([]);
  });

  it('need an item ranked before, or given', async () => {
    const reranker = await make();
    await expect(reranker.record({ type: 'click', itemId: 'item-0' })).rejects.toMatchObject({
      code: 'INVALID_SIGNAL',
      hint: expect.stringContaining('`item`'),
    });
    const [item] = inventItems(1);
    await reranker.record({ type: 'click', itemId: 'item-0', item: item! });
    expect((await reranker.export()).signals).toHaveLength(1);
  });

  it.each([
    [null, /signal is null/],
    [{ type: 7, itemId: 'a' }, /type/],
    [
      { type: 'like', itemId: 'a' },
      /no event "like".*impression, view, click, save, apply, dismiss/,
    ],
    [{ type: 'constructor', itemId: 'a' }, /no event "constructor"/],
    [{ type: 'click' }, /itemId/],
    [{ type: 'click', itemId: {} }, /itemId/],
    [{ type: 'click', itemId: 'a', position: 0 }, /position/],
    [{ type: 'click', itemId: 'a', at: 'yesterday' }, /at/],
    [{ type: 'click', itemId: 'a', dwellMs: -1 }, /dwellMs/],
  ])('refuses %j', async (signal, message) => {
    const reranker = await make();
    await expect(reranker.record(signal as never)).rejects.toMatchObject({
      code: 'INVALID_SIGNAL',
      message: expect.stringMatching(message),
    });
  });
});

describe('an item given with a signal', () => {
  it.each(['hello', 42, []])('is refused where it is %j', async (item) => {
    const reranker = await make();
    const signal = { type: 'click', itemId: 'a', item: item as never };
    await expect(reranker.record(signal)).rejects.toMatchObject({
      code: 'INVALID_ITEM',
      hint: expect.stringContaining('JSON-LD') as string,
    });
  });
});

describe('an engine that fails during a ranking', () => {
  it('is replaced by the next, which finishes the ranking with the same bits', async () => {
    let fails = false;
    const scalar = createScalarEngine();
    const failing: Engine = {
      name: 'failing',
      probe: () => ({ supported: true }),
      async open(student) {
        const session = await scalar.open(student);
        return {
          ...session,
          async score(query, evidence, slots, out) {
            if (fails) {
              throw Object.assign(new Error('The GPU device was lost.'), {
                name: 'PocketRankError',
                code: 'ENGINE_FAILED',
              });
            }
            await session.score(query, evidence, slots, out);
          },
        };
      },
    };
    const reranker = await make({ engine: failing });
    expect(reranker.engine).toMatchObject({ name: 'failing', rejected: [] });
    const items = inventItems(40);
    await reranker.rank(items.slice(0, 20), { profile });
    await reranker.record({ type: 'click', itemId: 'item-3' });
    fails = true;
    const [one, two] = await Promise.all([
      reranker.rank(items, { profile }),
      reranker.rank(items, { profile }),
    ]);
    expect(one.engine).toBe('wasm');
    expect(reranker.engine).toMatchObject({
      name: 'wasm',
      rejected: [{ name: 'failing', reason: 'The GPU device was lost.' }],
    });
    const other = await make({ engine: 'scalar' });
    await other.rank(items);
    await other.record({ type: 'click', itemId: 'item-3' });
    const expected = await other.rank(items, { profile });
    for (const ranking of [one, two]) {
      expect(ranking.items.map(({ id, score }) => [id, score])).toEqual(
        expected.items.map(({ id, score }) => [id, score]),
      );
    }
  });

  it('is never chosen when it gives other bits than the canaries', async () => {
    const scalar = createScalarEngine();
    const wrong: Engine = {
      name: 'wrong',
      probe: () => ({ supported: true }),
      async open(student) {
        const session = await scalar.open(student);
        return {
          ...session,
          score(query, evidence, slots, out) {
            void session.score(query, evidence, slots, out);
            out[1]! += 1;
          },
        };
      },
    };
    const absent: Engine = {
      name: 'absent',
      probe: () => ({ supported: false, error: 'No such device.' }),
      open: () => Promise.reject(new Error('never')),
    };
    const reranker = await make({ engine: wrong });
    expect(reranker.engine.name).toBe('wasm');
    expect(reranker.engine.rejected[0]).toMatchObject({
      name: 'wrong',
      reason: expect.stringContaining('Canary 1, item 1'),
    });
    expect((await make({ engine: absent })).engine.rejected).toEqual([
      { name: 'absent', reason: 'No such device.' },
    ]);
  });
});

describe('createReranker', () => {
  it.each([
    [{ storage: 'cookies' }, /storage/],
    [{ consent: 'yes' }, /consent/],
    [{ engine: 'quantum' }, /"quantum"/],
    [{ engine: {} }, /engine/],
    [{ now: 5 }, /now/],
    [{ maxKnownItems: 0 }, /maxKnownItems/],
    [{ model: 5 }, /model/],
  ])('refuses %j', async (options, message) => {
    await expect(make(options as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a damaged model, and one whose canaries fail', async () => {
    const broken = model.slice();
    broken[broken.length - 1]! ^= 1;
    await expect(make({ model: broken })).rejects.toMatchObject({
      code: 'INVALID_MODEL',
      message: expect.stringContaining('damaged') as string,
    });
    await expect(make({ model: withoutChecksum(broken) })).rejects.toMatchObject({
      code: 'CANARY_FAILED',
      message: expect.stringContaining('Canary 1') as string,
    });
  });

  it('gives no other scores for a file with a bit changed: it is refused', async () => {
    const items = inventItems(20);
    const settings = { seed: 'bits', profile, items, options: { engine: 'scalar' } as const };
    const { refused, different } = await flipBits(model, { ...settings, count: 200 });
    expect(different).toEqual([]);
    expect(refused.INVALID_MODEL).toBeGreaterThan(190);
  });

  describe('with a model that passes its canaries, but breaks a rule of SPEC.md', () => {
    const { tensors, metadata } = readTensorFile(model);
    const forged = writeTensorFile({ tensors, metadata: { ...metadata, alpha: '1.5' } });
    const refused = {
      code: 'INVALID_MODEL',
      message: expect.stringContaining('"alpha"') as string,
    };

    it('refuses it where there is no page', async () => {
      await expect(make({ model: forged })).rejects.toMatchObject(refused);
    });

    it('ranks on a page until the proof is done, and no longer', async () => {
      vi.stubGlobal('document', {});
      try {
        const reranker = await make({ model: forged });
        await reranker.rank(inventItems(3));
        await reranker.flush();
        await expect(reranker.rank(inventItems(3))).rejects.toMatchObject(refused);
        reranker.dispose();
      } finally {
        vi.unstubAllGlobals();
      }
    });
  });

  it.each([
    ['no model at all', (bytes: Uint8Array) => bytes.fill(32), 'INVALID_MODEL', 'header'],
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, -9), 'INVALID_MODEL', 'cut off'],
  ])('says what is wrong with bytes that are %s', async (_what, damage, code, text) => {
    await expect(make({ model: damage(model.slice()) })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(text) as string,
    });
  });

  it('is done for after dispose', async () => {
    const reranker = await make();
    reranker.dispose();
    reranker.dispose();
    await expect(reranker.rank([])).rejects.toMatchObject({ code: 'DISPOSED' });
    await expect(reranker.record({ type: 'click', itemId: 'a' })).rejects.toMatchObject({
      code: 'DISPOSED',
    });
    expect(() => reranker.observe(null as never)).toThrowError(
      expect.objectContaining({ code: 'DISPOSED' }),
    );
  });
});

function unwilling(): never {
  throw new Error('no');
}
