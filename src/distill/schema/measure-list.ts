import type { MeasureSource } from '../../core/features/measure.ts';
import { CROSS_OF } from '../../core/features/read-schema.ts';
import type { Found } from './found.ts';
import { createNames } from './propose.ts';

const MAX_MEASURES = 48;
const MAX_CROSSES = 32;

/** What was found at the paths of a measure's fields. */
export interface Sides {
  item?: Found;
  profile?: Found;
}

/** Measures as inference adds them, within what a schema can hold. */
export interface MeasureList {
  measures: MeasureSource[];
  /** By the name of a measure, why it was proposed. */
  because: Map<string, string>;
  compared: Map<string, Sides>;
  add(measure: MeasureSource, because: string, sides: Sides): void;
}

/** Starts a list with the measures that are kept. */
export function createMeasureList(kept: readonly MeasureSource[]): MeasureList {
  const measures: MeasureSource[] = [...kept];
  const because = new Map<string, string>();
  const compared = new Map<string, Sides>();
  const nameOf = createNames(measures.map(({ name }) => name));
  return {
    measures,
    because,
    compared,
    add(measure, reason, sides) {
      const isFull = measures.filter(hasCross).length >= MAX_CROSSES;
      const isTooMuch = isFull && hasCross(measure);
      // An overlap is nothing but its cross.
      if (measures.length >= MAX_MEASURES || (isTooMuch && measure.kind === 'overlap')) return;
      const name = nameOf(measure.name);
      measures.push({ ...measure, name, ...(isTooMuch && { cross: false }) });
      because.set(name, reason);
      compared.set(name, sides);
    },
  };
}

function hasCross({ kind, cross }: MeasureSource): boolean {
  return cross !== false && CROSS_OF[kind] !== undefined;
}
