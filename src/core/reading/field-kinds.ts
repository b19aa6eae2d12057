/** What a field holds; decides how it is read and which tokens it gives. */
export const FIELD_KINDS = [
  'text',
  'tags',
  'category',
  'number',
  'amount',
  'duration',
  'place',
  'time',
  'flag',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];
