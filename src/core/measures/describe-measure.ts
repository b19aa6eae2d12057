import type { MeasureKind, MeasureSource } from '../features/measure.ts';
import type { Field, Schema } from '../features/schema.ts';
import { valuesOf } from './values.ts';

interface Described {
  name: string;
  description: string;
  /** Whether it compares both sides, or speaks of the item alone (which is no evidence of a match). */
  of: 'pair' | 'item';
  /** Whether a device can compute it; of a taught one it sees but what the student has learned. */
  isCarried: boolean;
  /** Whether it rests on a protected attribute that is exempt for limits: nothing else may use it. */
  isForLimitsAlone: boolean;
}

/** What a measure tells, for policy tables and messages. */
export type MeasureDescription = Described &
  (
    | {
        kind: 'number';
        /** Of `%` the values are shares: 80 % is 0.8. Empty where the number has none. */
        unit: string;
        /** The possible values; Infinity where open. */
        min: number;
        max: number;
        /** Takes whole numbers alone. */
        integer: boolean;
        /** Which end is the better fit; undefined where the best lies between. */
        better: 'more' | 'less' | undefined;
      }
    | { kind: 'category'; values: readonly string[] }
  );

type Usual = [unit: string, min: number, max: number, better?: 'more' | 'less'];

/** What numbers of each kind are, where a measure does not say otherwise. */
const USUAL: Readonly<Partial<Record<MeasureKind, Usual>>> = {
  overlap: ['%', 0, 1, 'more'],
  coverage: ['%', 0, 1, 'more'],
  mentions: ['%', 0, 1, 'more'],
  ratio: ['%', 0, Infinity],
  distance: ['km', 0, Infinity, 'less'],
  age: ['days', 0, Infinity, 'less'],
  until: ['days', -Infinity, Infinity, 'more'],
  count: ['values', 0, Infinity],
};
const WHOLE_KINDS: ReadonlySet<MeasureKind> = new Set(['age', 'until', 'count']);

/** Describes a measure of a schema. */
export function describeMeasure(schema: Schema, measure: MeasureSource): MeasureDescription {
  const { kind, name, description = '', better, per, integer } = measure;
  const described: Described = {
    name,
    description,
    of: measure.of ?? (isOfItem(schema, measure) ? 'item' : 'pair'),
    isCarried: kind !== 'taught',
    isForLimitsAlone: isForLimitsAlone(schema, measure),
  };
  const values = valuesOf(measure);
  if (values.length > 0) return { ...described, kind: 'category', values };
  const results = Object.values(measure.table ?? {}).flatMap((row) => Object.values(row));
  const numbers = [...results, measure.otherwise].filter((result) => typeof result === 'number');
  const field = schema.fields.find(({ name: one }) => one === (measure.item ?? measure.profile));
  const least = kind === 'number' && (field?.min ?? -1) >= 0 ? 0 : -Infinity;
  const [unit, min, max, usual] = USUAL[kind] ?? [
    unitOfField(schema, field),
    numbers.length > 0 ? Math.min(...numbers) : least,
    numbers.length > 0 ? Math.max(...numbers) : Infinity,
  ];
  return {
    ...described,
    kind: 'number',
    unit: measure.unit ?? (per === undefined ? unit : '%'),
    min: measure.min ?? min,
    max: measure.max ?? max,
    integer: integer ?? WHOLE_KINDS.has(kind),
    better: better ?? usual,
  };
}

function isOfItem({ fields }: Schema, { kind, profile, item }: MeasureSource): boolean {
  if (profile !== undefined) return false;
  if (/^(age|until|value|number|count)$/.test(kind)) return true;
  const field = fields.find(({ name }) => name === item);
  return kind !== 'taught' && field?.paths.profile.length === 0;
}

function unitOfField({ source }: Schema, field: Field | undefined): string {
  if (field?.kind === 'amount') return source.currency ?? '';
  return field?.kind === 'duration' ? 'months' : '';
}

/** Whether a field that a measure reads is exempt from protection for limits alone. */
export function isForLimitsAlone({ fields, source }: Schema, measure: MeasureSource): boolean {
  const exempt = source.protected?.exempt?.filter(({ features }) => features !== true) ?? [];
  const { item, profile = item, unless, per, factor } = measure;
  const read = {
    item: [item, factor?.item, unless?.item?.field],
    profile: [profile, per?.profile, unless?.profile?.field],
  };
  return exempt.some(({ path, side }) =>
    fields.some(
      ({ name, paths }) =>
        read[side].includes(name) && paths[side].some((keys) => keys.join('.') === path),
    ),
  );
}
