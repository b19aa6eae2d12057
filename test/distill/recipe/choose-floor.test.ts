import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { chooseFloor } from '../../../src/distill/recipe/choose-floor.ts';
import { prepareMaterial } from '../../../src/distill/recipe/material.ts';
import { PRESETS } from '../../../src/distill/recipe/presets.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { marketTables } from '../../fixtures/market-tables.ts';

const student = loadStudent(new Uint8Array(await readFile('models/jobs-en.safetensors')));

function choose(profiles: number) {
  const sizes = { profiles, items: 400, sessions: 5 * profiles, slateSize: 20 };
  const tables = marketTables(createMarket({ seed: 4, ...sizes }));
  const run = { seed: 1 };
  const material = prepareMaterial(tables, student.schema.source, PRESETS.quick, run, {
    simulated: true,
  });
  return chooseFloor(student, material, () => undefined, createRandom('floor'));
}

describe('chooseFloor', () => {
  it('measures every slack and takes the least that gains most, with no more poor matches', () => {
    const { slack, lists, base, sweep } = choose(250)!;
    expect(lists).toBeGreaterThanOrEqual(30);
    expect(sweep.map((point) => point.slack)).toContain(slack);
    expect(slack).toBeGreaterThanOrEqual(0.3);
    const strict = sweep.find((point) => point.slack === 0)!;
    expect(strict.grade).toBeGreaterThanOrEqual(base.grade - 1e-6);
    for (const [i, point] of sweep.entries()) {
      // A wider floor lets grades fall at least as far, and no floor of any width lifts a poor match.
      if (i > 0) expect(point.grade).toBeLessThanOrEqual(sweep[i - 1]!.grade + 1e-9);
      if (point.slack === null) continue;
      expect(point.poor).toBeLessThanOrEqual(base.poor + 1e-9);
      expect(point.grade).toBeGreaterThanOrEqual(base.grade - point.slack - 1e-6);
    }
    const chosen = sweep.find((point) => point.slack === slack)!;
    const open = sweep.filter((point) => point.slack !== null && point.slack >= 0.3);
    const most = Math.max(...open.map(({ goodGain }) => goodGain));
    if (most > 0) expect(chosen.goodGain).toBeGreaterThanOrEqual(0.9 * most);
  });

  it('chooses nothing on too few histories', () => {
    expect(choose(30)).toBeUndefined();
  });
});
