import { createReranker, type Reranker } from 'pocketrank';
import { postingsOf, type Language, type LanguagesFile } from './languages/file.ts';
import { renderOrder, verdictOf, type Order } from './languages/view.ts';
import { byId, fill } from './page/dom.ts';
import { idle } from './page/idle.ts';
import { loadBytes, loadJson } from './page/load.ts';
import { installWorker, keepRoom } from './page/offline.ts';
import { renderPeople } from './view/people.ts';

/** The two models, by the id of the column that each fills. */
const MODELS = { english: 'models/jobs-en.safetensors', many: 'models/jobs.safetensors' };
type Column = keyof typeof MODELS;

/** By the policy alone: what a click on a foreign ad is worth neither model has learned. */
const ALPHA = 1;

async function orderBy(
  reranker: Reranker,
  language: Language,
  file: LanguagesFile,
): Promise<Order> {
  const { profile } = file;
  const { items } = await reranker.rank(postingsOf(language), { profile, alpha: ALPHA });
  return items.map(({ givenRank, policy }) => ({ ad: givenRank - 1, policy }));
}

async function open(column: Column): Promise<Reranker> {
  const model = await loadBytes(MODELS[column]);
  return createReranker({ model, storage: 'memory' });
}

async function main(): Promise<void> {
  const file = await loadJson<LanguagesFile>('languages/ads.json');
  const [english, many] = await Promise.all([open('english'), open('many')]);
  const rerankers: Record<Column, Reranker> = { english, many };
  const choices = file.languages.map(({ id, name }) => ({ id, name, line: '' }));
  fill(byId('languages'), renderPeople(choices, choices[0]!.id));
  const show = async (id: string): Promise<void> => {
    const language = file.languages.find((one) => one.id === id)!;
    for (const column of ['english', 'many'] as const) {
      const order = await orderBy(rerankers[column], language, file);
      fill(byId(column), renderOrder(language, order));
      byId(`${column}-verdict`).textContent = verdictOf(language, order);
    }
  };
  byId('languages').addEventListener('change', ({ target }) => {
    void show((target as HTMLInputElement).value).catch(fail);
  });
  await show(choices[0]!.id);
  byId('room').setAttribute('aria-busy', 'false');
}

function fail(error: unknown): void {
  const box = byId('failure');
  box.textContent = `The languages cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
  box.hidden = false;
}

main()
  .catch(fail)
  .finally(async () => {
    await idle();
    await installWorker();
    await keepRoom();
    document.body.dataset['settled'] = '';
  });
