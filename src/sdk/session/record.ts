import { choiceTypes } from '../../core/events.ts';
import type { Item } from '../../core/types.ts';
import { refusalOf } from '../refusal.ts';
import type { SignalInput } from '../types.ts';
import { checkAlive } from './check-alive.ts';
import { checkSignal } from './check-signal.ts';
import type { Session } from './session.ts';
import { tell } from './tell.ts';

/** See `Reranker.record`. */
export function record(session: Session, signal: SignalInput): Promise<string> {
  const noted = note(session, signal);
  session.recording?.add(noted);
  const end = (): void => void session.recording?.delete(noted);
  noted.then(end, end);
  return noted;
}

async function note(session: Session, signal: SignalInput): Promise<string> {
  // Whoever records and then disposes means both.
  if (session.isOver || session.refusal || !session.log) checkAlive(session);
  const { student, now, ready, log, journal, loaded } = session;
  const checked = await checkSignal(signal, now());
  const { signalWeights } = student.personalization;
  const { type } = checked;
  const weight = Object.hasOwn(signalWeights, type) ? signalWeights[type] : undefined;
  if (weight === undefined) {
    throw await refusalOf('INVALID_SIGNAL', 'unknownType', type, {
      known: Object.keys(signalWeights),
    });
  }
  if (type === 'impression') journal.noteImpression(checked.itemId, checked.at);
  if (weight === 0) return '';
  const code = codeOf(session, signal.item as Item | undefined, checked.itemId);
  if (code === undefined) throw await refusalOf('INVALID_SIGNAL', 'unknownItem', checked.itemId);
  await ready;
  const isChoice = choiceTypes(student.schema.source.events);
  const isNew = !log
    .all()
    .some(([, old]) => old.itemId === checked.itemId && isChoice.has(old.type));
  if (isChoice.has(type) && isNew) journal.noteChoice(checked.itemId);
  const id = await log.add({ ...checked, code, model: loaded.hash });
  tell(session, 'signal', { what: 'recorded', signal: { id, ...checked } });
  session.checkStorage();
  return id;
}

/** The code of an item that was handed over, is known here, or stands in a list that the page shows. */
function codeOf(
  { ranker, known, lists }: Session,
  item: Item | undefined,
  id: string,
): Uint8Array | undefined {
  if (item) return ranker.encode(item, id);
  const code = known.codeOf(id);
  if (code) return code;
  const shown = lists.find(id);
  return shown && ranker.encode(shown, id);
}
