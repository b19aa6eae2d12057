import { RerankerProvider, useRanking, useReranker } from 'pocketrank/react';
import { createElement, StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { FrameworkPage, Row } from './framework-page.ts';

function List({ rows }: { rows: readonly Row[] }) {
  const { items, error } = useRanking(rows);
  const { reranker } = useReranker();
  return createElement(
    'ol',
    { 'data-error': error ? String(error) : '' },
    items.map(({ id }) =>
      createElement(
        'li',
        { key: id, onClick: () => void reranker?.record({ type: 'apply', itemId: id }) },
        id,
      ),
    ),
  );
}

let root: Root | undefined;
let options: { model: string; storage: 'memory' } | undefined;
const render = (rows: readonly Row[]): void =>
  root?.render(
    createElement(
      StrictMode,
      undefined,
      createElement(
        RerankerProvider,
        { options },
        createElement(List, { rows }),
        createElement(List, { rows }),
      ),
    ),
  );

export const page: FrameworkPage = {
  show({ model, rows }) {
    root = createRoot(document.body.appendChild(document.createElement('div')));
    options = { model, storage: 'memory' };
    render(rows);
  },
  change: render,
  unmount: () => root?.unmount(),
};
