import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../../src/core/errors.ts';
import { createMarket } from '../../../../src/domains/jobs/market/create-market.ts';
import { writeMarket } from '../../../../src/domains/jobs/market/write-market.ts';
import { openTables } from '../../../../src/distill/tables/open-tables.ts';

const market = createMarket({
  profiles: 30,
  items: 120,
  sessions: 100,
  slateSize: 8,
  seed: 'write',
});

describe('writeMarket', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'market-'));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('writes tables that the build step opens without a bad row', async () => {
    const target = join(dir, 'a', 'b');
    const { files } = await writeMarket(market, target);
    expect((await readdir(target)).sort()).toEqual(
      files.map((file) => file.slice(target.length + 1)).sort(),
    );
    const tables = await openTables(target);
    expect(tables.badRows.count).toBe(0);
    expect(tables.items.size).toBe(120);
    expect(tables.profiles.size).toBe(30);
    expect(tables.events).toHaveLength(market.events.length);
    expect(Object.values(tables.slates)[0]).toHaveLength(market.slates.length);
  });

  it('writes the truth, and says that all is simulated', async () => {
    const { files } = await writeMarket(market, dir);
    const text = async (name: string) =>
      readFile(files.find((file) => file.endsWith(name)) ?? name, 'utf8');
    expect(await text('README.md')).toMatch(/simulated/iu);
    const truth = JSON.parse(await text('truth.json')) as Record<string, unknown>;
    expect(truth.simulated).toBe(true);
    expect(truth.examination).toHaveLength(8);
    const pairs = (await text('truth-pairs.jsonl')).trim().split('\n');
    expect(pairs).toHaveLength(100 * 8);
    expect(Object.keys(JSON.parse(pairs[0] ?? '{}') as object)).toEqual([
      'profileId',
      'itemId',
      'slateId',
      'attraction',
      'fit',
      'examined',
    ]);
  });

  it('says so when the folder cannot be written', async () => {
    const blocked = join(dir, 'README.md', 'inside');
    await expect(writeMarket(market, blocked)).rejects.toSatisfy((error) =>
      isPocketRankError(error, 'FILE_FAILED'),
    );
  });
});
