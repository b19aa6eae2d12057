import type { EngineSession } from '../../../core/engine.ts';
import { PocketRankError } from '../../../core/errors.ts';
import type { ReadingEncoder } from '../../../core/student/encode-with.ts';
import { itemCodeBytes, type Student } from '../../../core/student/student.ts';
import { instantiateKernel } from './kernel.ts';
import * as at from './layout.ts';
import {
  align,
  createMemoryPlan,
  SLOT_COUNT,
  TEXT_COUNT,
  UNIT_COUNT,
  UNITS_MARGIN,
  unitsBytes,
} from './memory-plan.ts';
import { viewsOf } from './memory-views.ts';
import { writeEvidence } from './write-evidence.ts';
import { writeQuery } from './write-query.ts';
import {
  foldTexts,
  writeEnds,
  writeFields,
  writeFolded,
  writeUtf8,
  type TextRoom,
} from './write-reading.ts';
import { writeStudent } from './write-student.ts';
import { createTermFinder } from './write-terms.ts';

const PAGE_BYTES = 65_536;
/** The kernel reads whole vectors, so up to this many bytes beyond the last code. */
const READ_AHEAD_BYTES = 16;

/** Loads a student into a memory of its own, for one of the kernel's builds. @throws ENGINE_FAILED */
export async function createWasmSession(
  student: Student,
  isRelaxed: boolean,
): Promise<EngineSession> {
  const { parameters, schema } = student;
  const { width } = parameters;
  const stride = itemCodeBytes(student);
  const plan = createMemoryPlan(student);
  const codesAt = plan.of(at.CODES);
  const outAt = plan.of(at.OUT);
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: pagesFor(plan.startBytes) });
  } catch (cause) {
    throw outOfMemory(cause);
  }
  const kernel = await instantiateKernel(memory, isRelaxed);
  let views = viewsOf(memory.buffer);
  let codes = views.bytes.subarray(codesAt, codesAt);

  writeStudent(student, plan, views, kernel);
  const findTerms = schema.terms && createTermFinder(schema, schema.terms, plan, kernel);

  function writeSlots(slots: Uint32Array): void {
    const held = codes.length / stride;
    for (let n = 0; n < slots.length; n++) {
      if (slots[n]! >= held) {
        throw new PocketRankError('ENGINE_FAILED', `There is no code in slot ${slots[n]!}.`);
      }
    }
    views.words.set(slots, plan.of(at.SLOTS) >> 2);
  }

  /** Makes the memory reach to `end`. */
  function growTo(end: number): void {
    const { length } = codes;
    const missing = pagesFor(end) - memory.buffer.byteLength / PAGE_BYTES;
    if (missing <= 0) return;
    try {
      memory.grow(missing);
    } catch (cause) {
      throw outOfMemory(cause);
    }
    views = viewsOf(memory.buffer);
    codes = views.bytes.subarray(codesAt, codesAt + length);
  }

  return {
    encode: createEncoder(),
    reserve(slots) {
      if (slots * stride <= codes.length) return;
      growTo(codesAt + slots * stride + READ_AHEAD_BYTES);
      codes = views.bytes.subarray(codesAt, codesAt + slots * stride);
    },
    write: (slot, code) => codes.set(code, slot * stride),
    codes: () => codes,
    score(query, evidence, slots, out) {
      const { words } = views;
      const outputs = query.outDot.length;
      writeEvidence(schema, width, evidence, plan, views);
      writeQuery(query, plan, views);
      kernel.pack();
      for (let from = 0; from < slots.length; from += SLOT_COUNT) {
        const some = slots.subarray(from, from + SLOT_COUNT);
        writeSlots(some);
        kernel.score(some.length);
        const end = (outAt >> 2) + outputs * some.length;
        out.set(words.subarray(outAt >> 2, end), outputs * from);
      }
    },
    async loadAffinities(this: EngineSession) {
      if (this.affinities) return;
      const code = await import('./affinities.ts').catch(() => undefined);
      const host = { schema, width, plan, kernel, views: () => views, writeSlots };
      if (code) this.affinities = code.createKernelAffinities(host);
    },
    close() {
      codes = new Uint8Array(0);
      views = viewsOf(new ArrayBuffer(0));
    },
  };

  function createEncoder(): ReadingEncoder {
    /** Views of what one call reads and writes; they hold until the memory grows. */
    const viewAll = () => {
      const { buffer } = memory;
      return {
        buffer,
        atHand: roomAt(plan.of(at.TEXT_ENDS), TEXT_COUNT, plan.of(at.UNITS_START), UNIT_COUNT),
        dense: new Int8Array(buffer, plan.of(at.DENSE), width),
        wholes: new Uint32Array(buffer, plan.of(at.WHOLES)),
        wholeEnds: new Uint32Array(buffer, plan.of(at.WHOLE_ENDS), schema.fields.length),
      };
    };
    let held = viewAll();

    function roomAt(ends: number, textCount: number, units: number, unitCount: number): TextRoom {
      const utf8 = units + unitCount + UNITS_MARGIN;
      return {
        units,
        halves: new Uint16Array(memory.buffer, units, unitCount),
        utf8: new Uint8Array(memory.buffer, utf8, 2 * unitCount),
        ends: new Uint32Array(memory.buffer, ends, textCount),
      };
    }

    /** Room for a longer object, behind the codes; the next codes may take it. */
    function moreRoom(textCount: number, length: number): TextRoom {
      const ends = align(codesAt + codes.length + READ_AHEAD_BYTES);
      const units = align(ends + 4 * textCount) + UNITS_MARGIN;
      const unitCount = align(length);
      growTo(units + unitsBytes(unitCount));
      return roomAt(ends, textCount, units, unitCount);
    }

    function writeRoom({ units, utf8, ends }: TextRoom): void {
      views.words.set([units, utf8.byteOffset, ends.byteOffset], at.UNITS_START >> 2);
    }

    return (reading, out) => {
      if (held.buffer !== memory.buffer) held = viewAll();
      const { text, textCount } = reading;
      let room = held.atHand;
      if (!writeEnds(reading, room)) {
        room = moreRoom(textCount, text.length);
        writeEnds(reading, room);
      }
      const bytes = writeUtf8(reading, room);
      writeFields(schema, reading, views.words, plan);
      writeRoom(room);
      views.words.set(plan.sides[reading.side].parameters, at.FIELD_GAINS >> 2);
      const isItem = reading.side === 'item' && bytes >= 0 && text.length <= UNIT_COUNT;
      const terms = isItem ? findTerms?.(bytes, views) : undefined;
      if (bytes < 0 || !kernel.encode(bytes)) {
        const folded = foldTexts(reading);
        const length = folded.reduce((sum, one) => sum + one.length, 0);
        if (length > room.halves.length) {
          room = moreRoom(textCount, length);
          writeRoom(room);
        }
        writeFolded(folded, room);
        kernel.encode(0);
      }
      if (held.buffer !== memory.buffer) held = viewAll();
      out.set(held.dense);
      return { reading, wholes: held.wholes, wholeEnds: held.wholeEnds, ...(terms && { terms }) };
    };
  }
}

function pagesFor(end: number): number {
  return Math.ceil(end / PAGE_BYTES);
}

function outOfMemory(cause: unknown): PocketRankError {
  return new PocketRankError('ENGINE_FAILED', 'There is not enough memory for WebAssembly.', {
    cause,
  });
}
