import type { Session } from './session.ts';
import { tell } from './tell.ts';

/**
 * Has whoever wants to know told where data goes, whenever that has changed: looked at after each thing that the session
 * does with it.
 */
export function watchStorage(session: Session): () => void {
  const read = (): string => JSON.stringify(session.personal.status());
  let before = read();
  return () => {
    const now = read();
    if (now === before) return;
    before = now;
    tell(session, 'storage', session.personal.status());
  };
}
