import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { tableFormat } from '../tables/formats.ts';
import { isBroken } from '../tables/raw-row.ts';
import { readRows } from '../tables/read-rows.ts';

/**
 * Refuses to write over a table that holds grades of others: what people graded cannot be had again.
 *
 * @throws INVALID_ARGUMENT; FILE_FAILED or INVALID_TABLE where what stands there cannot be read
 */
export async function checkNoOtherGraders(out: string, own: readonly string[]): Promise<void> {
  const path = resolve(out);
  const format = tableFormat(path);
  const found = await stat(path).catch(() => undefined);
  if (format === undefined || found?.isFile() !== true) return;
  const others = new Map<string, number>();
  for await (const batch of readRows({ kind: 'grades', parts: [{ path, format, columns: {} }] })) {
    for (const row of batch) {
      if (isBroken(row)) continue;
      const { grader: other = 'unknown' } = (row.value ?? {}) as { grader?: unknown };
      if (!own.includes(String(other)))
        others.set(String(other), (others.get(String(other)) ?? 0) + 1);
    }
  }
  if (others.size === 0) return;
  const list = [...others].map(([name, rows]) => `${rows} by ${name}`).join(', ');
  throw new PocketRankError('INVALID_ARGUMENT', `${out} holds grades of others: ${list}.`, {
    hint: 'Write to another table; name the tables to compare with in --grades.',
  });
}
