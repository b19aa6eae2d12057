import type { Interval } from '../../core/limits/limit.ts';
import type { CategoryMeasure, NumberMeasure } from './measure.ts';
import { domainWords } from './parse-condition.ts';
import type { Criterion, Level } from './policy.ts';
import type { Problems } from './problems.ts';

interface Placed extends Interval {
  level: Level;
}

/**
 * Checks the table of a criterion: levels run from the best to the worst, each once; their conditions
 * neither overlap (a shared border belongs to the upper row) nor leave a gap; and where more of a measure
 * is better, a better level asks for more.
 */
export function checkLevels(criterion: Omit<Criterion, 'guidance'>, problems: Problems): void {
  const { levels, name, measure, line } = criterion;
  if (levels.length < 2) {
    problems.add(line, `${name}: a table of levels needs at least two rows`);
    return;
  }
  for (let i = 1; i < levels.length; i++) {
    const [above, below] = [levels[i - 1] as Level, levels[i] as Level];
    if (below.level === above.level) {
      problems.add(
        below.line,
        `${name}: level ${below.level} stands twice; join its conditions with "or"`,
      );
    } else if (below.level > above.level) {
      problems.add(
        below.line,
        `${name}: levels are out of order: ${below.level} stands below ${above.level}; the best comes first`,
      );
    }
  }
  if (measure.kind === 'category') checkValues(name, levels, measure, line, problems);
  else checkIntervals(name, levels, measure, line, problems);
}

function checkValues(
  name: string,
  levels: readonly Level[],
  measure: CategoryMeasure,
  line: number,
  problems: Problems,
): void {
  const seen = new Set<string>();
  for (const level of levels) {
    if (!('values' in level.condition)) continue;
    for (const value of level.condition.values) {
      if (seen.has(value))
        problems.add(level.line, `${name}: levels overlap: "${value}" stands in two rows`);
      seen.add(value);
    }
  }
  const left = measure.values.filter((value) => !seen.has(value));
  if (left.length > 0) {
    problems.add(line, `${name}: levels leave a gap: no row for "${left.join('", "')}"`);
  }
}

function checkIntervals(
  name: string,
  levels: readonly Level[],
  measure: NumberMeasure,
  line: number,
  problems: Problems,
): void {
  const placed: Placed[] = levels.flatMap((level) =>
    'intervals' in level.condition
      ? level.condition.intervals.map((range) => ({ ...range, level }))
      : [],
  );
  placed.sort((a, b) => a.min - b.min || Number(a.minOpen) - Number(b.minOpen) || a.max - b.max);
  const words = (value: number): string => {
    if (!Number.isFinite(value)) return value > 0 ? 'the largest value' : 'the smallest value';
    return measure.unit === '%' ? `${round(value * 100)} %` : `${round(value)} ${measure.unit}`;
  };
  const domain = `${measure.name} can be ${domainWords(measure)}`;
  // Everything below `reach` is covered, and `reach` itself where `reached`; whole numbers are covered up to and with it.
  let reach = measure.integer ? measure.min - 1 : measure.min;
  let reached = measure.integer;
  for (const range of placed) {
    const next = measure.integer ? reach + 1 : reach;
    if (range.min > next || (range.min === next && range.minOpen && !reached)) {
      problems.add(
        line,
        `${name}: levels leave a gap between ${words(next)} and ${words(range.min)} (${domain})`,
      );
    } else if (range.min < reach) {
      problems.add(
        range.level.line,
        `${name}: levels overlap between ${words(range.min)} and ${words(Math.min(reach, range.max))}`,
      );
    }
    if (range.max > reach) [reach, reached] = [range.max, !range.maxOpen];
    else if (range.max === reach && !range.maxOpen) reached = true;
  }
  if (reach < measure.max || (Number.isFinite(reach) && !reached)) {
    problems.add(line, `${name}: levels leave a gap from ${words(reach)} up (${domain})`);
  }
  checkDirection(name, placed, measure, problems);
}

function checkDirection(
  name: string,
  placed: readonly Placed[],
  measure: NumberMeasure,
  problems: Problems,
): void {
  if (!measure.better) return;
  for (let i = 1; i < placed.length; i++) {
    const [low, high] = [placed[i - 1] as Placed, placed[i] as Placed];
    const rises = high.level.level > low.level.level;
    const falls = high.level.level < low.level.level;
    if ((measure.better === 'more' && falls) || (measure.better === 'less' && rises)) {
      problems.add(
        high.level.line,
        `${name}: levels are out of order: ${measure.better} ${measure.name} is better, but level ${low.level.level} and level ${high.level.level} say otherwise`,
      );
      return;
    }
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
