/** Lists and wrappers within each other are opened this deep. */
const MAX_DEPTH = 8;
/** Most objects that are looked at in one input. */
const MAX_LOOKS = 1_000_000;

/** What holds items and nothing but items, whatever the object. */
const LISTS = ['@graph', 'itemListElement'];
/** What holds items in an object that is none itself. */
const WRAPPERS = [...LISTS, 'mainEntity', 'item', 'items', 'results', 'data'];

/**
 * The items of what a page or a server hands over, in their order: of a list its items, `@graph`, ItemList and
 * wrappers such as `{ mainEntity }` and `{ jobs: [...] }` opened. Where objects of one of `types` are found, others
 * that state a type (the page, its breadcrumbs) are left out. A plain list is returned as it is; what is no object
 * stays in its place, so that whoever ranks can say what is wrong with it.
 *
 * @param types schema.org types of items
 * @param names further keys of wrappers: the noun of items in the plural
 */
export function openItems(
  input: unknown,
  types: readonly string[],
  names: readonly string[] = [],
): readonly unknown[] {
  if (
    Array.isArray(input) &&
    (input.every((item) => types.includes(at(item, '@type') as string)) ||
      !input.some((item) => isTyped(item) || keyOf(item, LISTS)))
  ) {
    return input;
  }
  const wrappers = [...names, ...WRAPPERS];
  const found: unknown[] = [];
  let left = MAX_LOOKS;
  const visit = (value: unknown, depth: number, mayWrap: boolean): void => {
    if (--left < 0 || depth > MAX_DEPTH) return;
    if (Array.isArray(value)) {
      for (const item of value) visit(item, depth + 1, false);
      return;
    }
    const keys = mayWrap || isTyped(value) ? wrappers : LISTS;
    const key = hasType(value, types) ? undefined : keyOf(value, keys);
    if (key === undefined) found.push(value);
    else visit(at(value, key), depth + 1, key !== 'item');
  };
  visit(input, 0, true);
  if (!found.some((item) => hasType(item, types))) return found;
  return found.filter((item) => !isTyped(item) || hasType(item, types));
}

/** The list that an object holds as `openItems` would find it, however deep; the object itself where it holds none. */
export function openWrapper(
  input: unknown,
  types: readonly string[],
  names: readonly string[] = [],
): unknown {
  const wrappers = [...names, ...WRAPPERS];
  let inner = input;
  for (let depth = 0; depth < MAX_DEPTH && !Array.isArray(inner); depth++) {
    const key = hasType(inner, types) ? undefined : keyOf(inner, wrappers);
    if (key === undefined || key === 'item') return input;
    inner = at(inner, key);
  }
  return Array.isArray(inner) ? inner : input;
}

/** The first of some keys at which a value holds an object or a list. */
function keyOf(value: unknown, keys: readonly string[]): string | undefined {
  return keys.find((key) => {
    const held = at(value, key);
    return typeof held === 'object' && held !== null;
  });
}

/** What a value has at a key; nothing where it throws: that is for whoever reads the item to say. */
function at(value: unknown, key: string): unknown {
  try {
    return (value as Record<string, unknown> | null | undefined)?.[key];
  } catch {
    return undefined;
  }
}

function isTyped(value: unknown): boolean {
  return at(value, '@type') !== undefined;
}

/** Whether an object is of one of some types, which may be written as addresses. */
function hasType(value: unknown, types: readonly string[]): boolean {
  return [at(value, '@type')]
    .flat()
    .some((type) => typeof type === 'string' && types.includes(type.replace(/^.*[/:#]/, '')));
}
