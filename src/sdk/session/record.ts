import { choiceTypes } from '../../core/events.ts';
import { refusalOf } from '../refusal.ts';
import type { SignalInput } from '../types.ts';
import { checkAlive } from './check-alive.ts';
import { checkSignal } from './check-signal.ts';
import type { Session } from './session.ts';

/** See `Reranker.record`. */
export async function record(session: Session, signal: SignalInput): Promise<string> {
  checkAlive(session);
  const { student, now, ranker, known, ready, log, journal, loaded } = session;
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
  const code = signal.item
    ? ranker.encode(signal.item, checked.itemId)
    : known.codeOf(checked.itemId);
  if (code === undefined) throw await refusalOf('INVALID_SIGNAL', 'unknownItem', checked.itemId);
  await ready;
  const isChoice = choiceTypes(student.schema.source.events);
  const isNew = !log
    .all()
    .some(([, old]) => old.itemId === checked.itemId && isChoice.has(old.type));
  if (isChoice.has(type) && isNew) journal.noteChoice(checked.itemId);
  return log.add({ ...checked, code, model: loaded.hash });
}
