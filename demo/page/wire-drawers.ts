import { rerank, type Desk } from './desk.ts';
import { byId } from './dom.ts';
import type { Ledger } from './ledger.ts';
import type { Change } from './state.ts';

/** The drawers below the list: their code runs once they are opened. */
export function wireDrawers(desk: Desk, change: Change, ledger: Ledger): void {
  onFirstOpen('yours', async () =>
    (await import('../yours/open-yours.ts')).openYours(desk, change),
  );
  onFirstOpen('wishes', async () =>
    (await import('../cookbook/open-wishes.ts')).openWishes(desk, change),
  );
  onFirstOpen('limits-drawer', async () =>
    (await import('../cookbook/open-limits.ts')).openLimits(desk),
  );
  onFirstOpen('proof', async () =>
    (await import('../proof/open-proof.ts')).openProof(desk, change, ledger),
  );
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href="#proof"]'))
    link.addEventListener('click', (event) => {
      // The part of the address behind the # holds the page's state.
      event.preventDefault();
      const drawer = byId<HTMLDetailsElement>('proof');
      drawer.open = true;
      drawer.scrollIntoView();
      drawer.querySelector('summary')!.focus({ preventScroll: true });
    });
}

function onFirstOpen(id: string, open: () => Promise<void>): void {
  const drawer = document.getElementById(id) as HTMLDetailsElement | null;
  // Not every room has every drawer.
  if (drawer === null) return;
  const onToggle = (): void => {
    if (!drawer.open) return;
    drawer.removeEventListener('toggle', onToggle);
    open().catch((error: unknown) => {
      byId(`${id}-body`).textContent = `This part cannot be shown: ${String(error)}`;
    });
  };
  drawer.addEventListener('toggle', onToggle);
  onToggle();
}

const PAUSE_MS = 160;

/** The words that ads must hold. */
export function wireSearch(desk: Desk, change: Change, onWords: () => void): void {
  const input = byId<HTMLInputElement>('words');
  input.value = desk.state.filter;
  let timer: ReturnType<typeof setTimeout> | undefined;
  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(
      () =>
        change(async () => {
          desk.state.filter = input.value;
          await rerank(desk, { isAnimated: true });
          onWords();
        }),
      PAUSE_MS,
    );
  });
}
