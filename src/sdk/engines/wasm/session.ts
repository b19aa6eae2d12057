import type { EngineSession } from '../../../core/engine.ts';
import { PocketRankError } from '../../../core/errors.ts';
import { createScalarDenseEncoder, type DenseEncoder } from '../../../core/student/encode.ts';
import type { Query } from '../../../core/student/fold.ts';
import { jobCodeBytes, type Student } from '../../../core/student/student.ts';
import { instantiateKernel } from './kernel.ts';
import * as at from './layout.ts';
import { createMemoryPlan } from './memory-plan.ts';
import { packQuery } from './pack-query.ts';
import { writeEvidence } from './write-evidence.ts';
import { writePast } from './write-past.ts';
import { writeStudent } from './write-student.ts';

const PAGE_BYTES = 65_536;
/** The kernel reads whole vectors, so up to this many bytes beyond the last code. */
const READ_AHEAD_BYTES = 16;

/** Loads a student into a memory of its own. @throws ENGINE_FAILED */
export async function createWasmSession(student: Student): Promise<EngineSession> {
  const { parameters, schema } = student;
  const { width, head } = parameters;
  const stride = jobCodeBytes(student);
  const plan = createMemoryPlan(student);
  let memory: WebAssembly.Memory;
  try {
    memory = new WebAssembly.Memory({ initial: pagesFor(plan.codes) });
  } catch (cause) {
    throw outOfMemory(cause);
  }
  const kernel = await instantiateKernel(memory);
  let words = new Int32Array(memory.buffer);
  let halves = new Int16Array(memory.buffer);
  let bytes = new Uint8Array(memory.buffer);
  let signed = new Int8Array(memory.buffer);
  let codes = bytes.subarray(plan.codes, plan.codes);

  const parameter = (address: number, value: number): void => {
    words[address >> 2] = value;
  };
  writeStudent(student, plan, words, halves, signed);
  parameter(at.CODES, plan.codes);
  parameter(at.STRIDE, stride);
  parameter(at.SLOTS, plan.slots);
  parameter(at.OUT, plan.out);
  parameter(at.WIDTH, width);
  parameter(at.CROSSES, plan.crosses);
  parameter(at.CROSS_COUNT, schema.crosses.length);
  parameter(at.TILE_CODES, plan.tileCodes);
  parameter(at.TILE_CROSSES, plan.tileCrosses);
  parameter(at.HEAD, plan.head);
  parameter(at.BLOCKS, Math.ceil(head.hidden / at.BLOCK));

  function writeQuery(query: Query): void {
    packQuery(query, words, halves, plan.head);
    parameter(at.CROSS_SHIFT, query.crossShift);
    parameter(at.SHIFT, query.shift);
    parameter(at.OUT_HIDDEN_SHIFT, query.outHiddenShift);
    parameter(at.OUT_CROSS_SHIFT, query.outCrossShift);
    for (let k = 0; k < 2; k++) {
      parameter(at.OUT_DOT + 4 * k, query.outDot[k]!);
      parameter(at.OUT_BIAS + 4 * k, query.outBias[k]!);
    }
  }

  function checkSlots(slots: Uint32Array): void {
    const held = codes.length / stride;
    for (let n = 0; n < slots.length; n++) {
      if (slots[n]! >= held) {
        throw new PocketRankError('ENGINE_FAILED', `There is no code in slot ${slots[n]!}.`);
      }
    }
  }

  return {
    encodeDense: createDenseEncoder(),
    reserve(slots) {
      if (slots * stride <= codes.length) return;
      const end = plan.codes + slots * stride + READ_AHEAD_BYTES;
      const missing = pagesFor(end) - memory.buffer.byteLength / PAGE_BYTES;
      if (missing > 0) {
        try {
          memory.grow(missing);
        } catch (cause) {
          throw outOfMemory(cause);
        }
        words = new Int32Array(memory.buffer);
        halves = new Int16Array(memory.buffer);
        bytes = new Uint8Array(memory.buffer);
        signed = new Int8Array(memory.buffer);
      }
      codes = bytes.subarray(plan.codes, plan.codes + slots * stride);
    },
    write: (slot, code) => codes.set(code, slot * stride),
    codes: () => codes,
    score(query, evidence, slots, out) {
      writeQuery(query);
      writeEvidence(schema, width, evidence, plan, words, bytes);
      for (let from = 0; from < slots.length; from += plan.slotCount) {
        const some = slots.subarray(from, from + plan.slotCount);
        checkSlots(some);
        words.set(some, plan.slots >> 2);
        kernel.score(some.length);
        out.set(words.subarray(plan.out >> 2, (plan.out >> 2) + 2 * some.length), 2 * from);
      }
    },
    affinities(past, slots, dots, crosses) {
      writePast(schema, width, past, plan, words, bytes);
      const count = slots.length;
      for (let from = 0; from < count; from += plan.slotCount) {
        const some = slots.subarray(from, from + plan.slotCount);
        checkSlots(some);
        words.set(some, plan.slots >> 2);
        kernel.affinities(some.length);
        dots.set(words.subarray(plan.out >> 2, (plan.out >> 2) + some.length), from);
        for (let c = 0; c < schema.crosses.length; c++) {
          const start = plan.out + (4 + c) * some.length;
          crosses.set(bytes.subarray(start, start + some.length), c * count + from);
        }
      }
    },
    close() {
      codes = bytes = new Uint8Array(0);
      signed = new Int8Array(0);
      halves = new Int16Array(0);
      words = new Int32Array(0);
    },
  };

  function createDenseEncoder(): DenseEncoder {
    let scalar: DenseEncoder | undefined;
    return (side, bag, out) => {
      const fields = bag.ends.length;
      const count = bag.ends[fields - 1]!;
      if (count > plan.tokenCount) {
        // So long a text is rare; the definition takes any.
        scalar ??= createScalarDenseEncoder(parameters);
        return scalar(side, bag, out);
      }
      words.set(bag.rows.subarray(0, count), plan.tokenRows >> 2);
      bytes.set(bag.weights.subarray(0, count), plan.tokenWeights);
      words.set(bag.ends, plan.fieldEnds >> 2);
      const { gains, enter, leave } = plan.sides[side];
      const tower = parameters.towers[side];
      parameter(at.FIELD_GAINS, gains);
      parameter(at.ENTER, enter);
      if (tower !== undefined) {
        parameter(at.LEAVE, leave);
        parameter(at.ENTER_BLOCKS, Math.ceil(tower.enter.outputs / at.UNITS));
        parameter(at.LEAVE_BLOCKS, Math.ceil(width / at.UNITS));
        parameter(at.ENTER_SHIFT, tower.enter.shift);
        parameter(at.LEAVE_SHIFT, tower.leave.shift);
      }
      kernel.encode();
      out.set(signed.subarray(plan.dense, plan.dense + width));
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
