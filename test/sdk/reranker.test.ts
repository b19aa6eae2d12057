import { describe, expect, it, vi } from 'vitest';
import type { Engine } from '../../src/core/engine.ts';
import { readTensorFile } from '../../src/core/format/safetensors.ts';
import { writeTensorFile } from '../../src/core/format/write-safetensors.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { createReranker } from '../../src/sdk/reranker.ts';
import type { RerankerOptions } from '../../src/sdk/types.ts';
import { ANALYST, inventJobs, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const profile = ANALYST;
const make = (options: RerankerOptions = {}) =>
  createReranker({ model, storage: 'memory', now: () => NOW, ...options });
const idsOf = (ranking: { items: { id: string }[] }) => ranking.items.map(({ id }) => id);

describe('rank', () => {
  it('puts fitting jobs first, and without signals in exactly the base order', async () => {
    const reranker = await make();
    const jobs = inventJobs(100);
    const { items, engine, timings } = await reranker.rank(jobs, { profile });
    expect(items).toHaveLength(100);
    expect(items.slice(0, 3).map(({ job }) => job.title)).toEqual(
      expect.arrayContaining([expect.stringContaining('Data Analyst')]),
    );
    for (const [i, item] of items.entries()) {
      expect(item.rank).toBe(i + 1);
      expect(item.baseRank).toBe(i + 1);
      expect(item.personal).toBe(0);
      expect(item.policy).toBeGreaterThanOrEqual(0);
      expect(item.policy).toBeLessThanOrEqual(4);
      if (i > 0) expect(item.score).toBeLessThanOrEqual(items[i - 1]!.score);
      expect(jobs).toContain(item.job);
    }
    expect(engine).toBe(reranker.engine.name);
    expect(timings.encodedJobs).toBe(100);
    expect((await reranker.rank(jobs, { profile })).timings.encodedJobs).toBe(0);
    // The same content in new objects is known as well.
    const copies = structuredClone(jobs);
    const again = await reranker.rank(copies, { profile });
    expect(again.timings.encodedJobs).toBe(0);
    expect(again.items.map(({ score }) => score)).toEqual(items.map(({ score }) => score));
  });

  it('keeps the order of equal jobs, and every duplicate', async () => {
    const reranker = await make();
    const [job] = inventJobs(1);
    const twins = ['a', 'b', 'a', 'c'].map((id) => ({ ...job, identifier: id }));
    const { items } = await reranker.rank(twins, { profile });
    expect(items.map((item) => item.job)).toEqual(twins);
  });

  it('takes an empty list, no profile, a limit and another alpha', async () => {
    const reranker = await make();
    const jobs = inventJobs(30);
    expect((await reranker.rank([])).items).toEqual([]);
    expect((await reranker.rank(jobs)).items).toHaveLength(30);
    const all = await reranker.rank(jobs, { profile });
    const few = await reranker.rank(jobs, { profile, limit: 5 });
    expect(idsOf(few)).toEqual(idsOf(all).slice(0, 5));
    const byClick = await reranker.rank(jobs, { profile, alpha: 0 });
    expect(idsOf(byClick)).not.toEqual(idsOf(all));
    expect(byClick.items.map((item) => item.click)).toEqual(
      byClick.items.map((item) => item.click).sort((a, b) => b - a),
    );
  });

  it.each([
    [[{}], {}, 'INVALID_JOB', /index 0/],
    [[{ id: 1 }, null], {}, 'INVALID_JOB', /index 1 is null/],
    [[{ id: 1 }, 'x'], {}, 'INVALID_JOB', /index 1/],
    ['jobs', {}, 'INVALID_ARGUMENT', /array/],
    [[], { limit: -1 }, 'INVALID_ARGUMENT', /limit/],
    [[], { alpha: 2 }, 'INVALID_ARGUMENT', /alpha/],
    [[], { profile: [] }, 'INVALID_PROFILE', /array/],
    [[], null, 'INVALID_ARGUMENT', /options/],
  ])('refuses %j with %j: %s', async (jobs, options, code, message) => {
    const reranker = await make();
    const error = await reranker.rank(jobs as never, options as never).catch((e: unknown) => e);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('survives hostile jobs', async () => {
    const reranker = await make();
    const cyclic: Record<string, unknown> = { id: 'cyclic', title: {} };
    (cyclic.title as Record<string, unknown>).name = cyclic.title;
    const jobs = [
      cyclic,
      { id: 'deep', jobLocation: JSON.parse('['.repeat(500) + ']'.repeat(500)) },
      { id: 'long', description: 'x '.repeat(100_000), skills: Array(5_000).fill('a,b') },
      { id: 'odd', title: Symbol('t'), skills: Object.create(null), datePosted: () => 1 },
      { id: 'proto', title: '__proto__', attributes: { pocketrankCode: 'AAAA' } },
      { id: 'bad', attributes: null as never },
    ];
    const { items } = await reranker.rank(jobs as never, { profile });
    expect(items).toHaveLength(6);
    for (const { score } of items) expect(Number.isFinite(score)).toBe(true);
  });

  it('ends when its signal is aborted', async () => {
    const reranker = await make();
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(reranker.rank(inventJobs(3), { signal: controller.signal })).rejects.toThrow(
      'enough',
    );
  });

  it('keeps no more job codes than the cap, and ranks the same with few', async () => {
    const small = await make({ maxKnownJobs: 20 });
    const large = await make();
    for (let page = 0; page < 6; page++) {
      const jobs = inventJobs(15, page);
      expect(idsOf(await small.rank(jobs, { profile }))).toEqual(
        idsOf(await large.rank(jobs, { profile })),
      );
    }
    expect((await small.export()).knownJobs).toBeLessThanOrEqual(20);
    const many = inventJobs(50);
    const both = await Promise.all([small.rank(many, { profile }), small.rank(many.slice(9))]);
    expect(both[0].items).toHaveLength(50);
    expect(idsOf(both[0])).toEqual(idsOf(await large.rank(many, { profile })));
    expect(idsOf(both[1])).toEqual(idsOf(await large.rank(many.slice(9))));
  });
});

describe('signals', () => {
  it('move alike jobs up, are undone one by one, and forgotten at once', async () => {
    const reranker = await make();
    const jobs = inventJobs(100);
    const base = await reranker.rank(jobs, { profile });
    const chef = base.items.find(({ job }) => String(job.title).includes('Chef'))!;
    await reranker.record({ type: 'click', jobId: chef.id, position: chef.rank });
    const after = await reranker.rank(jobs, { profile });
    expect(after.items.find(({ id }) => id === chef.id)!.rank).toBeLessThan(chef.rank);
    expect(after.items.map((item) => item.baseRank).sort((a, b) => a - b)).toEqual(
      base.items.map((item) => item.baseRank),
    );
    for (const item of after.items) {
      const before = base.items[item.baseRank - 1]!;
      expect(item.id).toBe(before.id);
      expect(item.score).toBe(before.score + item.personal);
    }

    await reranker.record({ type: 'save', jobId: chef.id, at: NOW + 1 });
    expect((await reranker.export()).signals.map(({ type }) => type)).toEqual(['click', 'save']);
    expect(await reranker.undo()).toMatchObject({ type: 'save', jobId: chef.id });
    expect(idsOf(await reranker.rank(jobs, { profile }))).toEqual(idsOf(after));
    await reranker.forget();
    expect(await reranker.export()).toMatchObject({ signals: [], knownJobs: 0 });
    expect(idsOf(await reranker.rank(jobs, { profile }))).toEqual(idsOf(base));
    expect(await reranker.undo()).toBeUndefined();
  });

  it('never lift a job that the policy grades a poor match into the top 10', async () => {
    const reranker = await make({ model: await lexicalStudentFile(1, 5) });
    const jobs = inventJobs(200);
    const base = await reranker.rank(jobs, { profile });
    const poor = base.items.filter(({ policy }) => policy <= 1);
    expect(poor.length).toBeGreaterThan(20);
    for (const { id } of poor.slice(-5)) {
      for (const type of ['click', 'save', 'apply'] as const)
        await reranker.record({ type, jobId: id });
    }
    const after = await reranker.rank(jobs, { profile });
    for (const item of after.items.slice(0, 10)) expect(item.policy).toBeGreaterThan(1);
    expect(after.items.some(({ held }) => held)).toBe(true);
  });

  it('resolve with an id by which they can be undone; subscribers hear of each change', async () => {
    const reranker = await make();
    const jobs = inventJobs(5);
    await reranker.rank(jobs);
    let changes = 0;
    const stop = reranker.subscribe(() => changes++);
    const first = await reranker.record({ type: 'click', jobId: 'job-0' });
    await reranker.record({ type: 'click', jobId: 'job-1' });
    expect(await reranker.undo(first)).toMatchObject({ jobId: 'job-0' });
    expect((await reranker.export()).signals).toMatchObject([{ jobId: 'job-1' }]);
    expect(changes).toBe(3);
    stop();
    await reranker.forget();
    expect(changes).toBe(3);
  });

  it('of a type without weight are not kept', async () => {
    const reranker = await make();
    await reranker.rank(inventJobs(5));
    expect(await reranker.record({ type: 'impression', jobId: 'job-0', position: 1 })).toBe('');
    expect((await reranker.export()).signals).toEqual([]);
  });

  it('need a job ranked before, or given', async () => {
    const reranker = await make();
    await expect(reranker.record({ type: 'click', jobId: 'job-0' })).rejects.toMatchObject({
      code: 'INVALID_SIGNAL',
      hint: expect.stringContaining('`job`'),
    });
    const [job] = inventJobs(1);
    await reranker.record({ type: 'click', jobId: 'job-0', job: job! });
    expect((await reranker.export()).signals).toHaveLength(1);
  });

  it.each([
    [null, /signal is null/],
    [{ type: 'like', jobId: 'a' }, /type/],
    [{ type: 'click' }, /jobId/],
    [{ type: 'click', jobId: {} }, /jobId/],
    [{ type: 'click', jobId: 'a', position: 0 }, /position/],
    [{ type: 'click', jobId: 'a', at: 'yesterday' }, /at/],
    [{ type: 'click', jobId: 'a', dwellMs: -1 }, /dwellMs/],
    [{ type: 'click', jobId: 'a', job: 5 }, /job/],
  ])('refuses %j', async (signal, message) => {
    const reranker = await make();
    await expect(reranker.record(signal as never)).rejects.toMatchObject({
      code: 'INVALID_SIGNAL',
      message: expect.stringMatching(message),
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
    const jobs = inventJobs(40);
    await reranker.rank(jobs.slice(0, 20), { profile });
    await reranker.record({ type: 'click', jobId: 'job-3' });
    fails = true;
    const [one, two] = await Promise.all([
      reranker.rank(jobs, { profile }),
      reranker.rank(jobs, { profile }),
    ]);
    expect(one.engine).toBe('wasm');
    expect(reranker.engine).toMatchObject({
      name: 'wasm',
      rejected: [{ name: 'failing', reason: 'The GPU device was lost.' }],
    });
    const other = await make({ engine: 'scalar' });
    await other.rank(jobs);
    await other.record({ type: 'click', jobId: 'job-3' });
    const expected = await other.rank(jobs, { profile });
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
      reason: expect.stringContaining('Canary 1, job 1'),
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
    [{ maxKnownJobs: 0 }, /maxKnownJobs/],
    [{ model: 5 }, /model/],
  ])('refuses %j', async (options, message) => {
    await expect(make(options as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    });
  });

  it('refuses a model whose canaries fail, naming every engine', async () => {
    const broken = model.slice();
    broken[broken.length - 1]! ^= 1;
    await expect(make({ model: broken })).rejects.toMatchObject({
      code: 'NO_ENGINE',
      message: expect.stringContaining('scalar: Canary'),
    });
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
        await reranker.rank(inventJobs(3));
        await reranker.flush();
        await expect(reranker.rank(inventJobs(3))).rejects.toMatchObject(refused);
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
    await expect(reranker.record({ type: 'click', jobId: 'a' })).rejects.toMatchObject({
      code: 'DISPOSED',
    });
    expect(() => reranker.observe(null as never)).toThrowError(
      expect.objectContaining({ code: 'DISPOSED' }),
    );
  });
});
