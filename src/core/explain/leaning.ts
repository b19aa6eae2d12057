import type { MeasureSource } from '../features/measure.ts';
import { valuesOf } from '../measures/values.ts';
import type { Facts } from './reason.ts';

type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>;

/** How facts read: as a match (1), as a mismatch (−1) or as neither (0). */
export type Leaning = -1 | 0 | 1;

/** Below this share something reads as a mismatch, from the other on as a match. */
const SHARES = [1e-9, 0.5] as const;
/** Up to the first it reads as a match, from the other on as a mismatch. */
const KILOMETRES = [30, 100] as const;
const COMMUTE_SHARES = [0.5, 1 + 1e-9] as const;
const DAYS = [3, 60] as const;

/**
 * How facts read, so that none is told against its sign: what is shared, as wished, near or new reads as a match;
 * nothing shared, against the wish, far or old as a mismatch; what may be either as neither.
 *
 * @param measure that of the facts, where they are a measure's
 * @returns undefined for what cannot be told in words: it is unknown
 */
export function leaningOf(facts: Facts, measure?: MeasureSource): Leaning | undefined {
  switch (facts.kind) {
    case 'allowed':
      return 1;
    case 'content':
    case 'others':
    case 'prior':
      // Told by what it counts for.
      return 0;
    case 'personal':
      return facts.liked > 0 ? 1 : -1;
    case 'limit':
    case 'floor':
    case 'fatigue':
      return -1;
    case 'measure':
      return measure && leaningOfMeasure(facts, measure);
  }
}

function leaningOfMeasure(facts: Of<'measure'>, measure: MeasureSource): Leaning | undefined {
  const { value, unit, shared } = facts;
  const { kind, say, better } = measure;
  const isValueSaid = say?.includes('{value}') === true && value !== undefined;
  // Names of places are compared by the measure alone.
  if (kind === 'area' && value === undefined) return undefined;
  if (shared !== undefined && !isValueSaid) {
    if (shared.count === 0) return -1;
    // Of several things some can be said both ways.
    return say === undefined && shared.count < shared.of ? 0 : 1;
  }
  if (typeof value === 'string') return leaningOfValue(measure, value);
  if (value === undefined) return undefined;
  if (kind === 'distance') return between(value, unit === 'km' ? KILOMETRES : COMMUTE_SHARES);
  if (kind === 'age') return between(value, DAYS);
  if (kind === 'until') return value < 0 ? -1 : 0;
  if (kind === 'ratio') {
    if (better === undefined || value === 1) return better === undefined ? 0 : 1;
    return value > 1 === (better === 'more') ? 1 : -1;
  }
  if (/^(overlap|coverage|mentions)$/.test(kind)) {
    return value < SHARES[0] ? -1 : value >= SHARES[1] ? 1 : 0;
  }
  return 0;
}

function between(value: number, [near, far]: readonly [near: number, far: number]): Leaning {
  return value <= near ? 1 : value >= far ? -1 : 0;
}

/** Values stand from best to worst; of what must not be, the other way round. */
function leaningOfValue(measure: MeasureSource, value: string): Leaning {
  const values = valuesOf(measure);
  const at = values.indexOf(value);
  const sign = measure.better === 'less' ? -1 : 1;
  if (measure.kind === 'value' || at < 0) return 0;
  return at === 0 ? sign : at === values.length - 1 ? (-sign as Leaning) : 0;
}

/** A number that is larger where facts are better; undefined where they cannot be compared so. */
export function goodnessOf(facts: Facts, measure?: MeasureSource): number | undefined {
  if (facts.kind === 'personal') return facts.liked - facts.disliked;
  if (facts.kind !== 'measure' || measure === undefined) return undefined;
  const { value, shared } = facts;
  const { kind, better } = measure;
  if (typeof value === 'string') {
    const at = valuesOf(measure).indexOf(value);
    return kind === 'value' ? undefined : better === 'less' ? at : -at;
  }
  if (shared !== undefined && shared.of > 0) return shared.count / shared.of;
  if (value === undefined) return undefined;
  if (kind === 'distance' || kind === 'age' || better === 'less') return -value;
  const isMore = better === 'more' || /^(overlap|coverage|mentions|until)$/.test(kind);
  return isMore ? value : undefined;
}
