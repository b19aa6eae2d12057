import type { Field, Schema, Side } from '../../../core/features/schema.ts';
import { bitsOfTerms } from '../../../core/terms/term-dictionary.ts';
import { itemCodeBytes, type Student } from '../../../core/student/student.ts';
import * as at from './layout.ts';
import { layerBlocks, packedLayerBytes } from './pack-layer.ts';

/** Slots scored by one call of the kernel. */
export const SLOT_COUNT = 2048;
/** UTF-16 units and texts of one object for which there is room at hand; longer ones get it beyond the codes. */
export const UNIT_COUNT = 8192;
export const TEXT_COUNT = 256;
/** The most whole tokens of a tags, category or place field; of text it is a word each, of values one. */
const MAX_WHOLES = 256;
/** The most places of a profile: `collect` reads no more values than that. */
export const MAX_PLACES = 256;
const PLACE_BYTES = 12;
/** What each byte of a packed table stands for, eight bytes each. */
const UNPACKED_BYTES = 256 * 8;

/** Where everything lies in the kernel's memory. */
export interface MemoryPlan {
  /** The kernel's parameters as they are to start with (layout.ts): addresses of its parts, and sizes. */
  parameters: Int32Array;
  /** One of these parameters. */
  of(parameter: number): number;
  /** Where each cross keeps the other side's keys or places (0 for the other kinds). */
  crossData: number[];
  /** `enter` is 0 where the side has no tower; `parameters` as they stand from FIELD_GAINS on. */
  sides: Record<Side, { gains: number; enter: number; leave: number; parameters: number[] }>;
  /** What is needed to start with. */
  startBytes: number;
}

/** Free bytes before and after the units: the kernel puts marks around words and works in whole vectors. */
export const UNITS_MARGIN = 32;

/** Room for units, and where they are folded from: UTF-8 that starts after half of them, twice as many bytes. */
export function unitsBytes(count: number): number {
  return 3 * count + 2 * UNITS_MARGIN;
}

/** The most whole tokens of a field. */
function maxWholes({ maxWords }: Field): number {
  return Math.max(maxWords, MAX_WHOLES);
}

/** Every part starts at a multiple of 16. */
export function align(address: number): number {
  return (address + 15) & -16;
}

/** Room for what texts name. */
function termParts({ terms, lexicon }: Schema): [parameter: number, bytes: number][] {
  if (terms === undefined) return [];
  return [
    // A word every other unit at most; what longer items name the definition finds.
    [at.TERM_WORDS, 8 * (UNIT_COUNT / 2 + terms.fields.length + TEXT_COUNT)],
    [at.TERM_CLASSES, 256],
    [at.TERM_MEMO, 2 ** (at.MEMO_BITS + 5)],
    [at.TERM_MASKS, 32],
    [at.TERM_COARSE, 2 ** (at.COARSE_BITS - 3)],
    [at.TERM_TAKEN, at.KEY_BITS_BYTES],
    [at.TERM_KEYS, 2 * terms.slots],
    [at.TERM_FIELDS, 4 * terms.fields.length],
    [at.TERM_NAMES, 2 ** (bitsOfTerms(lexicon, 'names') - 3)],
    [at.TERM_COMMON, 2 ** (bitsOfTerms(lexicon, 'common') - 3)],
  ];
}

function termSizes({ terms, lexicon }: Schema): [parameter: number, value: number][] {
  if (terms === undefined) return [];
  return [
    [at.TERM_SLOTS, terms.slots],
    [at.TERM_FIELD_COUNT, terms.fields.length],
    [at.TERM_NAMES_SHIFT, 32 - bitsOfTerms(lexicon, 'names')],
    [at.TERM_COMMON_SHIFT, 32 - bitsOfTerms(lexicon, 'common')],
  ];
}

/** Lays out the kernel's memory for a student. */
export function createMemoryPlan(student: Student): MemoryPlan {
  const { parameters: model, schema } = student;
  const { width, head, towers, table, tableRows } = model;
  const { fields, crosses } = schema;
  const stride = itemCodeBytes(student);
  const rowBytes = at.LANE_BYTES * Math.ceil(width / at.LANE_BYTES);
  const blocks = Math.ceil(head.hidden / at.BLOCK);
  const headUnits = at.BLOCK * blocks;
  const outCount = student.outputs.length;
  const units = (side: Side): number => at.UNITS * layerBlocks(towers[side]?.enter.outputs ?? 0);
  const longest = Math.max(rowBytes, units('item'), units('profile'));
  let end = at.PARAMETER_BYTES;
  const reserve = (bytes: number): number => {
    const start = end;
    end = align(start + bytes);
    return start;
  };
  const reserveSide = (side: Side): MemoryPlan['sides'][Side] => {
    const gains = reserve(fields.length);
    const tower = towers[side];
    if (tower === undefined) return { gains, enter: 0, leave: 0, parameters: [gains, 0] };
    const { outputs, shift } = tower.enter;
    const enter = reserve(packedLayerBytes(outputs, rowBytes));
    const leave = reserve(packedLayerBytes(width, units(side)));
    const sizes = [layerBlocks(outputs), layerBlocks(width)];
    return {
      gains,
      enter,
      leave,
      parameters: [gains, enter, leave, ...sizes, shift, tower.leave.shift],
    };
  };
  const sizes: [parameter: number, value: number][] = [
    [at.STRIDE, stride],
    [at.BLOCKS, blocks],
    [at.CROSS_FEATURES, model.crossFeatures],
    [at.WIDTH, width],
    [at.ROW_BYTES, rowBytes],
    [at.TABLE_ROWS, tableRows],
    [at.FIELD_COUNT, fields.length],
    ...termSizes(student.schema),
  ];
  const parts: [parameter: number, bytes: number][] = [
    [at.SLOTS, 4 * SLOT_COUNT],
    [at.OUT, Math.max(4 * outCount, 4 + crosses.length) * (SLOT_COUNT + at.TILE)],
    [at.TILE_CODES, 16 * rowBytes],
    [at.TILE_CROSSES, 4 * at.TILE * (crosses.length + 1)],
    [at.TILE_SUMS, 64],
    [at.ACTIVE, 32 * blocks],
    // The folded head: of its rows, as many as fill whole blocks, the dense ones `rowBytes` long.
    [at.BIAS, 8 * headUnits],
    [at.OUT_HIDDEN, outCount * headUnits],
    [at.OUT_CROSS, 4 * outCount * crosses.length],
    [at.CROSS_WEIGHTS, 2 * crosses.length * headUnits],
    [at.PROFILE, rowBytes],
    [at.WEIGHTS, rowBytes * headUnits],
    [
      at.PACKED,
      2 * rowBytes +
        blocks * (at.BLOCK_HEADER + 4 * at.BLOCK * crosses.length + 2 * at.BLOCK * rowBytes) +
        8 * outCount * crosses.length,
    ],
    [at.CROSSES, at.CROSS_BYTES * crosses.length],
    // What was read of an object, at first: a longer one gets room beyond the codes.
    [at.UNITS_START, UNITS_MARGIN + unitsBytes(UNIT_COUNT)],
    [at.TEXT_ENDS, 4 * TEXT_COUNT],
    [at.FIELD_TEXTS, 4 * fields.length],
    [at.FIELDS, at.FIELD_BYTES * fields.length],
    [at.VALUE_TOKENS, 16 * fields.length],
    [at.WHOLES, fields.reduce((sum, field) => sum + 8 * maxWholes(field), 0)],
    [at.WHOLE_ENDS, 4 * fields.length],
    [at.SINGLES, 4 * at.TOKEN_LIMIT + 16],
    [at.DOUBLES, 4 * at.TOKEN_LIMIT + 16],
    [at.POOLED, 4 * longest],
    [at.MIXED, 4 * rowBytes],
    [at.UNIT_VECTOR, rowBytes],
    [at.DENSE, rowBytes],
    [at.TOWER_INPUT, 2 * longest],
    [at.TABLE, tableRows * rowBytes],
    ...termParts(student.schema),
  ];
  const parameters = new Int32Array(at.PARAMETER_BYTES >> 2);
  for (const [parameter, value] of sizes) parameters[parameter >> 2] = value;
  for (const [parameter, bytes] of parts) parameters[parameter >> 2] = reserve(bytes);
  parameters[at.UNITS_START >> 2]! += UNITS_MARGIN;
  const crossData = crosses.map(({ kind, profileField, slots }) =>
    kind === 'match'
      ? reserve(2 * (profileField < 0 ? slots : maxWholes(fields[profileField]!)))
      : kind === 'distance'
        ? reserve(MAX_PLACES * PLACE_BYTES)
        : kind === 'mention'
          ? reserve(at.MENTION_BYTES)
          : 0,
  );
  const sides = { item: reserveSide('item'), profile: reserveSide('profile') };
  // The item codes come last, so that they can grow. Until there are some, the packed table lies there.
  parameters[at.CODES >> 2] = reserve(stride);
  return {
    parameters,
    of: (parameter) => parameters[parameter >> 2]!,
    crossData,
    sides,
    startBytes: end + tableRows + table.rows.length + UNPACKED_BYTES,
  };
}
