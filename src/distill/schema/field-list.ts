import type { FieldSource } from '../../core/features/schema.ts';
import type { Found } from './found.ts';
import { isAversion } from './path-names.ts';
import type { Pairing } from './pair-values.ts';
import { createNames, fieldFor } from './propose.ts';
import type { Compared } from './propose-measures.ts';

const MAX_FIELDS = 64;
const MAX_EXTRA_FIELDS = 40;

/** Fields as inference adds them. */
export interface FieldList {
  fields: FieldSource[];
  /** Whether something found has a field. */
  has(found: Found): boolean;
  /** A field of one side; undefined where there are too many. */
  addAlone(found: Found): FieldSource | undefined;
  /** The names of the fields that a measure of both sides compares; undefined where there are too many. */
  addPair(pairing: Pairing): Compared['fields'] | undefined;
}

/** Starts a list with the fields that are kept. */
export function createFieldList(kept: readonly FieldSource[]): FieldList {
  const fields: FieldSource[] = [...kept];
  const nameOf = createNames(fields.map(({ name }) => name));
  const names = new Map<Found, string>();

  function add(wanted: string, item?: Found, profile?: Found): FieldSource | undefined {
    if (fields.length >= Math.min(MAX_FIELDS, kept.length + MAX_EXTRA_FIELDS)) return undefined;
    const source = fieldFor(nameOf(wanted, item ? 'item' : 'profile'), item, profile);
    fields.push(source);
    for (const found of [item, profile]) {
      if (found && !names.has(found)) names.set(found, source.name);
    }
    return source;
  }

  const nameAlone = (found: Found): string | undefined =>
    names.get(found) ??
    (found.side === 'item' ? add(found.name, found) : add(found.name, undefined, found))?.name;

  return {
    fields,
    has: (found) => names.has(found),
    addAlone: (found) =>
      found.side === 'item' ? add(found.name, found) : add(found.name, undefined, found),
    addPair({ item, profile }) {
      const isFirst = !names.has(item) && !names.has(profile);
      const isWordy = item.values.size > 0 || profile.values.size > 0;
      if (isFirst || isWordy) {
        const wanted = isFirst && !isAversion(profile.path) ? item.name : profile.name;
        const field = add(wanted, item, profile);
        if (!field) return undefined;
        // The item's side is embedded by the first field already.
        if (!isFirst && field.kind !== 'text') field.embed = false;
        return { item: field.name, profile: field.name };
      }
      const [ofItem, ofProfile] = [nameAlone(item), nameAlone(profile)];
      if (ofItem === undefined || ofProfile === undefined) return undefined;
      return { item: ofItem, profile: ofProfile };
    },
  };
}
