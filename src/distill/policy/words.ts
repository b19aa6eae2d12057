const MAX_LISTED = 3;

/** "A", "A and B", "A, B and C", "A, B, C and 4 more". */
export function listWords(items: readonly string[], most = MAX_LISTED): string {
  if (items.length > most + 1) {
    return `${items.slice(0, most).join(', ')} and ${items.length - most} more`;
  }
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** A count with its noun: "1 year", "2.5 years". */
export function countWords(value: number, noun: string): string {
  const shown = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 2) / 2;
  return `${shown.toLocaleString('en-US')} ${noun}${shown === 1 ? '' : 's'}`;
}

/** A number with its unit as people read it: "62 %", "1 day", "1,250 km"; a unit in the plural is told of one in the singular. */
export function unitWords(value: number, unit: string): string {
  if (unit === '%') return `${Math.round(value * 100).toLocaleString('en-US')} %`;
  const shown = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
  const noun = shown === 1 && /^\p{Ll}{3,}s$/u.test(unit) ? unit.slice(0, -1) : unit;
  return `${shown.toLocaleString('en-US')} ${noun}`.trim();
}
