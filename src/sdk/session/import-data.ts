import { PocketRankError } from '../../core/errors.ts';
import { readItemCode } from '../ranking/item-code.ts';
import { createCounts } from '../signals/insight-counts.ts';
import { parseJournal } from '../signals/parse-journal.ts';
import type { SignalRecord } from '../signals/signal-log.ts';
import { isObject } from '../validate.ts';
import { checkSignal } from './check-signal.ts';
import type { Session } from './session.ts';

/** Nobody's signals are so many; a file that holds more is no export. */
const MAX_SIGNALS = 10_000;

/** See `Reranker.import`. @throws INVALID_ARGUMENT */
export async function importData(session: Session, data: unknown): Promise<number> {
  const { read, log, journal, loaded, student } = session;
  const { version, signals, ...rest } = (isObject(data) ? data : {}) as Record<string, unknown>;
  if (version !== 1 && version !== 2) throw refusal('has no version that is known here');
  if (!Array.isArray(signals)) throw refusal('has no list of signals');
  if (signals.length > MAX_SIGNALS) throw refusal(`has more than ${MAX_SIGNALS} signals`);
  const counted = parseJournal({ impressions: {}, counts: createCounts(), ...rest });
  if (counted === undefined) throw refusal('has counts that are none');
  const { signalWeights } = student.personalization;
  const records: SignalRecord[] = [];
  for (const [i, signal] of (signals as Record<string, unknown>[]).entries()) {
    const { code, type, at } = isObject(signal) ? signal : {};
    const checked = await checkSignal(signal as never, 0).catch(({ message }: Error) => {
      throw refusal(`has a wrong signal at index ${i}: ${message}`);
    });
    if (at === undefined) throw refusal(`has no time of the signal at index ${i}`);
    if (!Object.hasOwn(signalWeights, type as string) || !signalWeights[checked.type]) continue;
    const own = typeof code === 'string' ? readItemCode(code, student, loaded.hash) : undefined;
    records.push({ ...checked, code: own ?? new Uint8Array(0), model: own ? loaded.hash : '' });
  }
  await read;
  const keyOf = ({ itemId, type, at }: SignalRecord): string => JSON.stringify([itemId, type, at]);
  const held = new Set(log.all().map(([, record]) => keyOf(record)));
  const fresh = records.filter((record) => !held.has(keyOf(record)));
  for (const record of fresh) log.add(record);
  journal.take(counted);
  return fresh.length;
}

const refusal = (what: string): PocketRankError =>
  new PocketRankError('INVALID_ARGUMENT', `The data to import ${what}.`, {
    hint: 'Pass what `export` gave, or the same read from JSON.',
  });
