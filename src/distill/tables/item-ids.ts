/** The property by which rows name an item in the words of a domain: `jobId`, `clinicalTrialId`. */
export function itemIdOf(one: string): string {
  const [first = '', ...rest] = one.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  return `${first.charAt(0).toLowerCase()}${first.slice(1)}${rest.map(capital).join('')}Id`;
}

/** The name of a table of items, which holds no spaces: `clinical-trials`. */
export function tableNameOf(many: string): string {
  return many.replaceAll(' ', '-');
}

/** One of what a table's name says in the plural: `jobs` → `job`, `properties` → `property`. */
export function singular(many: string): string {
  if (many.endsWith('ies')) return `${many.slice(0, -3)}y`;
  if (/(ch|sh|ss|x|z)es$/.test(many)) return many.slice(0, -2);
  return /[^s]s$/.test(many) ? many.slice(0, -1) : many;
}

/** The row with the domain's word for an item's id read as `itemId`, also in its history. */
export function withItemIds(row: unknown, name: string): unknown {
  if (row === null || typeof row !== 'object' || Array.isArray(row)) return row;
  const { [name]: id, ...rest } = row as Record<string, unknown>;
  const named: Record<string, unknown> =
    id === undefined || 'itemId' in rest ? rest : { ...rest, itemId: id };
  if (Array.isArray(named.history)) {
    named.history = named.history.map((event) => withItemIds(event, name));
  }
  return named;
}
