import type { Random } from '../../core/math/random.ts';
import { DAY_MS } from '../../core/features/evidence.ts';

/** Draws the samples of one object. Each list that its texts name is drawn once. */
export interface SampleDrawer {
  /** A value of a sample; of a list one of its values. */
  draw(sample: unknown): unknown;
}

/** Lists by the name by which texts call them. */
export type SampleLists = Readonly<Record<string, readonly unknown[]>>;

/**
 * Creates the drawer of one object.
 *
 * @param now the day from which dates are counted, in milliseconds since 1970 UTC
 */
export function createSampleDrawer(lists: SampleLists, random: Random, now: number): SampleDrawer {
  const entries = new Map<string, unknown>();
  const values = new Map<string, unknown>();

  function valueOf(name: string): unknown {
    if (values.has(name)) return values.get(name);
    const dot = name.indexOf('.');
    const list = dot < 0 ? name : name.slice(0, dot);
    if (!entries.has(list)) entries.set(list, choose(lists[list]!, random));
    const entry = entries.get(list);
    const value = fill(dot < 0 ? entry : (entry as Record<string, unknown>)[name.slice(dot + 1)]);
    values.set(name, value);
    return value;
  }

  function fillText(text: string): unknown {
    const whole = /^\{([^{}]+)\}$/u.exec(text);
    if (whole) return valueOf(whole[1]!);
    return text.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => String(valueOf(name)));
  }

  /** A value with its texts filled in and its samples drawn; a list in it stays a list. */
  function fill(value: unknown): unknown {
    if (typeof value === 'string') return fillText(value);
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    if ('min' in value && 'max' in value) return drawNumber(value as NumberSample, random);
    if ('daysAgo' in value) return day(value.daysAgo as Pair, -1);
    if ('daysAhead' in value) return day(value.daysAhead as Pair, 1);
    if ('some' in value) return some(value as SomeSample);
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner)]));
  }

  function day([from, to]: Pair, sign: number): string {
    const days = sign * (from + random.integer(to - from + 1));
    return new Date(now + days * DAY_MS).toISOString().slice(0, 10);
  }

  function some({ some: named, count: [from, to] }: SomeSample): unknown[] {
    const left = [...(typeof named === 'string' ? lists[named]! : named)];
    const wanted = Math.min(left.length, from + random.integer(to - from + 1));
    return Array.from({ length: wanted }, () => {
      const at = random.weighted(left.map(weightOf));
      return fill(unweighted(left.splice(at, 1)[0]));
    });
  }

  return {
    draw: (sample) => fill(Array.isArray(sample) ? choose(sample, random) : sample),
  };
}

type Pair = readonly [number, number];

interface NumberSample {
  min: number;
  max: number;
  step?: number;
  round?: number;
  log?: boolean;
}

interface SomeSample {
  some: string | unknown[];
  count: Pair;
}

function drawNumber({ min, max, step, round, log = false }: NumberSample, random: Random): number {
  const u = random.next();
  const drawn = log ? min * (max / min) ** u : min + (max - min) * u;
  const stepped = step === undefined ? drawn : min + step * Math.round((drawn - min) / step);
  return Number(Math.min(max, stepped).toFixed(round ?? (step === undefined ? 0 : 6)));
}

interface Weighted {
  value: unknown;
  weight: number;
}

/** Whether an entry is `{ value, weight }` and nothing else. */
function isWeighted(entry: unknown): entry is Weighted {
  return (
    typeof entry === 'object' &&
    entry !== null &&
    Object.keys(entry).length === 2 &&
    'value' in entry &&
    typeof (entry as Partial<Weighted>).weight === 'number'
  );
}

const weightOf = (entry: unknown): number => (isWeighted(entry) ? entry.weight : 1);
const unweighted = (entry: unknown): unknown => (isWeighted(entry) ? entry.value : entry);

function choose(list: readonly unknown[], random: Random): unknown {
  return unweighted(list[random.weighted(list.map(weightOf))]);
}
