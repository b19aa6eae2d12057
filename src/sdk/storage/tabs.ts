import type { StoreName } from './key-value-store.ts';

/** What tabs tell each other. `epoch` is the token of the new life of the personal data, if it began. */
export type TabMessage =
  { type: 'forget'; epoch: string | undefined } | { type: 'change'; store: StoreName };

export interface Tabs {
  post(message: TabMessage): void;
  close(): void;
}

/** A line to the other tabs of the origin; silent where the browser has none. */
export function createTabs(name: string, onMessage: (message: TabMessage) => void): Tabs {
  if (typeof BroadcastChannel === 'undefined') return { post() {}, close() {} };
  const channel = new BroadcastChannel(name);
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = data as TabMessage | undefined;
    if (message?.type === 'forget' || message?.type === 'change') onMessage(message);
  });
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return { post: (message) => channel.postMessage(message), close: () => channel.close() };
}
