import type { Item, Profile } from 'pocketrank';
import { useReranker } from 'pocketrank/react';
import { createElement, StrictMode, useEffect, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';

interface ListProps {
  model: string;
  items: Item[];
  profile: Profile;
}

/** A list that follows every click, as an application would write it. */
function List({ model, items, profile }: ListProps) {
  const { reranker, error, revision } = useReranker({ model, storage: 'memory' }, [model]);
  const [ids, setIds] = useState<string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    void reranker?.rank(items, { profile }).then((ranking) => {
      if (isCurrent) setIds(ranking.items.map(({ id }) => id));
    });
    return () => void (isCurrent = false);
  }, [reranker, revision, items, profile]);
  if (error) return createElement('p', { className: 'error' }, String(error));
  return createElement(
    'ol',
    { 'data-revision': revision },
    ids.map((id) =>
      createElement(
        'li',
        { key: id, id, onClick: () => void reranker?.record({ type: 'click', itemId: id }) },
        id,
      ),
    ),
  );
}

let root: Root | undefined;

/** Shows the list; again with other properties. */
export function show(props: ListProps): void {
  root ??= createRoot(document.body.appendChild(document.createElement('div')));
  root.render(createElement(StrictMode, undefined, createElement(List, props)));
}

export function unmount(): void {
  root?.unmount();
}
