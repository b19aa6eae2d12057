import { tellListeners } from '../tell-listeners.ts';
import type { RerankerEvents } from '../types.ts';
import type { RankingSession } from './session.ts';

/** Who wants to know of what. */
export type Hook = readonly [name: string, listener: (payload: never) => void];

/** Tells whoever wants to know. */
export function tell<Name extends keyof RerankerEvents>(
  { hooks }: Pick<RankingSession, 'hooks'>,
  name: Name,
  payload: RerankerEvents[Name],
): void {
  for (const hook of hooks) if (hook[0] === name) tellListeners([hook[1]], payload as never);
}
