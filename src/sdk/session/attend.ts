import { RARE_FORMS } from '../../core/reading/rare-forms.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import { createCodeKeeper, type CodeKeeper } from '../ranking/keep-codes.ts';
import { createJournal } from '../signals/journal.ts';
import { startIdleWork, watchWhenIdle } from './idle-work.ts';
import type { Device } from './open-device.ts';
import { openSignals } from './open-signals.ts';
import { clearMemory } from './personal-data.ts';
import type { RankingSession, Session } from './session.ts';

/** The engine is checked again after this many rankings. */
const RECHECK_RANKINGS = 500;

/**
 * Gives a session that ranks everything else.
 *
 * @returns resolves once the signals of earlier visits are there
 */
export async function attend(ranking: RankingSession, opened: Device): Promise<void> {
  const { device, personal, ahead } = opened;
  if (ranking.isDisposed) return device.close();
  // It came with this code.
  ranking.student.schema.lexicon.forms = RARE_FORMS;
  const onDevice = Object.assign(ranking, { device, personal });
  const { log, read } = openSignals(onDevice, ahead);
  const codeKeeper = keepCodes(onDevice);
  const journal = createJournal(personal);
  const session: Session = Object.assign(onDevice, { log, journal, codeKeeper });
  let rankings = 0;
  const noteShown = (): void => {
    if (!session.last) return;
    const [{ items }, against] = session.last;
    journal.shown(items, against);
  };
  // The first ranking may have been faster than this code.
  noteShown();
  session.onRanked = () => {
    noteShown();
    codeKeeper?.save();
    if (++rankings % RECHECK_RANKINGS === 0) watchWhenIdle(session);
  };
  followTabs(session);
  startIdleWork(session);
  await Promise.all([read, journal.load()]);
}

/** Does as other tabs have done. */
function followTabs(session: Session): void {
  const { device, log, stops } = session;
  const stop = device.subscribe((event) => {
    if (event.type === 'forget') clearMemory(session);
    else if (event.store === 'signals' && session.personal === device) void log.reload();
  });
  stops.add(stop);
}

/** Keeps the codes of items, where the device keeps anything. */
function keepCodes(
  session: Omit<Session, 'log' | 'journal' | 'codeKeeper'>,
): CodeKeeper | undefined {
  const { device, loaded, student, known, now, stops } = session;
  if (device.status().kind !== 'indexeddb') return undefined;
  const keeper = createCodeKeeper({
    store: device,
    modelHash: loaded.hash,
    codeLength: itemCodeBytes(student),
    known,
    now,
    isWanted: () => session.personal === device,
  });
  stops.add(keeper.stop);
  return keeper;
}
