/** The value at a path; of a list the first, at each step. */
export function get(value: unknown, ...path: string[]): unknown {
  let at = value;
  for (const key of path) {
    if (Array.isArray(at)) at = at[0];
    at = (at as Record<string, unknown> | null | undefined)?.[key];
  }
  return Array.isArray(at) && typeof at[0] !== 'string' ? at[0] : at;
}

/** A value as text: '' where it is neither text nor number. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** A list of names: of strings, of objects with a name, or of one text with commas. */
export function listOf(value: unknown): string[] {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[,;]/) : [];
  return parts.map((part) => textOf(get(part, 'name') ?? part)).filter((part) => part !== '');
}
