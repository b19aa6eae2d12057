import type { Profile } from 'pocketrank';

/** What the printed program ranks by. */
export interface CodeState {
  profile: Profile;
  /** Weight of the policy; undefined: the model's own. */
  alpha?: number | undefined;
}

export const CODE_KINDS = ['page', 'React', 'webview'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

/** Days are enough for people to read. */
function shortDates(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^(\d{4}-\d\d)-\d\dT[\d:.]+Z$/, '$1') : value;
}

const indent = (text: string, by: string): string => text.replaceAll('\n', `\n${by}`);

/** The program that makes this very list, for somebody who embeds the package. */
export function codeFor(kind: CodeKind, state: CodeState): string {
  const profile = JSON.stringify(state.profile, shortDates, 2);
  const options = state.alpha === undefined ? '{ profile }' : `{ profile, alpha: ${state.alpha} }`;
  if (kind === 'React') return reactCode(profile, options);
  return kind === 'webview' ? webviewCode(profile, options) : pageCode(profile, options);
}

const pageCode = (
  profile: string,
  options: string,
): string => `import { createReranker } from 'pocketrank';

const profile = ${profile};
const reranker = await createReranker();

async function show() {
  const { items } = await reranker.rank(jobs, ${options});
  list.replaceChildren(...items.map(({ id, item }) => cardOf(id, item)));
}

await show();
reranker.observe(list); // clicks on [data-item-id] count at once
reranker.subscribe(show);
`;

const reactCode = (
  profile: string,
  options: string,
): string => `import { useEffect, useState } from 'react';
import { useReranker } from 'pocketrank/react';

const profile = ${profile};

export function Jobs({ jobs }) {
  const { reranker, revision } = useReranker();
  const [items, setItems] = useState([]);
  useEffect(() => {
    reranker?.rank(jobs, ${options}).then((ranking) => setItems(ranking.items));
  }, [reranker, revision, jobs]);
  return items.map(({ id, item }) => (
    <button key={id} onClick={() => reranker.record({ type: 'click', itemId: id })}>
      {item.title}
    </button>
  ));
}
`;

const webviewCode = (
  profile: string,
  options: string,
): string => `<!-- in the app's own bundle, with the model beside it -->
<script src="pocketrank.global.js"></script>
<script>
  const profile = ${indent(profile, '  ')};
  const ready = PocketRank.createReranker({ model: 'jobs-en.safetensors' });

  // The app calls this, and gets ids in order.
  async function rankJobs(jobs) {
    const { items } = await (await ready).rank(jobs, ${options});
    return items.map(({ id }) => id);
  }
</script>
`;
