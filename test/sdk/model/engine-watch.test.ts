import { describe, expect, it } from 'vitest';
import type { EngineSession } from '../../../src/core/engine.ts';
import { watchEngine } from '../../../src/sdk/model/engine-watch.ts';
import { RECHECK_FAILED } from '../../../src/sdk/model/recheck-failed.ts';
import { createWasmEngine } from '../../../src/sdk/engines/wasm/engine.ts';
import type { Rejection, RunningEngine } from '../../../src/sdk/engines/select-engine.ts';
import { createMemoryStore } from '../../../src/sdk/storage/memory.ts';
import { createVerdictStore } from '../../../src/sdk/storage/verdict-store.ts';
import { randomStudent } from '../../fixtures/random-student.ts';

const NOW = Date.UTC(2024, 1, 2);

/** A page with a running engine, whose session is the wasm engine's with `changes`. */
async function openPage(changes: Partial<EngineSession> = {}, store = createMemoryStore()) {
  const student = await randomStudent();
  const session = { ...(await createWasmEngine().open(student)), ...changes };
  let running: RunningEngine = { name: 'first', reason: '', session };
  const rejected: Rejection[] = [];
  const watch = () =>
    watchEngine({
      store,
      modelHash: 'm',
      student,
      device: 'd',
      rejected,
      now: () => NOW,
      spareSlot: () => 3,
      running: () => running,
      async replace(failed, error) {
        rejected.push({ name: failed.name, reason: error.message });
        running = { ...running, name: 'next', session: await createWasmEngine().open(student) };
      },
    });
  const verdict = () => createVerdictStore(store, { now: () => NOW }).get('m', 'd');
  return { watch, verdict, store, session, rejected, name: () => running.name };
}

describe('watchEngine', () => {
  it('remembers the engine and what it measured, and leaves codes in use alone', async () => {
    const learned: unknown[] = [];
    const changes = {
      times: () => ({ 'host/3': 0.5 }),
      learn: (times: unknown) => void learned.push(times),
    };
    const page = await openPage(changes);
    page.session.reserve(3);
    page.session.codes().fill(7);
    await page.watch();
    await page.watch();
    expect(await page.verdict()).toEqual({
      engine: 'first',
      rejected: [],
      timesMs: { 'host/3': 0.5 },
      at: NOW,
    });
    expect(learned).toEqual([{}, { 'host/3': 0.5 }]);
    expect(
      page.session
        .codes()
        .subarray(0, 3)
        .every((byte) => byte === 7),
    ).toBe(true);
  });

  it('replaces an engine that gives other bits, here and on the next page', async () => {
    const page = await openPage({ score: (_query, _evidence, _slots, out) => void out.fill(1) });
    await page.watch();
    expect(page.name()).toBe('next');
    expect(page.rejected[0]!.reason).toContain(RECHECK_FAILED);
    expect(page.rejected[0]!.reason).toContain('Canary 1');
    expect(await page.verdict()).toMatchObject({ engine: 'next', rejected: page.rejected });

    const nextPage = await openPage({}, page.store);
    await nextPage.watch();
    expect(nextPage.name()).toBe('next');
    expect(nextPage.rejected).toEqual(page.rejected);
  });
});
