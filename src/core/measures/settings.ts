import type { MeasureSource } from '../features/measure.ts';
import type { SchemaSource } from '../features/schema.ts';

/** The names of the policy's settings that a schema's measures ask for, each once. */
export function settingsOf({ measures = [] }: SchemaSource): string[] {
  const names = new Set<string>();
  replaceSettings(measures, (name) => {
    names.add(name);
    return 0;
  });
  return [...names];
}

/** A schema with the values of the settings in their places. */
export function fillSettings(
  source: SchemaSource,
  valueOf: (name: string) => number,
): SchemaSource {
  if (source.measures === undefined) return source;
  return { ...source, measures: replaceSettings(source.measures, valueOf) as MeasureSource[] };
}

function replaceSettings(value: unknown, valueOf: (name: string) => number): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => replaceSettings(item, valueOf));
  const { setting, ...others } = value as Record<string, unknown>;
  if (typeof setting === 'string' && Object.keys(others).length === 0) return valueOf(setting);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, replaceSettings(part, valueOf)]),
  );
}
