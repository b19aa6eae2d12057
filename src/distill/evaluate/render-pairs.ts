import type { Json } from '../../core/types.ts';
import { formatInterval, formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import { intervalJson } from './render-evaluation.ts';
import type { PairsReport, PairsRow, WrongPair } from './evaluate-pairs.ts';

/** Accuracy on pairs for the console, by kind, and the pairs that are wrong. */
export function renderPairs({ name, kinds, all, wrong }: PairsReport, source: string): string {
  const right = 'right' as const;
  const rows = kinds.length > 1 ? [...kinds, all] : [all];
  const table = renderTable(
    [
      { title: 'kind' },
      { title: 'pairs', align: right },
      { title: 'right', align: right },
      { title: 'accuracy', align: right },
      { title: 'BM25 (ties half)', align: right },
      { title: 'data' },
    ],
    rows.map(({ kind, right: count, accuracy, bm25 }) => [
      kind,
      String(accuracy.n),
      String(count),
      formatInterval(accuracy),
      formatNumber(bm25),
      source,
    ]),
  );
  return [`${name}\n`, table, ...wrong.map(renderWrong)].join('');
}

function renderWrong({ pair, scores }: WrongPair): string {
  const { id, kind, note, itemIds } = pair;
  const [better, worse] = itemIds.map((key, i) => `${key} ${formatNumber(scores[i]!, 2)}`);
  return `Wrong: ${id} (${kind}${note === undefined ? '' : `, ${note}`}): ${better} is not above ${worse}\n`;
}

/** The same as JSON, unrounded. */
export function pairsJson({ name, kinds, all, wrong }: PairsReport): Json {
  return {
    name,
    kinds: kinds.map(rowJson),
    all: rowJson(all),
    wrong: wrong.map(({ pair: { id, kind, note, itemIds }, scores }) => ({
      id,
      kind,
      note: note ?? null,
      better: itemIds[0],
      worse: itemIds[1],
      scores: [...scores],
    })),
  };
}

function rowJson({ kind, right, accuracy, bm25 }: PairsRow): Json {
  return { kind, right, accuracy: intervalJson(accuracy), bm25 };
}
