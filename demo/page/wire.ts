import type { PersonFile } from '../read/person.ts';
import { formatMs } from '../view/timings.ts';
import { readAddress, writeAddress } from './address.ts';
import { showPerson } from './choose-person.ts';
import { rerank, type Desk } from './desk.ts';
import { byId } from './dom.ts';
import { cutLine, type Network } from './network.ts';
import type { Opened } from './open-desk.ts';
import { tellChange } from './react.ts';
import type { Ledger } from './ledger.ts';
import { wireDrawers, wireSearch } from './wire-drawers.ts';
import { drawSignals } from './signal-panel.ts';
import { createQueue, type Change } from './state.ts';
import { wireModels, wireSignals, wireSlider, wireTabs } from './wire-controls.ts';
import { wireList } from './wire-list.ts';

/** Lets the page's controls work. */
export function wire(
  { desk, openReranker }: Opened,
  loadPerson: (id: string) => Promise<PersonFile>,
  network: Network,
  ledger: Ledger,
): void {
  const { state, coach } = desk;
  const change = createQueue((error) =>
    coach.say(error instanceof Error ? error.message : String(error)),
  );
  const touch = createTouch();
  let stop = follow(desk, change, touch);
  byId('people').addEventListener('change', (event) => {
    const { value } = event.target as HTMLInputElement;
    change(async () => {
      const [person, reranker] = await Promise.all([loadPerson(value), openReranker(value)]);
      stop();
      await showPerson(desk, person, reranker);
      stop = follow(desk, change, touch);
      noteAddress(desk);
      coach.say(`Now for: ${state.person.line}`);
    });
  });
  wireList(desk, change, touch.set);
  wireSlider(desk, change, () => noteAddress(desk));
  wireTabs();
  wireModels();
  wireSignals(desk, change);
  wireSearch(desk, change, () => noteAddress(desk));
  wireDrawers(desk, change, ledger);
  byId('cut').addEventListener('click', () => change(() => cut(desk, network)));
}

/** Which item the person has last touched. */
interface Touch {
  set(id: string): void;
  /** The item, once. */
  take(): string | undefined;
}

function createTouch(): Touch {
  let touched: string | undefined;
  return {
    set: (id) => void (touched = id),
    take() {
      const id = touched;
      touched = undefined;
      return id;
    },
  };
}

/** Follows the person's signals, also those of another tab. Gives the way to stop. */
function follow(desk: Desk, change: Change, touch: Touch): () => void {
  const { reranker } = desk.state;
  const stops = [
    reranker.subscribe(() => change(() => onSignals(desk, touch))),
    reranker.observe(byId('items')),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

async function onSignals(desk: Desk, touch: Touch): Promise<void> {
  const { state, coach } = desk;
  const before = new Map(state.ranking?.items.map(({ id, rank }) => [id, rank]));
  const anchor = touch.take();
  await rerank(desk, { isAnimated: true, anchor });
  const signals = await drawSignals(desk);
  const last = [...signals]
    .reverse()
    .find(({ itemId, type }) => itemId === anchor && type !== 'view');
  if (last) coach.say(tellChange(state, last, before), true);
}

/** Puts into the address what is not personal, so that it can be shared. */
export function noteAddress({ state }: Desk): void {
  const isUsual = state.alpha === (state.room.alpha ?? state.reranker.model.alpha);
  const hash = writeAddress({
    person: state.person.id,
    policy: isUsual ? undefined : Math.round(100 * state.alpha),
    words: state.filter,
    model: readAddress(location.hash).model,
  });
  history.replaceState(undefined, '', hash);
}

/** Cuts the line, and makes the list once more without it. */
async function cut(desk: Desk, network: Network): Promise<void> {
  const { state, cards, coach } = desk;
  cutLine();
  network.showCut();
  // For a moment as the server sent it: what follows is made without a server.
  const given = [...state.ranking!.items].sort((a, b) => a.givenRank - b.givenRank);
  cards.arrange(given.map(({ id }) => id));
  const { timings } = await rerank(desk, { isAnimated: true });
  coach.noteDone('offline');
  const ms = formatMs(timings.totalMs);
  coach.say(`Nobody can be reached now, and the list was made anew in ${ms}. Reload to mend it.`);
}
