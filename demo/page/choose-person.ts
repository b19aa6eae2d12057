import type { PersonFile } from '../read/person.ts';
import { byId } from './dom.ts';
import { rerank, type Desk } from './desk.ts';
import { drawSignals } from './signal-panel.ts';

/** Shows another person: their candidates, and what they did here. */
export async function showPerson(
  desk: Desk,
  person: PersonFile,
  reranker: Desk['state']['reranker'],
): Promise<void> {
  const { state, cards } = desk;
  Object.assign(state, {
    person,
    profile: person.profile,
    items: person.items,
    reranker,
    isAllShown: false,
  });
  byId('line').textContent = person.line;
  cards.clear();
  await rerank(desk);
  await drawSignals(desk);
  for (const tell of desk.onPerson) tell();
}
