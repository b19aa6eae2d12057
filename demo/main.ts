import {
  createReranker,
  isPocketRankError,
  type Item,
  type Profile,
  type Ranking,
  type Reranker,
} from 'pocketrank';
import { countRequests } from './count-requests.ts';
import { byId, make } from './dom.ts';
import { glide, measure } from './flip.ts';
import { createItemCard, type ItemCard } from './item-card.ts';
import { drawProfile, drawProfiles, drawSignals, drawTimings, formatMs } from './panels.ts';
import { readProfile } from './read-item.ts';

const MODEL = '/models/demo.safetensors';
/** Where a server puts the model that it was started with. */
const OTHER_MODEL = '/model.safetensors';
const ITEMS = '/models/demo-items.json';
const PROFILES = '/models/demo-profiles.json';
const FIRST_SHOWN = 40;
const DAY_MS = 86_400_000;

async function load<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return (await response.json()) as T;
}

/** The market was simulated on some day; on this page its newest item is of today. */
function shiftDates(items: readonly Item[], now: number): void {
  const dayOf = (item: Item): number => Date.parse(String(item['datePosted'])) / DAY_MS;
  const newest = Math.max(...items.map(dayOf).filter(Number.isFinite));
  const shift = Math.floor(now / DAY_MS) - Math.floor(newest);
  for (const item of items) {
    const day = dayOf(item) + shift;
    if (Number.isFinite(day))
      item['datePosted'] = new Date(day * DAY_MS).toISOString().slice(0, 10);
  }
}

async function openReranker(): Promise<Reranker> {
  const storageName = 'pocketrank-demo';
  const wanted = new URLSearchParams(location.search).get('model');
  try {
    return await createReranker({ model: wanted ?? MODEL, storageName });
  } catch (error) {
    if (wanted !== null || !isPocketRankError(error, 'MODEL_UNREACHABLE')) throw error;
    return createReranker({ model: OTHER_MODEL, storageName });
  }
}

async function main(): Promise<void> {
  const [reranker, items, profiles] = await Promise.all([
    openReranker(),
    load<Item[]>(ITEMS),
    load<Profile[]>(PROFILES),
  ]);
  const now = Date.now();
  shiftDates(items, now);
  const list = byId<HTMLOListElement>('items');
  const alphaInput = byId<HTMLInputElement>('alpha');
  let chosen = Math.max(
    0,
    Math.min(profiles.length - 1, Number(sessionStorage.getItem('profile') ?? 0)),
  );
  let alpha = reranker.model.alpha;
  let isAllShown = false;
  let cards = new Map<string, ItemCard>();
  let ranking: Ranking | undefined;
  let openCard: string | undefined;
  let busy = Promise.resolve();
  let highlighted: string | undefined;

  const say = (text: string): void => void (byId('live').textContent = text);

  function drawOrder(next: Ranking, isAnimated: boolean): void {
    const before = isAnimated ? measure(list) : new Map<Element, number>();
    const focused = document.activeElement;
    // What was dismissed leaves the list; the panel of signals brings it back.
    const left = next.items.filter(({ dismissed }) => !dismissed);
    const shown = left.slice(0, isAllShown ? undefined : FIRST_SHOWN);
    const wanted = new Set(
      readProfile(profiles[chosen]!).skills.map((skill) => skill.toLowerCase()),
    );
    const kept = new Set<Element>();
    shown.forEach((item, i) => {
      let card = cards.get(item.id);
      if (card === undefined) {
        card = createItemCard(item, wanted, now, (id) => void toggleReasons(id));
        cards.set(item.id, card);
      }
      card.update(item);
      kept.add(card.element);
      if (list.children[i] !== card.element)
        list.insertBefore(card.element, list.children[i] ?? null);
    });
    for (const child of Array.from(list.children)) if (!kept.has(child)) child.remove();
    if (
      focused instanceof HTMLElement &&
      focused !== document.activeElement &&
      focused.isConnected
    ) {
      focused.focus({ preventScroll: true });
    }
    if (isAnimated) glide(list, before);
    byId('more').hidden = shown.length === left.length;
    byId('more').textContent = `Show all ${left.length}`;
  }

  async function rerank(isAnimated: boolean): Promise<Ranking> {
    const profile = profiles[chosen]!;
    const next = await reranker.rank(items, { profile, alpha });
    ranking = next;
    drawOrder(next, isAnimated);
    drawTimings(next.timings, items.length, reranker.engine);
    if (openCard !== undefined) await showReasons(openCard);
    return next;
  }

  /** One change after the other. */
  function change(work: () => Promise<void>): void {
    busy = busy.then(work).catch(showFailure);
  }

  async function showReasons(id: string): Promise<void> {
    const card = cards.get(id);
    if (card === undefined || !card.element.isConnected) return;
    const explained = await reranker.rank(items, {
      profile: profiles[chosen]!,
      alpha,
      explain: true,
    });
    const at = explained.items.findIndex((item) => item.id === id);
    const own = explained.items[at]?.reasons;
    const below = explained.items[at + 1];
    if (own === undefined) return;
    card.showReasons({
      own,
      ...(below && {
        next: { title: String(below.item.title), why: explained.why(id, below.id) },
      }),
    });
  }

  async function toggleReasons(id: string): Promise<void> {
    const before = openCard;
    openCard = before === id ? undefined : id;
    if (before !== undefined) cards.get(before)?.showReasons(undefined);
    if (openCard !== undefined) await showReasons(openCard);
  }

  async function drawSignalPanel(): Promise<void> {
    const titles = new Map(
      items.map((item) => [String(item.identifier ?? item.id), String(item.title)]),
    );
    const { signals } = await reranker.export();
    const last = new Map(signals.map(({ itemId, type }) => [itemId, type]));
    for (const [id, { element }] of cards) {
      element.classList.toggle('opened', last.has(id) && last.get(id) !== 'dismiss');
      element.classList.toggle('dismissed', last.get(id) === 'dismiss');
    }
    drawSignals(
      signals,
      (id) => titles.get(id) ?? 'a job',
      (id) => change(async () => void (await reranker.undo(id))),
    );
  }

  function toast(text: string): void {
    const box = byId('toast');
    box.textContent = text;
    box.classList.remove('shown');
    void box.offsetWidth; // restarts the transition
    box.classList.add('shown');
    say(text);
  }

  /** After every signal, also one from another tab. */
  async function onSignals(): Promise<void> {
    const before = new Map(ranking?.items.map((item) => [item.id, item.rank]));
    const next = await rerank(true);
    await drawSignalPanel();
    const moved = next.items.filter((item) => before.get(item.id) !== item.rank).length;
    const at = next.items.find((item) => item.id === highlighted);
    const was = highlighted === undefined ? undefined : before.get(highlighted);
    const item =
      at && was !== at.rank
        ? `“${String(at.item.title)}” ${was! > at.rank ? 'rose' : 'fell'} from ${was} to ${at.rank}. `
        : '';
    toast(`${item}${moved} jobs moved in ${formatMs(next.timings.totalMs)}.`);
    highlighted = undefined;
  }

  drawProfiles(profiles, chosen, (index) =>
    change(async () => {
      chosen = index;
      sessionStorage.setItem('profile', String(index));
      cards = new Map();
      openCard = undefined;
      drawProfile(profiles[chosen]!);
      await rerank(false);
      await drawSignalPanel();
      say(`Ranked for ${readProfile(profiles[chosen]!).label}.`);
    }),
  );
  drawProfile(profiles[chosen]!);
  const showAlpha = (): void => {
    const percent = Math.round(100 * alpha);
    byId('alpha-value').textContent = `Now ${percent} % fit, ${100 - percent} % clicks.`;
  };
  alphaInput.value = String(Math.round(100 * alpha));
  showAlpha();
  alphaInput.addEventListener('input', () =>
    change(async () => {
      alpha = Number(alphaInput.value) / 100;
      showAlpha();
      await rerank(true);
    }),
  );
  byId('undo').addEventListener('click', () => change(async () => void (await reranker.undo())));
  byId('forget').addEventListener('click', () =>
    change(async () => {
      await reranker.forget();
      toast('Forgotten. This is the base order again.');
    }),
  );
  byId('export').addEventListener('click', () =>
    change(async () => {
      const data = JSON.stringify(await reranker.export(), undefined, 2);
      const url = URL.createObjectURL(new Blob([data], { type: 'application/json' }));
      make('a', { href: url, download: 'pocketrank-export.json' }).click();
      URL.revokeObjectURL(url);
    }),
  );
  byId('more').addEventListener('click', () => {
    isAllShown = true;
    if (ranking) drawOrder(ranking, false);
  });
  list.addEventListener('click', (event) => {
    highlighted =
      (event.target as Element).closest('[data-item-id]')?.getAttribute('data-item-id') ??
      undefined;
  });

  byId('item-count').textContent = String(items.length);
  // The code that explains is loaded on first use: now, so that nothing is requested later.
  await reranker.rank(items.slice(0, 1), { explain: true });
  byId('storage').textContent =
    reranker.storage.kind === 'indexeddb' ? 'on this device' : 'in this page’s memory';
  await rerank(false);
  await drawSignalPanel();
  list.setAttribute('aria-busy', 'false');
  reranker.subscribe(() => change(onSignals));
  reranker.observe(list);
}

function showFailure(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  byId('items').replaceChildren(
    make('li', { class: 'failure' }, `The demo cannot start. ${message}`),
  );
  byId('items').setAttribute('aria-busy', 'false');
}

function watchNetwork(): void {
  const pill = byId('pill-network');
  const show = (): void => {
    pill.classList.toggle('offline', !navigator.onLine);
    pill.lastElementChild!.textContent = navigator.onLine ? 'Online' : 'Offline: still ranking';
  };
  addEventListener('online', show);
  addEventListener('offline', show);
  show();
}

/** From here on every request is one that the person can see counted. */
function watchRequests(): void {
  countRequests((addresses) => {
    const { length } = addresses;
    const pill = byId('pill-requests');
    pill.replaceChildren(
      make('b', {}, String(length)),
      ` request${length === 1 ? '' : 's'}`,
      make('span', { class: 'wide' }, ' since it loaded'),
    );
    pill.title = addresses.join('\n');
    byId('foot-requests').textContent = `${length} request${length === 1 ? '' : 's'}`;
  });
}

watchNetwork();
void main().catch(showFailure).then(watchRequests);
