import type { EngineSession } from '../core/engine.ts';
import { createEncoderWith, type Encoder } from '../core/student/encode-with.ts';
import { jobCodeBytes, type Student } from '../core/student/student.ts';
import type { JobPosting } from '../core/types.ts';
import { contentKey, textKey } from './content-key.ts';
import { isJobCode, readJobCode } from './job-code.ts';

/** A job code in the engine's session. Jobs of equal content share one. */
interface Known {
  slot: number;
  key: string;
  /** The last use that needed it, see {@link KnownJobs.begin}. */
  use: number;
}

/**
 * The jobs whose codes lie ready in an engine's session, found by object, by content or by id; the least
 * recently used give way. An object is taken to keep its content: a changed job is a new object.
 */
export interface KnownJobs {
  readonly encoder: Encoder;
  /** How many codes lie ready. */
  count(): number;
  /** How many jobs have been encoded here so far (not found, not carried by the job). */
  encoded(): number;
  /** Grows whenever a slot may have got another code that no use in progress needs. */
  version(): number;
  /** Grows with {@link clear}: slots given out before are void even for uses in progress. */
  epoch(): number;
  /** Moves to another session: encodes by it from now on, and gives it all codes of the old one. */
  attach(session: EngineSession): void;
  /** Begins a use: slots given out for it keep their codes until {@link end}. */
  begin(): number;
  end(use: number): void;
  /** The slot of a job's code, encoding the job if it is not known. */
  slot(job: JobPosting, id: string, now: number, use: number): number;
  /** The code of the job last seen with this id. */
  codeOf(id: string): Uint8Array | undefined;
  /** Takes codes kept on the device, as far as there is room. */
  restore(codes: ReadonlyMap<string, Int8Array>): void;
  /** The codes made here since the last call, for keeping on the device. */
  takeUnsaved(): [key: string, code: Int8Array][];
  /** Forgets every job. */
  clear(): void;
}

/** @param limit the most codes kept, unless one list alone is longer */
export function createKnownJobs(
  student: Student,
  modelHash: string,
  session: EngineSession,
  limit: number,
): KnownJobs {
  const stride = jobCodeBytes(student);
  const scratch = new Uint8Array(stride);
  let arena = session;
  let encoder = createEncoderWith(student, session.encode);
  let capacity = 0;
  let encoded = 0;
  let version = 0;
  let epoch = 0;
  let isExhausted = false;
  let lastUse = 0;
  const uses = new Set<number>();
  let bySlot: (Known | undefined)[] = [];
  let free: number[] = [];
  let byObject = new WeakMap<object, Known>();
  const byKey = new Map<string, Known>();
  const byId = new Map<string, Known>();
  const unsaved = new Set<Known>();

  const isAlive = (known: Known | undefined): known is Known =>
    known !== undefined && bySlot[known.slot] === known;
  const codeAt = (slot: number): Uint8Array =>
    arena.codes().slice(slot * stride, (slot + 1) * stride);

  function reserve(slots: number): void {
    if (slots <= capacity) return;
    capacity = Math.max(slots, Math.min(2 * capacity, limit));
    arena.reserve(capacity);
  }

  /** Frees the least recently used tenth of the slots that no use in progress needs. */
  function evict(): void {
    if (isExhausted) return;
    const oldest = Math.min(...uses, Infinity);
    const idle = bySlot.filter((known) => isAlive(known) && known.use < oldest) as Known[];
    idle.sort((a, b) => a.use - b.use);
    idle.length = Math.min(idle.length, Math.ceil(limit / 10));
    for (const known of idle) {
      bySlot[known.slot] = undefined;
      free.push(known.slot);
      byKey.delete(known.key);
      unsaved.delete(known);
    }
    isExhausted = idle.length === 0;
    version++;
    for (const [id, known] of byId) if (!isAlive(known)) byId.delete(id);
  }

  function add(key: string, code: Uint8Array, use: number): Known {
    if (free.length === 0 && bySlot.length >= limit) evict();
    const slot = free.pop() ?? bySlot.length;
    const known: Known = { slot, key, use };
    bySlot[slot] = known;
    reserve(slot + 1);
    arena.write(slot, code);
    byKey.set(key, known);
    return known;
  }

  function find(job: JobPosting, now: number, use: number): Known {
    const text = job.attributes?.pocketrankCode;
    if (typeof text === 'string') {
      // A carried code stands for its content; it needs no keeping on the device.
      const key = `=${textKey(text)}`;
      const existing = byKey.get(key);
      if (existing !== undefined) return existing;
      const carried = readJobCode(text, student, modelHash);
      if (carried !== undefined) return add(key, carried, use);
    }
    const reading = encoder.read('job', job, now);
    const key = contentKey(reading);
    const existing = byKey.get(key);
    if (existing !== undefined) return existing;
    encoder.writeJob(reading, scratch);
    const known = add(key, scratch, use);
    encoded++;
    unsaved.add(known);
    return known;
  }

  return {
    get encoder() {
      return encoder;
    },
    count: () => byKey.size,
    encoded: () => encoded,
    version: () => version,
    epoch: () => epoch,
    attach(next) {
      if (capacity > 0) next.reserve(capacity);
      for (const known of byKey.values()) next.write(known.slot, codeAt(known.slot));
      arena = next;
      encoder = createEncoderWith(student, next.encode);
    },
    begin() {
      uses.add(++lastUse);
      return lastUse;
    },
    end(use) {
      uses.delete(use);
      isExhausted = false;
      for (const id of byId.keys()) {
        if (byId.size <= 2 * limit) break;
        byId.delete(id);
      }
    },
    slot(job, id, now, use) {
      let known = byObject.get(job);
      if (!isAlive(known)) {
        known = find(job, now, use);
        byObject.set(job, known);
      }
      known.use = use;
      if (byId.get(id) !== known) byId.set(id, known);
      return known.slot;
    },
    codeOf(id) {
      const known = byId.get(id);
      return isAlive(known) ? codeAt(known.slot) : undefined;
    },
    restore(codes) {
      for (const [key, code] of codes) {
        if (bySlot.length - free.length >= limit) return;
        const bytes = new Uint8Array(code.buffer, code.byteOffset, code.byteLength);
        if (!byKey.has(key) && isJobCode(student, bytes)) add(key, bytes, 0);
      }
    },
    takeUnsaved() {
      const codes = [...unsaved].map(({ key, slot }): [string, Int8Array] => [
        key,
        new Int8Array(codeAt(slot).buffer),
      ]);
      unsaved.clear();
      return codes;
    },
    clear() {
      arena.codes().fill(0);
      bySlot = [];
      free = [];
      byObject = new WeakMap();
      byKey.clear();
      byId.clear();
      unsaved.clear();
      version++;
      epoch++;
    },
  };
}
