/**
 * The public API as an application uses it, for the compiler alone: `tsc -b` holds it against the sources,
 * `test/package.test.ts` against the published types, with the libraries' own declarations checked too.
 */
import {
  createReranker,
  isPocketRankError,
  type JobPosting,
  type RankedItem,
  type Ranking,
  type Reranker,
  type Resume,
} from 'pocketrank';

type BoardItem = { identifier: string; title: string; salary: number };
interface OwnJob {
  id: string;
  title: string;
  relevance: number;
}
interface OwnPerson {
  skills: { name: string }[];
}
declare const person: OwnPerson;
/** Compiles only where both types are the same. */
type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(isSame: Same<A, B>): void => void isSame;

export async function usage(container: HTMLElement, bytes: ArrayBuffer): Promise<void> {
  const reranker: Reranker = await createReranker();
  await createReranker({ model: bytes, engine: 'scalar', storage: 'memory', consent: false });
  await createReranker({
    model: new URL('https://example.com/student.safetensors'),
    engine: 'auto',
    storage: 'indexeddb',
    now: () => 0,
  });
  await createReranker({ model: new Uint8Array(bytes), engine: 'wasm' });
  await createReranker({ model: 'student.safetensors' });

  // An item of the application's own shape comes back as it went in.
  const items: BoardItem[] = [{ identifier: '1', title: 'Nurse', salary: 1 }];
  const ranking = await reranker.rank(items, { profile: {}, limit: 10, explain: true });
  same<typeof ranking, Ranking<BoardItem>>(true);
  same<typeof ranking.items, RankedItem<BoardItem>[]>(true);
  const [first] = ranking.items;
  if (first) {
    same<typeof first.item.salary, number>(true);
    const numbers: number[] = [
      first.score,
      first.policy,
      first.click,
      first.personal,
      first.rank,
      first.baseRank,
    ];
    const words: string[] = [first.id, ranking.engine, String(numbers)];
    words.push(...(first.reasons ?? []).map(String));
  }
  // JSON-LD that a page carries for search engines, and read-only lists.
  await reranker.rank([{ '@type': 'JobPosting', identifier: { value: 7 }, title: 'Cook' }]);
  const page = await reranker.rank({ '@context': 'https://schema.org', '@graph': [] });
  same<typeof page, Ranking>(true);
  for (const { index, item, code, reason } of page.unread) String([index, item, code, reason]);
  await reranker.rank(Object.freeze([...items]));

  // A host's own interface, which has no index signature, comes back as it went in; so does what it is ranked by.
  const jobs: readonly OwnJob[] = [{ id: '1', title: 'Nurse', relevance: 2 }];
  const own = await reranker.rank(jobs, {
    profile: person,
    prior: { values: (job: OwnJob) => job.relevance, weight: 1 },
  });
  same<typeof own, Ranking<OwnJob>>(true);
  for (const { item } of own.items) same<typeof item.title, string>(true);
  await reranker.rank(jobs, { prior: (job) => job.relevance });
  await reranker.record({ type: 'click', itemId: '1', item: jobs[0] });
  // Where an item is said to be a JobPosting, its fields are known, and a slip of the pen is found.
  const posting: JobPosting = {
    title: 'Cook',
    jobLocation: { address: { addressLocality: 'Leeds' } },
  };
  const postings = await reranker.rank([posting]);
  same<(typeof postings.items)[0]['item'], JobPosting>(true);
  // @ts-expect-error There is no such field.
  const slip: JobPosting = { titel: 'Cook' };
  const resume: Resume = { basics: { label: 'Cook' }, skills: [{ name: 'Grilling' }] };
  await reranker.rank([slip], { profile: resume });

  // What is undefined is left out, also where the compiler tells the two apart.
  await createReranker({ model: undefined, engine: undefined, now: undefined, signal: undefined });
  await reranker.rank(items, { limit: undefined, explain: undefined, prior: undefined });
  await reranker.record({ type: 'click', itemId: '1', position: undefined, at: undefined });
  reranker.observe(container, { visibleMs: undefined });

  // The ways to give a model.
  await createReranker({ model: () => new Uint8Array(bytes) });
  await createReranker({ model: () => Promise.resolve({ default: () => new Uint8Array(bytes) }) });
  await createReranker({ basePath: '/static/pocketrank/' });

  await reranker.record({ type: 'click', itemId: '1', position: 1, at: 0, item: items[0]! });
  await reranker.record({ type: 'dismiss', itemId: 1 });
  const stop = reranker.observe(container);
  stop();
  await reranker.export();
  await reranker.undo();
  await reranker.forget();
  same<typeof reranker.engine.name, string>(true);
  same<typeof reranker.engine.reason, string>(true);
  for (const { name, reason } of reranker.engine.rejected) String(name + reason);
  reranker.dispose();

  // @ts-expect-error There is no such engine.
  await createReranker({ engine: 'gpu' });
  // @ts-expect-error A model is an address or bytes.
  await createReranker({ model: 7 });
  // @ts-expect-error An option that does not exist is a slip of the pen.
  await createReranker({ modell: bytes });
  // @ts-expect-error Nor is there such an option of a ranking.
  await reranker.rank(items, { limt: 3 });
  // @ts-expect-error Items are objects.
  await reranker.rank(['1']);
  // @ts-expect-error Nor is a list a text.
  await reranker.rank('1');
  // @ts-expect-error A signal names an item.
  await reranker.record({ type: 'click' });
  // @ts-expect-error A signal has a type.
  await reranker.record({ itemId: '1' });
  // @ts-expect-error What the reranker says of itself is not to be set.
  reranker.engine = { name: 'mine', reason: '', rejected: [] };
}

/** Codes are known to the compiler, so that a program handles the right ones. */
export function handle(error: unknown): string {
  if (!isPocketRankError(error)) return 'not ours';
  if (isPocketRankError(error, 'MODEL_UNREACHABLE')) return error.hint ?? '';
  return error.code;
}

/** Misspelt codes are found by the compiler. */
export function misspelt(error: unknown): boolean {
  // @ts-expect-error There is no such code.
  return isPocketRankError(error, 'NO_SUCH_CODE');
}
