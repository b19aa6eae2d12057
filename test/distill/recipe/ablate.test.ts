import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ablate, type Ablations } from '../../../src/distill/recipe/ablate.ts';
import { marketTables } from '../../fixtures/market-tables.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { PRESETS } from '../../../src/distill/recipe/presets.ts';
import { renderAblationReport } from '../../../src/distill/report/ablation-report.ts';
import { FULL, listVariants } from '../../../src/distill/recipe/variants.ts';
import { domains } from '../../../src/domains/registry.ts';

describe('listVariants', () => {
  const preset = PRESETS.quick;
  const all = { matches: true, bothTeachers: true, calibration: true };

  it('changes one thing at a time', () => {
    const variants = listVariants(preset, all);
    expect(new Set(variants.map(({ name }) => name)).size).toBe(variants.length);
    for (const { name, kind, preset: other } of variants) {
      const changed = Object.entries(other.recipe).filter(
        ([key, value]) => value !== preset.recipe[key as keyof typeof preset.recipe],
      );
      const inStudent = kind === 'size' || kind === 'table';
      expect(changed, name).toHaveLength(inStudent || name === FULL ? 0 : 1);
      expect(other.student === preset.student, name).toBe(!inStudent);
    }
    expect(new Set(variants.map(({ kind }) => kind))).toEqual(
      new Set(['recipe', 'labels', 'loss', 'warm start', 'calibration', 'size', 'table']),
    );
  });

  it('leaves out what the data does not allow', () => {
    const few = listVariants(preset, { matches: false, bothTeachers: false, calibration: false });
    expect(few.map(({ kind }) => kind)).not.toContain('warm start');
    expect(few.map(({ kind }) => kind)).not.toContain('calibration');
  });
});

const domain = await domains.open('jobs');

describe('ablate', () => {
  let folder: string;
  let result: Ablations;
  const tables = marketTables(
    createMarket({ seed: 3, profiles: 24, items: 40, sessions: 60, slateSize: 8 }),
  );
  const run = (signal?: AbortSignal) =>
    ablate(tables, {
      domain,
      preset: 'smoke',
      seed: 1,
      workDir: join(folder, 'work'),
      simulated: true,
      signal,
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pocketrank-ablate-'));
    result = await run();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('measures every variant on the same slates, against the full recipe', () => {
    const full = result.variants.find(({ name }) => name === FULL)!;
    expect(full.measures['nDCG@10']!.difference).toMatchObject({ mean: 0, low: 0, high: 0 });
    for (const { name, measures } of result.variants) {
      const { value, difference } = measures['nDCG@10']!;
      expect(value.n, name).toBe(result.slates);
      expect(value.mean! - full.measures['nDCG@10']!.value.mean!).toBeCloseTo(difference.mean!, 9);
      expect(measures['poor-match@10']!.value.mean).toBeGreaterThanOrEqual(0);
    }
    const sizes = ['size tiny', 'size small', FULL].map(
      (name) => result.variants.find((variant) => variant.name === name)!.gzipBytes,
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
    expect(new Set(result.variants.map(({ name }) => name)).size).toBe(result.variants.length);
  });

  it('leaves no work behind', async () => {
    expect(await readdir(join(folder, 'work'))).toEqual([]);
  });

  it('is a page that asks for nothing and says in each figure that the market is simulated', () => {
    const html = renderAblationReport(result, { data: 'simulated market', command: 'pocketrank' });
    const { document } = parseHTML(html);
    const captions = [...document.querySelectorAll('figcaption')];
    expect(captions.length).toBeGreaterThan(3);
    for (const caption of captions) expect(caption.textContent).toContain('simulated market');
    const rows = [...document.querySelectorAll('tbody tr')];
    expect(rows.map((row) => row.firstElementChild!.textContent)).toEqual(
      result.variants.map(({ name }) => name),
    );
    for (const row of rows) expect(row.textContent).toContain('simulated market');
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|src=|href=|NaN|undefined/i);
  });

  it('goes on after an interruption, to the same figures', async () => {
    const controller = new AbortController();
    const stopped = ablate(tables, {
      domain,
      preset: 'smoke',
      seed: 1,
      workDir: join(folder, 'work'),
      simulated: true,
      signal: controller.signal,
      progress: {
        bar: (name) => ({
          advance() {
            if (name === 'student, margin loss') controller.abort();
          },
          done() {},
        }),
        stop() {},
      },
    });
    await expect(stopped).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const shards = await readdir(join(folder, 'work'), { recursive: true });
    expect(shards.some((name) => name.includes('variant_hard_labels'))).toBe(true);
    expect(await run()).toEqual(result);
  });
});
