import type { Desk } from '../page/desk.ts';
import { candidates } from '../page/desk.ts';
import { byId, fill } from '../page/dom.ts';
import type { Ledger } from '../page/ledger.ts';
import type { Change } from '../page/state.ts';
import { html } from '../view/html.ts';
import { race, type Lap } from './race.ts';
import { listStored } from './stored.ts';
import { tastesOf } from './taste.ts';
import {
  renderLaps,
  renderLedger,
  renderProof,
  renderScale,
  renderStored,
  renderTastes,
  type Scaled,
} from './view.ts';

const SIZES = [200, 1000, 5000, 20_000, 100_000];

/** Draws the drawer, and keeps it up to date with all that happens. */
export function openProof(desk: Desk, change: Change, ledger: Ledger): void {
  const policy = document.querySelector<HTMLMetaElement>('meta[http-equiv]')?.content ?? '';
  fill(byId('proof-body'), renderProof(policy, desk.state.room));
  const drawLedger = (): void => fill(byId('ledger'), renderLedger(ledger.requests()));
  ledger.subscribe(drawLedger);
  drawLedger();
  const drawPersonal = (): void => void showPersonal(desk);
  let stop = desk.state.reranker.subscribe(drawPersonal);
  desk.onPerson.add(() => {
    stop();
    stop = desk.state.reranker.subscribe(drawPersonal);
    drawPersonal();
  });
  drawPersonal();
  byId('tastes').addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-taste]');
    if (!button) return;
    change(async () => {
      for (const id of button.dataset['taste']!.split(' ')) await desk.state.reranker.undo(id);
      byId('tastes').focus();
    });
  });
  wireRace(desk);
  wireScale(desk);
}

async function showPersonal({ state }: Desk): Promise<void> {
  const { signals } = await state.reranker.export();
  const items = new Map(state.ranking?.items.map(({ id, item }) => [id, item]));
  fill(
    byId('tastes'),
    renderTastes(
      state.room.one,
      tastesOf(signals, (id) => items.get(id), state),
    ),
  );
  // What is written a moment later is counted too.
  await state.reranker.flush();
  fill(byId('stored'), renderStored(await listStored()));
}

function wireRace(desk: Desk): void {
  const button = byId<HTMLButtonElement>('run-race');
  button.addEventListener('click', async () => {
    button.disabled = true;
    const laps: Lap[] = [];
    const { state, model } = desk;
    await race(model, candidates(state), state.profile, (lap) => {
      laps.push(lap);
      fill(byId('race'), renderLaps(laps));
    });
    button.disabled = false;
  });
}

function wireScale({ state, model }: Desk): void {
  const button = byId<HTMLButtonElement>('run-scale');
  button.addEventListener('click', () => {
    button.disabled = true;
    const rows: Scaled[] = [];
    const worker = new Worker(new URL('scale.js', document.baseURI), { type: 'module' });
    const end = (note: string): void => {
      fill(
        byId('scale'),
        rows.length > 0 ? renderScale(state.room.many, rows, note) : html`<p>${note}</p>`,
      );
      worker.terminate();
      button.disabled = false;
    };
    worker.addEventListener('error', ({ message }) => end(message || 'The worker cannot start.'));
    worker.addEventListener('message', ({ data }) => {
      const { done, error, engine } = data as { done?: true; error?: string; engine?: string };
      if (done) return end('The page answered all the while: a worker did it.');
      if (error !== undefined) return end(error);
      rows.push(data as Scaled);
      fill(byId('scale'), renderScale(state.room.many, rows, `By ${engine}; more to come …`));
    });
    fill(byId('scale'), html`<p class="quiet">Ranking …</p>`);
    const { items, profile } = state;
    worker.postMessage({ model: model.slice(0), items, profile, sizes: SIZES });
  });
}
