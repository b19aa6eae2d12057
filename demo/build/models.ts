import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { loadStudent } from 'pocketrank/distill';
import { html, type Html } from '../view/html.ts';

/** A student that the page can rank with. */
export interface ModelChoice {
  /** The file's name without its ending. */
  name: string;
  gzipBytes: number;
  /** NDCG@10 of the student on what it was measured on, and whether that was simulated. */
  ndcg: number | undefined;
  isSimulated: boolean;
}

const ENDING = '.safetensors';
/** What the evaluation calls the student as it ships. */
const SHIPPED = 'student, int8';

interface Measured {
  simulated?: boolean;
  evaluation?: { models?: { name: string; metrics?: Record<string, { mean: number }> }[] };
}

/** The students of a folder, the usual one first. */
export async function readModels(folder: URL, usual: string): Promise<ModelChoice[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(ENDING)).sort();
  const models = await Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(new URL(file, folder));
      const metrics = JSON.parse(loadStudent(bytes).metadata['metrics'] ?? '{}') as Measured;
      const own = metrics.evaluation?.models?.find(({ name }) => name === SHIPPED);
      return {
        name: file.slice(0, -ENDING.length),
        gzipBytes: gzipSync(bytes).length,
        ndcg: own?.metrics?.['nDCG@10']?.mean,
        isSimulated: metrics.simulated === true,
      };
    }),
  );
  return models.sort((a, b) => Number(b.name === usual) - Number(a.name === usual));
}

const NAMES: Readonly<Record<string, string>> = {
  own: 'just distilled here',
  jobs: 'many languages',
};

/** The choice of students, each with its size and its figure. */
export function renderModels(models: readonly ModelChoice[]): Html {
  const options = models.map(({ name, gzipBytes, ndcg, isSimulated }) => {
    const size = `${Math.round(gzipBytes / 1000)} kB`;
    const figure =
      ndcg === undefined ? '' : `, NDCG@10 ${ndcg.toFixed(3)}${isSimulated ? ' (simulated)' : ''}`;
    return html`<option value="${name}">${NAMES[name] ?? name}: ${size}${figure}</option> `;
  });
  return html`<label class="model"
    >Model
    <select id="model">
      ${options}
    </select></label
  >`;
}
