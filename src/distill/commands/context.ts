import type { Progress } from '../console/progress.ts';
import type { Domains } from '../domain.ts';

/** What every command is given. */
export interface CommandContext {
  /** Results, and nothing else. */
  stdout: { write(text: string): unknown };
  /** Notes for the person at the console. */
  stderr: { write(text: string): unknown };
  /** Bars on stderr; stopped when the command ends, however it ends. */
  progress: Progress;
  /** Aborted by the first Ctrl-C. */
  signal: AbortSignal;
  /** What `--domain` may name. */
  domains: Domains;
}
