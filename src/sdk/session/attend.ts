import { PocketRankError } from '../../core/errors.ts';
import { RARE_FORMS } from '../../core/reading/rare-forms.ts';
import { itemCodeBytes } from '../../core/student/student.ts';
import { RECHECK_FAILED } from '../model/recheck-failed.ts';
import { createCodeKeeper, type CodeKeeper } from '../ranking/keep-codes.ts';
import { createJournal } from '../signals/journal.ts';
import { startIdleWork, watchWhenIdle } from './idle-work.ts';
import { isSound } from './is-sound.ts';
import { hurryWhenLeft, leave } from './leave.ts';
import type { Device } from './open-device.ts';
import { observe, type Watched } from './observe.ts';
import { openSignals } from './open-signals.ts';
import { clearMemory } from './personal-data.ts';
import type { RankingSession, Session } from './session.ts';
import { createShownLists } from './shown-lists.ts';
import { watchStorage } from './watch-storage.ts';

/** A ranking that comes this long after the last look at the engine is looked at itself. */
const RECHECK_MS = 2_000;
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
  const lists = createShownLists();
  const recording = new Set<Promise<unknown>>();
  const session: Session = Object.assign(onDevice, {
    log,
    journal,
    codeKeeper,
    lists,
    recording,
    seen: new Set<string>(),
    observe: (...watched: Watched) => observe(session, ...watched),
    checkStorage: () => checkStorage(),
    read: Promise.all([read, journal.load()]),
    leave: () => leave(session),
  });
  const checkStorage = watchStorage(session);
  let rankings = 0;
  const noteShown = (): void => {
    if (!session.last) return;
    const [shown, against] = session.last;
    journal.shown(shown.items, against);
    lists.add(shown);
  };
  // The first ranking may have been faster than this code.
  noteShown();
  session.onRanked = () => {
    noteShown();
    codeKeeper?.save();
    checkStorage();
    if (++rankings % RECHECK_RANKINGS === 0) watchWhenIdle(session);
  };
  watchEngine(session);
  followTabs(session);
  hurryWhenLeft(session);
  startIdleWork(session);
  await session.read;
  checkStorage();
}

/**
 * Has the engine looked at before a ranking is handed out, every so often: what its memory holds may be damaged at any
 * time. One that fails is replaced by the next, which ranks anew; what it has made since it was right is given up.
 */
function watchEngine(session: Session): void {
  const { log } = session;
  let soundAt = performance.now();
  session.verify = async () => {
    if (performance.now() - soundAt < RECHECK_MS) return;
    if (await isSound(session)) {
      soundAt = performance.now();
      log.trust();
      return;
    }
    const cause = new Error('It gives other bits than the model records.');
    throw new PocketRankError('ENGINE_FAILED', `${RECHECK_FAILED}.`, { cause });
  };
  session.onWrong = () => {
    soundAt = performance.now();
    log.doubt();
    watchWhenIdle(session);
  };
}

/** Does as other tabs have done. */
function followTabs(session: Session): void {
  const { device, log, stops } = session;
  // Whoever exports meanwhile waits for it.
  const reload = onceAtATime(
    (work) => (session.read = work),
    () => log.reload(),
  );
  const stop = device.subscribe((event) => {
    if (event.type === 'forget') clearMemory(session);
    else if (event.store !== 'signals') return;
    // Also after forgetting: what was done since then is there.
    if (session.personal === device) reload();
  });
  stops.add(stop);
}

/** Of calls that come while the work goes on, one more round comes of it. */
function onceAtATime(
  onBegin: (work: Promise<void>) => void,
  work: () => Promise<void>,
): () => void {
  let running = false;
  let isAsked = false;
  const run = async (): Promise<void> => {
    running = true;
    while (isAsked) {
      isAsked = false;
      await work().catch(() => {});
    }
    running = false;
  };
  return () => {
    isAsked = true;
    if (!running) onBegin(run());
  };
}

/** Keeps the codes of items, where the device keeps anything. */
function keepCodes(
  session: RankingSession & Pick<Session, 'device' | 'personal'>,
): CodeKeeper | undefined {
  const { device, loaded, student, known, now, stops } = session;
  if (device.status().kind !== 'indexeddb') return undefined;
  const keeper = createCodeKeeper({
    store: device,
    modelHash: loaded.hash,
    codeLength: itemCodeBytes(student),
    known,
    now,
    isSound: () => isSound(session),
    isWanted: () => session.personal === device,
  });
  stops.add(keeper.stop);
  return keeper;
}
