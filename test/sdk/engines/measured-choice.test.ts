import { describe, expect, it } from 'vitest';
import {
  createMeasuredChoice,
  type MeasuredChoice,
} from '../../../src/sdk/engines/measured-choice.ts';

/** Lets a choice work against a machine with these times, and says which routes it took. */
function work(
  choice: MeasuredChoice,
  machine: { host: (n: number) => number; device: (n: number) => number },
  counts: readonly number[],
): string[] {
  return counts.map((count) => {
    const route = choice.pick(count);
    choice.note(route, count, machine[route](count));
    return route;
  });
}

const repeat = (count: number, times: number): number[] =>
  Array.from({ length: times }, () => count);
const machine = { host: (n: number) => n / 1000, device: (n: number) => 5 + n / 100_000 };

describe('createMeasuredChoice', () => {
  it('proves the device first, then takes what is faster for the length', () => {
    const choice = createMeasuredChoice();
    expect(choice.pick(8)).toBe('device');
    work(choice, machine, [8, 8, 100, 1000, 4000, 8000, 16_000, 100_000]);
    expect(work(choice, machine, [10, 1000, 3000, 100_000, 50_000])).toEqual([
      'host',
      'host',
      'host',
      'device',
      'device',
    ]);
  });

  it('keeps a slow device only as long as it takes to find out', () => {
    const slow = { host: machine.host, device: (n: number) => 50 + n / 10 };
    const choice = createMeasuredChoice();
    const routes = work(choice, slow, [8, ...repeat(1000, 50), ...repeat(100_000, 50)]);
    expect(routes.filter((route) => route === 'device').length).toBeLessThanOrEqual(3);
    expect(routes.slice(-40)).toEqual(repeat(0, 40).map(() => 'host'));
  });

  it('tries again what has become faster', () => {
    const choice = createMeasuredChoice();
    work(choice, { host: machine.host, device: () => 1000 }, [8, ...repeat(100_000, 10)]);
    expect(choice.pick(100_000)).toBe('host');
    const routes = work(choice, { host: machine.host, device: () => 1 }, repeat(100_000, 600));
    expect(routes.at(-1)).toBe('device');
  });

  it('takes up where it was, and ignores what it cannot read', () => {
    const first = createMeasuredChoice();
    work(first, machine, [8, 8, ...repeat(1000, 3), ...repeat(100_000, 3)]);
    const second = createMeasuredChoice();
    second.learn({ ...first.times(), x: 1, 'device/y': 2, 'device/3': NaN, 'host/-1': 4 });
    expect(second.times()).toEqual(first.times());
    expect([second.pick(1000), second.pick(100_000)]).toEqual(['host', 'device']);
  });
});
