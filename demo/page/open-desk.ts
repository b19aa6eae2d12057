import type { Item, Reranker } from 'pocketrank';
import type { ShownItem } from '../read/item.ts';
import type { PersonFile } from '../read/person.ts';
import type { Room } from '../read/room.ts';
import { readShown } from '../read/shown.ts';
import { readAddress } from './address.ts';
import { createCardList } from './card-list.ts';
import type { Coach } from './coach.ts';
import { rerank, type Desk } from './desk.ts';
import { byId } from './dom.ts';
import { loadBytes } from './load.ts';
import { peopleInputs } from './people.ts';
import { createRerankers } from './rerankers.ts';
import { drawSignals } from './signal-panel.ts';
import { showBalance } from './wire-controls.ts';

/** The desk, and what opens a person's reranker. */
export interface Opened {
  desk: Desk;
  openReranker: (personId: string) => Promise<Reranker>;
}

/**
 * Loads the model and the person that the address names, else the first one, and draws their list.
 *
 * @throws where the model or the person cannot be had
 */
export async function openDesk(
  room: Room,
  coach: Coach,
  loadPerson: (id: string) => Promise<PersonFile>,
): Promise<Opened> {
  const address = readAddress(location.hash);
  const inputs = peopleInputs();
  const input = inputs.find(({ value }) => value === address.person) ?? inputs[0]!;
  const [model, person] = await Promise.all([
    loadBytes(address.model ? `models/${address.model}.safetensors` : room.model),
    loadPerson(input.value),
  ]);
  const openReranker = createRerankers(model);
  const reranker = await openReranker(person.id);
  const { profile, items } = person;
  const usual = room.alpha ?? reranker.model.alpha;
  const alpha = address.policy === undefined ? usual : address.policy / 100;
  const filter = address.words ?? '';
  const cards = createCardList(byId('items'));
  const read = (item: Item): ShownItem => readShown(desk.state.person, item);
  const state = { room, read, person, profile, items, reranker, alpha, filter };
  const desk: Desk = {
    cards,
    coach,
    model,
    onPerson: new Set(),
    onDrawn: new Set(),
    state: { ...state, ranking: undefined, isAllShown: false },
  };
  input.checked = true;
  byId('line').textContent = person.line;
  showBalance(alpha);
  // What was drawn for somebody else gives way.
  if (input !== inputs[0]) cards.clear();
  await rerank(desk);
  await drawSignals(desk);
  byId('items').setAttribute('aria-busy', 'false');
  return { desk, openReranker };
}
