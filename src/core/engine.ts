import type { ProfileEvidence } from './features/evidence.ts';
import type { ReadingEncoder } from './student/encode-with.ts';
import type { Query } from './student/fold.ts';
import type { Student } from './student/student.ts';

/** Whether an engine can run on this device. */
export type Probe = { supported: true } | { supported: false; error: string };

/**
 * A way to run the student. Engines know models, codes and queries; they know neither storage nor
 * personalization. Every engine gives the bits of the scalar definition (`scoreItems`, `crossFeatures`,
 * `createScalarEncoder`).
 */
export interface Engine {
  /** What `reranker.engine.name` says. */
  readonly name: string;
  /** Never throws. */
  probe(): Probe | Promise<Probe>;
  /** Begins what takes a while and needs no student, such as compiling. Never throws. */
  prepare?(): void;
  /** Loads a student. @throws ENGINE_FAILED */
  open(student: Student): EngineSession | Promise<EngineSession>;
}

/** One student loaded into an engine, with the item codes that it keeps ready, by slot. */
export interface EngineSession {
  /** Encodes what was read of an item or a profile; synchronous on every engine. */
  readonly encode: ReadingEncoder;
  /** Makes room for at least `slots` codes; the codes already there stay. */
  reserve(slots: number): void;
  /** Stores an item code (`itemCodeBytes(student)` bytes) in a slot below the reserved count. */
  write(slot: number, code: Uint8Array): void;
  /** All codes, slot after slot. The view is valid until the next `reserve` or `encode`. */
  codes(): Uint8Array;
  /**
   * Scores the items in `slots` for one folded profile.
   *
   * @param out receives an integer for each output, for each of `slots`
   * @throws ENGINE_FAILED, for instance when a GPU device is lost; the caller may score again elsewhere
   */
  score(
    query: Query,
    evidence: ProfileEvidence,
    slots: Uint32Array,
    out: Int32Array,
  ): void | Promise<void>;
  /**
   * How alike the items in `slots` are to an item of the past, as integers; optional, since it is cheap enough
   * without an engine for short lists. The definition is `createAffinities`.
   *
   * @param past an item code
   * @param dots receives the dot product of the dense vectors for each of `slots`
   * @param crosses receives, for each cross and then for each of `slots`, its affinity in 127ths (match,
   * distance) or 64ths (difference)
   * @param isWanted by cross; of others anything may be received. Default: all are
   */
  affinities?(
    past: Uint8Array,
    slots: Uint32Array,
    dots: Int32Array,
    crosses: Uint8Array,
    isWanted?: readonly boolean[],
  ): void;
  /** Fetches the code of `affinities`, which may be there only from then on. */
  loadAffinities?(): Promise<void>;
  /** What the session measured of itself on this device, in milliseconds, to be remembered. */
  times?(): Record<string, number>;
  /** Takes what `times` gave an earlier session on this device. */
  learn?(times: Readonly<Record<string, number>>): void;
  /** Frees what it holds; the session is not used again. */
  close(): void;
}
