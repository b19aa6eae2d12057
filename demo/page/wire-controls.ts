import { readAddress, writeAddress } from './address.ts';
import { balanceText } from '../view/balance.ts';
import { make } from './make.ts';
import { rerank, type Desk } from './desk.ts';
import { byId } from './dom.ts';
import { drawLines } from './lines.ts';
import { undoLast } from './signal-panel.ts';
import type { Change } from './state.ts';

/** The slider between policy and clicks: the list follows as fast as it is drawn. */
export function wireSlider(desk: Desk, change: Change, onBalance: () => void): void {
  const input = byId<HTMLInputElement>('alpha');
  let isPending = false;
  input.addEventListener('input', () => {
    desk.state.alpha = Number(input.value) / 100;
    showBalance(desk.state.alpha);
    if (isPending) return;
    isPending = true;
    change(async () => {
      isPending = false;
      await rerank(desk, { isAnimated: true });
      onBalance();
    });
  });
}

/** Shows the weight of the policy. */
export function showBalance(alpha: number): void {
  byId<HTMLInputElement>('alpha').value = String(Math.round(100 * alpha));
  byId('alpha-value').textContent = balanceText(alpha);
}

/** Which student ranks: the page begins anew with another. */
export function wireModels(): void {
  const select = document.querySelector<HTMLSelectElement>('#model');
  if (select === null) return;
  const address = readAddress(location.hash);
  if (address.model) select.value = address.model;
  select.addEventListener('change', () => {
    location.hash = writeAddress({ ...readAddress(location.hash), model: select.value });
    location.reload();
  });
}

/** The two lists, one at a time where the screen is narrow. */
export function wireTabs(): void {
  const tabs = { items: byId('tab-items'), clicked: byId('tab-clicked') };
  const show = (chosen: keyof typeof tabs): void => {
    byId('frame').dataset['tab'] = chosen;
    for (const [name, tab] of Object.entries(tabs))
      tab.setAttribute('aria-pressed', String(name === chosen));
  };
  for (const name of ['items', 'clicked'] as const)
    tabs[name].addEventListener('click', () => show(name));
  const redraw = (): void =>
    drawLines(byId<SVGSVGElement>('lines'), byId('clicked'), byId('items'));
  new ResizeObserver(redraw).observe(byId('frame'));
}

/** Undo, export, forget. */
export function wireSignals(desk: Desk, change: Change): void {
  byId('signals').addEventListener('click', (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-undo]')?.dataset['undo'];
    if (id === undefined) return;
    change(async () => {
      await desk.state.reranker.undo(id);
      desk.coach.say('Taken back: the list is as if it had not been.');
      byId('signals-title').focus();
    });
  });
  const undo = (): void =>
    change(async () => {
      if (await undoLast(desk)) desk.coach.say('Taken back: the list is as if it had not been.');
    });
  byId('undo').addEventListener('click', undo);
  byId('coach-undo').addEventListener('click', undo);
  byId('forget').addEventListener('click', () =>
    change(async () => {
      await desk.state.reranker.forget();
      desk.coach.say('Forgotten. This is the order for everyone with this profile again.');
    }),
  );
  byId('export').addEventListener('click', () => change(() => download(desk)));
}

async function download({ state }: Desk): Promise<void> {
  const data = JSON.stringify(await state.reranker.export(), undefined, 2);
  const url = URL.createObjectURL(new Blob([data], { type: 'application/json' }));
  make('a', { href: url, download: 'pocketrank-export.json' }).click();
  URL.revokeObjectURL(url);
}
