import { profileOf } from '../features/facts.ts';
import type { Schema, Side } from '../features/schema.ts';

/**
 * The values of a field of categories, flags or tags that measures name: of their tables, conditions and results.
 * Values that nothing can have are slips of the pen.
 */
export function statedValues({ fields, measures }: Schema, name: string, side: Side): string[] {
  const values = new Set<string>();
  const add = (some: readonly unknown[] = []): void => {
    for (const value of some) values.add(String(value));
  };
  for (const measure of measures) {
    const { kind, table = {}, factor, unless, missing } = measure;
    const condition = unless?.[side];
    if (condition?.field === name) add([condition.is].flat());
    if (side === 'item' && factor?.item === name) add(Object.keys(factor.values));
    const isOwn = (side === 'item' ? measure.item : profileOf(fields, measure)) === name;
    if (!isOwn) continue;
    if (kind === 'value') add(measure.values?.filter((value) => value !== missing));
    if (side === 'item') add(Object.keys(table));
    else add(Object.values(table).flatMap((row) => Object.keys(row)));
  }
  return [...values];
}
