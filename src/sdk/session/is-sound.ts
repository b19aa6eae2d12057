import { checkSession } from '../engines/check-session.ts';
import type { RankingSession } from './session.ts';

/** Whether the running engine still gives the model's recorded bits. */
export const isSound = ({ student, engine, known }: RankingSession): Promise<boolean> =>
  checkSession(student, engine.get().session, known.reserved()).then(
    () => true,
    () => false,
  );
