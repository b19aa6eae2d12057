import { provideReranker, useRanking, useReranker } from 'pocketrank/vue';
import { createApp, defineComponent, h, shallowRef, type App } from 'vue';
import type { FrameworkPage, Row } from './framework-page.ts';

const items = shallowRef<readonly Row[]>([]);

const List = defineComponent(() => {
  const ranking = useRanking(items);
  const reranker = useReranker();
  return () =>
    h(
      'ol',
      { 'data-error': ranking.value.error ? String(ranking.value.error) : '' },
      ranking.value.items.map(({ id }) =>
        h(
          'li',
          {
            key: id,
            onClick: () => reranker.value.reranker?.record({ type: 'apply', itemId: id }),
          },
          id,
        ),
      ),
    );
});

let app: App | undefined;

export const page: FrameworkPage = {
  show({ model, rows }) {
    items.value = rows;
    app ??= createApp(
      defineComponent(() => {
        provideReranker({ model, storage: 'memory' });
        return () => h('main', [h(List), h(List)]);
      }),
    );
    app.mount(document.body.appendChild(document.createElement('div')));
  },
  change: (rows) => void (items.value = rows),
  unmount: () => app?.unmount(),
};
