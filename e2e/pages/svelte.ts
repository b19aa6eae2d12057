import { rerankerStore, type RankingReadable } from 'pocketrank/svelte';
import { mount, unmount } from 'svelte';
import type { FrameworkPage, Row } from './framework-page.ts';
import List from './list.svelte';

let list: RankingReadable<Row> | undefined;
let mounted: object[] = [];

export const page: FrameworkPage = {
  show({ model, rows }) {
    const reranker = rerankerStore({ model, storage: 'memory' });
    list = reranker.ranking<Row>();
    list.show(rows);
    const target = document.body;
    mounted = [1, 2].map(() => mount(List, { target, props: { list, reranker } }));
  },
  change: (rows) => list?.show(rows),
  unmount: () => mounted.forEach((component) => void unmount(component)),
};
