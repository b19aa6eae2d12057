import { PocketRankError } from '../../core/errors.ts';
import type { JobPosting } from '../../core/types.ts';
import { badRowsError, createBadRowCollector } from '../tables/bad-rows.ts';
import { checkJob, hasProblem } from '../tables/check-rows.ts';
import { TABLE_FORMATS, tableFormat, tableStem } from '../tables/formats.ts';
import { isBroken } from '../tables/raw-row.ts';
import { readRows } from '../tables/read-rows.ts';

const MAX_REPORTED = 20;

/**
 * Reads one table of jobs, checked row by row.
 *
 * @returns jobs by key, in file order
 * @throws FILE_FAILED, INVALID_TABLE, MISSING_TABLE, MISSING_PACKAGE
 */
export async function readJobsFile(path: string): Promise<Map<string, JobPosting>> {
  const format = tableFormat(path);
  if (format === undefined) {
    throw new PocketRankError('INVALID_TABLE', `${path} has no known table format.`, {
      hint: `A table's name ends in .${TABLE_FORMATS.join(', .')}.`,
    });
  }
  const jobs = new Map<string, JobPosting>();
  const bad = createBadRowCollector(MAX_REPORTED);
  const known = { jobs, profiles: new Map<string, never>() };
  for await (const batch of readRows({ kind: 'jobs', name: tableStem(path), path, format })) {
    for (const row of batch) {
      const at = { file: path, line: row.line };
      if (isBroken(row)) {
        bad.add({ ...at, reason: 'does-not-parse', message: row.problem });
        continue;
      }
      const checked = checkJob(row.value, known);
      if (hasProblem(checked)) bad.add({ ...at, ...checked.problem });
      else jobs.set(checked.row.key, checked.row.job);
    }
  }
  if (bad.summary.count > 0) throw badRowsError(path, bad.summary);
  if (jobs.size === 0) {
    throw new PocketRankError('MISSING_TABLE', `${path} has no rows.`, { hint: 'Fill the table.' });
  }
  return jobs;
}
