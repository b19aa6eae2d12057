/** A request that the page made. */
export interface Request {
  /** File name. */
  what: string;
  why: string;
  /** Bytes that came over the wire; 0: from a cache, or not told. */
  bytes: number;
  /** Bytes as the program sees them. */
  size: number;
  /** Made after the page stood. */
  isLate: boolean;
}

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/\.safetensors$/, 'the model'],
  [/(?:people|cookbook\/\w+)\/[\w-]+\.json$/, 'a person of the demo and what they are shown'],
  [/\.css$/, 'looks'],
  [/\.webmanifest$|icon/, 'icon, and how to install it'],
  [/sw\.js$/, 'keeps the page for offline'],
  [/rooms?\/|policy|cookbook/, 'another room'],
  [/\.js$/, 'code'],
];

/** The ledger of requests: all since the page began, as the browser reports them. */
export interface Ledger {
  requests(): readonly Request[];
  /** Calls `listener` whenever there is one more. */
  subscribe(listener: () => void): void;
  /** From now on every request is a late one. */
  seal(): void;
}

/** Keeps a ledger of every request that the page makes; `onChange` is told whenever it has grown. */
export function createLedger(onChange: (requests: readonly Request[]) => void): Ledger {
  const requests: Request[] = [];
  const listeners: (() => void)[] = [() => onChange(requests)];
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  let sealedAt = Infinity;
  const noted = new Set<string>();
  const note = (entry: PerformanceResourceTiming | PerformanceNavigationTiming): void => {
    // Some browsers report the page itself twice.
    const key = `${entry.name} ${entry.startTime}`;
    if (noted.has(key)) return;
    noted.add(key);
    const path = new URL(entry.name, location.href).pathname;
    const isPage = entry.entryType === 'navigation';
    requests.push({
      what: isPage ? 'this page' : path.slice(path.lastIndexOf('/') + 1),
      why: isPage
        ? 'text and first list'
        : (REASONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'other'),
      bytes: entry.transferSize ?? 0,
      size: entry.decodedBodySize ?? 0,
      isLate: entry.startTime >= sealedAt,
    });
  };
  if (typeof PerformanceObserver !== 'undefined') {
    for (const type of ['navigation', 'resource']) {
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) note(entry as PerformanceResourceTiming);
        tell();
      }).observe({ type, buffered: true });
    }
  }
  return {
    requests: () => requests,
    subscribe: (listener) => void listeners.push(listener),
    seal() {
      sealedAt = performance.now();
      tell();
    },
  };
}
