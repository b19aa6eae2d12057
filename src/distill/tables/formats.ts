/** The file formats of a table, by the end of the file name. */
export const TABLE_FORMATS = ['jsonl', 'jsonl.gz', 'csv', 'parquet'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** The format that a file name says, or `undefined` for a name that is no table's. */
export function tableFormat(path: string): TableFormat | undefined {
  return TABLE_FORMATS.find((format) => path.endsWith(`.${format}`));
}

/** A file name without its folder and its format: `a/validation-slates.jsonl.gz` → `validation-slates`. */
export function tableStem(path: string): string {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  const format = tableFormat(name);
  return format === undefined ? name : name.slice(0, -format.length - 1);
}
