import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { playReactions, type Reaction } from '../../bench/reaction/play.ts';

const PEOPLE = 40;
const market = createMarket({
  seed: 7,
  profiles: 8 * PEOPLE,
  items: 1500,
  sessions: 8 * PEOPLE,
  slateSize: 20,
});

describe('three opens of one kind that is not poor for the person', () => {
  let reactions: Reaction[];
  beforeAll(async () => {
    const model = new Uint8Array(await readFile('models/jobs-en.safetensors'));
    reactions = await playReactions(market, model, PEOPLE);
  }, 300_000);

  it('bring at least two more of it into the first ten', () => {
    expect(reactions).toHaveLength(PEOPLE);
    const gains = reactions.map(({ inFirstTen }) => inFirstTen.at(-1)! - inFirstTen[0]!);
    expect(gains.reduce((sum, gain) => sum + gain, 0) / PEOPLE).toBeGreaterThan(2);
    expect(gains.filter((gain) => gain >= 2).length).toBeGreaterThanOrEqual(0.95 * PEOPLE);
  });

  it('lift no poor match there, and what is dismissed is never seen again', () => {
    for (const { lifted, isDismissedSeen } of reactions) {
      expect({ lifted, isDismissedSeen }).toEqual({ lifted: 0, isDismissedSeen: false });
    }
  });
});
