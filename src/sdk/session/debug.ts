import type { DebugEntry, RerankerEvents, RerankerOptions } from '../types.ts';
import { engineStatus } from './engine-status.ts';
import type { RankingSession } from './session.ts';
import type { Hook } from './tell.ts';

/** What an event comes to, in words. */
const WORDS: { [Name in keyof RerankerEvents]: (payload: RerankerEvents[Name]) => string } = {
  rank: ({ items, unread, engine, timings: { totalMs, encodedItems } }) =>
    `${items.length} items by ${engine} in ${totalMs.toFixed(1)} ms, ${encodedItems} of them new` +
    (unread.length > 0 ? `; ${unread.length} could not be read` : ''),
  signal: ({ what, signal }) => (signal ? `${signal.type} of ${signal.itemId} ${what}` : what),
  engine: ({ name, reason }) => `${name} runs now: ${reason}`,
  storage: ({ kind, reason = 'it works' }) => `${kind}: ${reason}`,
};

/** Logs a session's start and every event, see `RerankerOptions.debug`. */
export function logSession(
  session: RankingSession,
  debug: NonNullable<RerankerOptions['debug']>,
): void {
  const write = (what: DebugEntry['what'], text: string, detail: unknown): void => {
    if (typeof debug === 'function') debug({ at: Date.now(), what, text, detail });
    else console.debug(`[pocketrank] ${what}: ${text}`, detail);
  };
  for (const [name, say] of Object.entries(WORDS)) {
    const hook: Hook = [
      name,
      (payload) => write(name as keyof RerankerEvents, say(payload), payload),
    ];
    session.hooks.add(hook);
  }
  const { loaded, status } = session;
  const engine = engineStatus(session);
  const { name, reason, rejected } = engine;
  const others = rejected.map((other) => `${other.name}: ${other.reason}`).join('; ') || 'none';
  write(
    'start',
    `model ${loaded.hash.slice(0, 12)} from ${loaded.from}; ${name} (${reason}), rejected ${others}; ${status.kind}`,
    { model: { hash: loaded.hash, from: loaded.from }, engine, storage: status },
  );
}
