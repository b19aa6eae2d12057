import { writeItemCode } from '../../core/student/item-code-text.ts';
import { toUserSignal } from '../signals/user-signal.ts';
import { forgetEarlier } from '../storage/forget-earlier.ts';
import { createMemoryStore } from '../storage/memory.ts';
import type { PersonalData, UserSignal } from '../types.ts';
import { prove } from './idle-work.ts';
import { signalStoreOf } from './open-signals.ts';
import type { Session } from './session.ts';
import { tell } from './tell.ts';

/** Forgets what is personal, as far as it is in memory. */
export function clearMemory(session: Session): void {
  const { log, journal, known, ranker, lists, seen } = session;
  delete session.last;
  log.clear();
  journal.clear();
  known.clear();
  ranker.clear();
  lists.forget();
  seen.clear();
}

/** See `Reranker.export`. */
export async function exportData(session: Session): Promise<PersonalData> {
  const { read, now, log, known, journal, loaded } = session;
  await read;
  return {
    version: 2,
    exportedAt: new Date(now()).toISOString(),
    signals: log.all().map(([id, record]) => ({
      ...toUserSignal([id, record]),
      ...(record.model === loaded.hash && { code: writeItemCode(record.model, record.code) }),
    })),
    ...journal.data(),
    knownItems: known.count(),
  };
}

/** See `Reranker.forget`. @throws STORAGE_FAILED */
export async function forget(session: Session): Promise<void> {
  const { personal, device } = session;
  clearMemory(session);
  if (personal !== device) await personal.forget();
  await device.forget();
  if (session.keepsNothing) await forgetEarlier(session.storageName);
  tell(session, 'signal', { what: 'forgotten' });
  session.checkStorage();
}

/** See `Reranker.undo`. */
export async function undo(
  session: Session,
  id: string | undefined,
): Promise<UserSignal | undefined> {
  await session.read;
  const undone = session.log.undo(id);
  const signal = undone && toUserSignal(undone);
  if (signal) tell(session, 'signal', { what: 'undone', signal });
  return signal;
}

/** See `Reranker.setConsent`. */
export async function setConsent(session: Session, granted: boolean): Promise<void> {
  const { device, log, journal } = session;
  if (granted === (session.personal === device)) return;
  session.personal = granted ? device : createMemoryStore();
  log.move(signalStoreOf(session, session.personal));
  journal.move(session.personal);
  if (granted) await log.reload();
  else await device.forget();
  session.checkStorage();
}

/** See `Reranker.flush`. */
export async function flush(session: Session): Promise<boolean> {
  const { log, personal, device } = session;
  await prove(session);
  const isWritten = await log.flush();
  session.checkStorage();
  return isWritten && personal === device && device.status().kind === 'indexeddb';
}
