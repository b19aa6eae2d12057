import { yieldToPage } from '../ranking/yield-to-page.ts';
import type { Session } from './session.ts';

/**
 * Hands the browser whatever is not on the device yet whenever the page may be going away: when it is hidden, which may
 * be the last that a phone tells it, and when it is left.
 */
export function hurryWhenLeft({ journal, device, stops }: Session): void {
  const hurry = (): void => {
    journal.hurry();
    device.hurry();
  };
  const page = globalThis.document;
  globalThis.addEventListener?.('pagehide', hurry);
  page?.addEventListener?.('visibilitychange', hurry);
  stops.add(() => {
    globalThis.removeEventListener?.('pagehide', hurry);
    page?.removeEventListener?.('visibilitychange', hurry);
    hurry();
  });
}

/** Ends a session. What `record` was called for before still comes home. */
export async function leave(session: Session): Promise<void> {
  const { recording, journal, engine, device } = session;
  // Calls made just before have not begun yet.
  await yieldToPage();
  await Promise.allSettled(recording);
  session.isOver = true;
  journal.hurry();
  engine.get().session.close();
  device.close();
}
