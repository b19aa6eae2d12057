import type { CheckpointStore } from '../files/checkpoint-store.ts';
import { createProgress, type Progress } from '../console/progress.ts';
import type { Checkpoint } from '../train/network/fit.ts';

/** What the stages of one distillation share: where to keep work, how to show it, when to stop. */
export interface Run {
  seed: number;
  progress: Progress;
  log: (line: string) => void;
  /** Logs what whoever reads the result should know too; it stands at the end and in the card. */
  note: (line: string) => void;
  readonly notes: readonly string[];
  signal: AbortSignal | undefined;
  /** The checkpoint of a stage's training, kept until the run ends well. */
  checkpoint(stage: string): Promise<Checkpoint>;
}

/** Creates the run of one content key (everything that its result depends on). */
export function createRun(
  store: CheckpointStore,
  key: string,
  options: {
    seed: number;
    progress?: Progress;
    log?: (line: string) => void;
    signal?: AbortSignal | undefined;
  },
): Run {
  const { log = () => {} } = options;
  const notes: string[] = [];
  return {
    seed: options.seed,
    progress: options.progress ?? createProgress({ enabled: false }),
    log,
    note(line) {
      notes.push(line);
      log(line);
    },
    notes,
    signal: options.signal,
    async checkpoint(stage) {
      const saved = await store.read(key, stage);
      const step = (saved?.json as { step?: number } | undefined)?.step;
      return {
        saved:
          saved?.arrays === undefined || step === undefined
            ? undefined
            : { step, state: saved.arrays as Record<string, Float32Array> },
        save: (done, state) => store.write(key, stage, { json: { step: done }, arrays: state }),
      };
    },
  };
}
