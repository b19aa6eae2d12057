import { describe, expect, it } from 'vitest';
import type { HistoryEvent, Slate } from '../../../src/core/types.ts';
import {
  latestSignals,
  noisyHistory,
  switchedHistory,
} from '../../../src/distill/evaluate/slate-histories.ts';

const slate = (profileId: string, types: readonly string[]): Slate => ({
  id: `s-${profileId}`,
  profileId,
  at: 1e9,
  candidates: [],
  gains: {},
  history: types.map((type, i): HistoryEvent => ({
    itemId: `${profileId}${i}`,
    type,
    at: 1e9 - (types.length - i) * 1000,
  })),
});
const idsOf = (history: readonly HistoryEvent[]): string[] => history.map(({ itemId }) => itemId);
const clicks = (count: number): string[] => Array.from({ length: count }, () => 'click');

describe('histories of slates', () => {
  it('end with the latest signals, and hold the impressions among them', () => {
    const { history } = slate('a', ['click', 'impression', 'save', 'impression']);
    expect(idsOf(latestSignals(history, 1))).toEqual(['a2', 'a3']);
    expect(idsOf(latestSignals(history, 2))).toHaveLength(4);
    expect(latestSignals(history, 0)).toEqual([]);
  });

  it('are of random items for about the share that is asked for, the same ones each time', () => {
    const pool = Array.from({ length: 50 }, (_, i) => `random-${i}`);
    const noisy = noisyHistory(pool, 0.2, 1);
    const long = slate('a', [...clicks(400), ...Array.from({ length: 100 }, () => 'impression')]);
    const seen = noisy(long, 400);
    const random = seen.filter(({ itemId }) => itemId.startsWith('random-'));
    expect(random.length).toBeGreaterThan(55);
    expect(random.length).toBeLessThan(110);
    expect(random.every(({ type }) => type === 'click')).toBe(true);
    expect(noisy(long, 400)).toEqual(seen);
    expect(noisyHistory(pool, 0, 1)(long, 3)).toEqual(latestSignals(long.history, 3));
  });

  it('begin with what somebody else liked, where interests change', () => {
    const slates = [
      slate('a', clicks(6)),
      slate('b', [...clicks(4), 'dismiss', 'impression', 'click']),
      slate('c', clicks(2)),
    ];
    const switched = switchedHistory(slates, 3, (type) => type === 'dismiss', 1);
    const seen = switched(slates[0]!, 2);
    expect(idsOf(seen)).toEqual(['b2', 'b3', 'b6', 'a4', 'a5']);
    const times = seen.map(({ at }) => at!);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(idsOf(switched(slates[0]!, 0))).toEqual(['b2', 'b3', 'b6']);
    // Nobody else has so many.
    expect(idsOf(switchedHistory(slates, 7, () => false, 1)(slates[0]!, 1))).toEqual(['a5']);
  });
});
