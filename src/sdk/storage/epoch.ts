/** Between the time of an epoch that began with a new database and the rest. */
const NEW = '-new-';
let count = 0;

/** Text that nobody else makes, also where a page has put something of its own in place of `Math.random`. */
export function createToken(): string {
  const parts = [Math.random() * 2 ** 52, performance.now() * 1_000, count++];
  return parts.map((part) => Math.floor(part).toString(36)).join('');
}

/**
 * A token that tells one life of the personal data from the next: when it began, and chance; it need not be secret.
 *
 * @param isNew whether it begins because there was no database, rather than by `forget`
 */
export const createEpoch = (isNew = false): string =>
  `${Date.now()}${isNew ? NEW : '-'}${createToken()}`;

/** When an epoch began, in milliseconds since 1970; infinitely late where its token does not say. */
export function beginOf(epoch: string | undefined): number {
  const at = Number(/^(\d+)-/.exec(epoch ?? '')?.[1]);
  return Number.isNaN(at) ? Infinity : at;
}

/** Whether an epoch began with a new database: the browser has deleted the old one. */
export const isNewDatabase = (epoch: string | undefined): boolean => epoch?.includes(NEW) === true;
