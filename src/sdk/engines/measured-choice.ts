/** The two ways to score a list that a session may have. */
export type Route = 'host' | 'device';

/**
 * Learns which of two routes is faster for a list of a given length: the host, whose time grows with the
 * list, or a device (a GPU), whose time is mostly that of the way there and back.
 */
export interface MeasuredChoice {
  pick(count: number): Route;
  /** Tells what a list has taken. */
  note(route: Route, count: number, ms: number): void;
  /** What is known, by route and size class, to be remembered: `learn` takes it back. */
  times(): Record<string, number>;
  learn(times: Readonly<Record<string, number>>): void;
}

/** A measurement holds for this many decisions; then the route is tried again where it might win. */
const RECHECK_AFTER = 256;

/**
 * Lists are classed by powers of two. What is not known is guessed in favour of the unknown (a device takes
 * no longer than for a shorter list, a host no less than in proportion to one), so that a route is tried
 * exactly where it might win. The device comes first, since it must be proven before it is believed.
 */
export function createMeasuredChoice(): MeasuredChoice {
  const known: Record<Route, Map<number, { ms: number; age: number }>> = {
    host: new Map(),
    device: new Map(),
  };

  /** The time of the next shorter class that is known, in proportion to the list where `isLinear`. */
  function estimate(route: Route, size: number, isLinear: boolean): number {
    for (let other = size; other >= 0; other--) {
      const found = known[route].get(other);
      if (found) return isLinear ? found.ms * 2 ** (size - other) : found.ms;
    }
    return 0;
  }

  return {
    pick(count) {
      const size = sizeClass(count);
      for (const times of Object.values(known)) {
        for (const [other, found] of times) if (++found.age > RECHECK_AFTER) times.delete(other);
      }
      if (known.device.size === 0) return 'device';
      const device = estimate('device', size, false);
      return device < estimate('host', size, true) ? 'device' : 'host';
    },
    note(route, count, ms) {
      const size = sizeClass(count);
      const found = known[route].get(size);
      // The shortest time is the one that other work on the machine has disturbed least.
      if (found) found.ms = Math.min(found.ms, ms);
      else known[route].set(size, { ms, age: 0 });
    },
    times() {
      return Object.fromEntries(
        Object.entries(known).flatMap(([route, times]) =>
          Array.from(times, ([size, { ms }]): [string, number] => [`${route}/${size}`, ms]),
        ),
      );
    },
    learn(times) {
      for (const [key, ms] of Object.entries(times)) {
        const [route, size] = key.split('/') as [Route, string];
        if (known[route] === undefined || !(ms >= 0) || !/^\d+$/.test(size ?? '')) continue;
        if (!known[route].has(Number(size))) known[route].set(Number(size), { ms, age: 0 });
      }
    },
  };
}

function sizeClass(count: number): number {
  return 32 - Math.clz32(count);
}
