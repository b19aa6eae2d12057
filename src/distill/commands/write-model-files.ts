import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadStudent } from '../../core/student/load.ts';
import type { Distilled } from '../recipe/distill.ts';
import { withTemporaryFile } from '../files/with-temporary-file.ts';
import { writeModelCard, type ModelCardFacts } from './write-model-card.ts';

/** Sizes of a written model file. */
export interface ModelSizes {
  bytes: number;
  gzipBytes: number;
}

/** A model and what stands beside it. */
export interface ModelFilePaths {
  model: string;
  metrics: string;
  card: string;
  report: string;
  /** Where the log gave any. */
  residuals: string;
}

/** `models/x.safetensors` → that, and `.metrics.json`, `.card.md`, `.report.html` and `.residuals.safetensors` beside it. */
export function modelFilePaths(out: string): ModelFilePaths {
  const stem = out.replace(/\.safetensors$/, '');
  return {
    model: out,
    metrics: `${stem}.metrics.json`,
    card: `${stem}.card.md`,
    report: `${stem}.report.html`,
    residuals: `${stem}.residuals.safetensors`,
  };
}

/**
 * Writes a model file, its metrics, its card, its report and its residuals: all are on the disk before the first
 * takes its name, and the model takes its own last, so that a model never stands without them.
 *
 * @throws FILE_FAILED; nothing is then left half-written
 */
export async function writeModelFiles(
  out: string,
  { bytes, metrics, report, notes, residuals }: Distilled,
  data: Pick<ModelCardFacts, 'source' | 'simulated' | 'command' | 'notices'>,
): Promise<ModelSizes> {
  const paths = modelFilePaths(out);
  const gzipBytes = gzipSync(bytes, { level: 9 }).length;
  const card = writeModelCard(loadStudent(bytes), {
    out,
    report,
    notes,
    html: basename(paths.report),
    bytes: bytes.length,
    gzipBytes,
    ...data,
  });
  // What draws plots is large; only a model that is finished needs it.
  const { renderModelReport } = await import('../report/model-report.ts');
  const html = renderModelReport(metrics, {
    name: basename(out),
    data: data.source,
    command: data.command,
    gzipBytes,
  });
  const sizes = { bytes: bytes.length, gzipBytes };
  const files: [path: string, content: Uint8Array | string][] = [
    [paths.model, bytes],
    [paths.metrics, `${JSON.stringify({ ...metrics, size: sizes }, null, 2)}\n`],
    [paths.card, card],
    [paths.report, html],
  ];
  if (residuals !== undefined) files.push([paths.residuals, residuals]);
  await writeTogether(files);
  return sizes;
}

async function writeTogether([first, ...rest]: [string, Uint8Array | string][]): Promise<void> {
  if (first === undefined) return;
  const [path, content] = first;
  await withTemporaryFile(path, async (temporaryPath) => {
    await writeFile(temporaryPath, content);
    await writeTogether(rest);
  });
}
