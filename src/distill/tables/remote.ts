/** Addresses that DuckDB's extension `httpfs` opens. */
const REMOTE = /^(s3|s3a|s3n|gs|gcs|r2|https?):\/\//i;

/** Whether a path is an address of a store, which DuckDB alone reads. */
export function isRemote(path: string): boolean {
  return REMOTE.test(path);
}
