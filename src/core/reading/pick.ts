/** What the keys of an object say, by the place of their group. */
export type Roles = ReadonlyMap<string, number>;

/** As many groups as there may be: an array that grows at its holes is slow. */
const MOST_ROLES = 9;

/** Keys by groups: `'min low|max high'` are two. */
export function rolesOf(keys: string): Roles {
  return new Map(
    keys.split('|').flatMap((group, role) => group.split(' ').map((key) => [key, role] as const)),
  );
}

/** Of each group the value of its first key that has one, in the order of the object. */
export function pick(record: object, roles: Roles): unknown[] {
  const picked = new Array<unknown>(MOST_ROLES);
  for (const key in record) {
    const role = roles.get(key);
    if (role === undefined) continue;
    const value = (record as Record<string, unknown>)[key];
    if (value !== '' && value !== null) picked[role] ??= value;
  }
  return picked;
}
