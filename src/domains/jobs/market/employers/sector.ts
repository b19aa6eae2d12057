/** A kind of employer: what it is called, how it speaks of itself, whom it hires. */
export interface Sector {
  id: string;
  /** As Item's `industry` says it. */
  industry: string;
  /** How many employers of this kind there are, relative to the others. */
  weight: number;
  /** 1 a shop … 5 a large organization: how many jobs and sites. */
  size: 1 | 2 | 3 | 4 | 5;
  /** A staffing agency, which hires for clients. */
  agency?: boolean;
  /** How much it hires, by field or occupation id; an occupation's own entry counts before its field's. */
  hires: Readonly<Record<string, number>>;
  /** Patterns of names; see `fillName`. */
  names: readonly string[];
  /** Sentences about the employer; `{name}`, `{p}` (place), `{year}`, `{count}` and the like are filled in. */
  blurbs: readonly string[];
}

/** How much a sector hires people of an occupation; 0 for not at all. */
export function hiring(sector: Sector, occupation: { id: string; field: string }): number {
  const hires = sector.hires;
  if (Object.hasOwn(hires, occupation.id)) return hires[occupation.id] ?? 0;
  return Object.hasOwn(hires, occupation.field) ? (hires[occupation.field] ?? 0) : 0;
}
