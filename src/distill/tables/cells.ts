const CANONICAL_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]\d+)?$/;

/**
 * A value as one cell of a flat table: text as it is, numbers and booleans as JSON has them, everything
 * else as JSON. Text that a reader would take for one of these is written as a JSON string, so that
 * {@link decodeCell} gives back what was written.
 *
 * @param untyped whether the format has no types of its own (CSV), so that text which looks like a number,
 * and empty text, must be told apart too.
 */
export function encodeCell(value: unknown, untyped: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value) ?? '';
  const ambiguous =
    parseNested(value) !== undefined ||
    (untyped && (value === '' || parseScalar(value) !== undefined));
  return ambiguous ? JSON.stringify(value) : value;
}

/**
 * The value of a cell that is not empty: JSON where the text is a JSON object, array or string literal,
 * else the text.
 */
export function decodeCell(text: string): unknown {
  const nested = parseNested(text);
  return nested === undefined ? text : nested;
}

/**
 * The number or boolean that a text says, else `undefined`. Only in the form in which JSON would print it:
 * `01234`, `+5` and `1.50` stay text, for they would not come back the same.
 */
export function parseScalar(text: string): number | boolean | undefined {
  if (text === 'true') return true;
  if (text === 'false') return false;
  if (!CANONICAL_NUMBER.test(text)) return undefined;
  const number = Number(text);
  return String(number) === text ? number : undefined;
}

function parseNested(text: string): unknown {
  const first = text[0];
  if (first !== '{' && first !== '[' && first !== '"') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Sets a dotted path in nested objects: `hiringOrganization.name`. */
export function setPath(
  target: Record<string, unknown>,
  path: readonly string[],
  value: unknown,
): void {
  let at = target;
  for (const key of path.slice(0, -1)) {
    const next = at[key];
    at = (typeof next === 'object' && next !== null ? next : (at[key] = {})) as typeof target;
  }
  at[path.at(-1) as string] = value;
}

/**
 * The leaves of nested plain objects by dotted path; null and undefined are left out. Arrays, empty objects
 * and objects with keys that a path cannot say stay whole, as do the paths in `whole`.
 */
export function flattenRow(row: object, whole?: ReadonlySet<string>): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  flattenInto(row, '', whole, leaves);
  return leaves;
}

function flattenInto(
  value: object,
  prefix: string,
  whole: ReadonlySet<string> | undefined,
  leaves: Map<string, unknown>,
): void {
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (item === undefined || item === null) continue;
    const path = prefix + key;
    if (isNestable(item) && whole?.has(path) !== true) flattenInto(item, `${path}.`, whole, leaves);
    else leaves.set(path, item);
  }
}

function isNestable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  // An object with nothing but nulls in it would vanish.
  return (
    entries.some(([, item]) => item !== undefined && item !== null) &&
    entries.every(([key]) => isPlainName(key))
  );
}

/** Whether a key can be a part of a dotted column name. */
export function isPlainName(key: string): boolean {
  return key !== '' && key !== '__proto__' && key.trim() === key && !key.includes('.');
}
