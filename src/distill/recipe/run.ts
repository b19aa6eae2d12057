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
  /** Says what becomes of a stage of training: it runs, or an earlier run has done it. */
  stage(name: string, isKept: boolean): void;
  /** The checkpoint of a stage's training, kept until the run ends well. */
  checkpoint(stage: string): Promise<Checkpoint>;
}

/** Creates a run whose stages each have a content key: everything that their result depends on. */
export function createRun(
  store: CheckpointStore,
  keyOf: (stage: string) => string,
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
    stage: (name, isKept) => log(`${name}: ${isKept ? 'kept from an earlier run' : 'trained'}`),
    async checkpoint(stage) {
      const key = keyOf(stage);
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
