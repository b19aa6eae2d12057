import type { StoreName } from './key-value-store.ts';

/** What tabs tell each other. `epoch` is the token of the new life of the personal data, if it began. */
export type TabMessage =
  { type: 'forget'; epoch: string | undefined } | { type: 'change'; store: StoreName };

export interface Tabs {
  post(message: TabMessage): void;
  close(): void;
}

/** A line to the other tabs of the origin; silent where the browser has none or denies it. */
export function createTabs(name: string, onMessage: (message: TabMessage) => void): Tabs {
  const channel = openChannel(name);
  if (!channel) return { post() {}, close() {} };
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = data as TabMessage | undefined;
    if (message?.type === 'forget' || message?.type === 'change') onMessage(message);
  });
  // In Node an open channel would keep the process alive.
  (channel as { unref?: () => void }).unref?.();
  return {
    post(message) {
      try {
        channel.postMessage(message);
      } catch {
        // It was closed. The others find out by the epoch that lies in the database.
      }
    },
    close: () => channel.close(),
  };
}

/** Firefox throws where it blocks a page's storage, be it by its settings or in a third party's frame. */
function openChannel(name: string): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
}
