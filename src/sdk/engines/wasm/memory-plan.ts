import type { Field, Side } from '../../../core/features/schema.ts';
import { jobCodeBytes, type Student } from '../../../core/student/student.ts';
import {
  BLOCK,
  BLOCK_HEADER,
  CROSS_BYTES,
  FIELD_BYTES,
  LANE_BYTES,
  PARAMETER_BYTES,
  TILE,
  TOKEN_LIMIT,
  UNITS,
} from './layout.ts';
import { layerBlocks, packedLayerBytes } from './pack-layer.ts';

/** Slots scored by one call of the kernel. */
const SLOT_COUNT = 2048;
/** UTF-16 units and texts of one object for which there is room at hand; longer ones get it beyond the codes. */
const UNIT_COUNT = 8192;
const TEXT_COUNT = 256;
/** The most whole tokens of a tags, category or place field; of text it is a word each, of values one. */
const MAX_WHOLES = 192;
/** The most places of a profile: `collect` reads no more values than that. */
export const MAX_PLACES = 256;
const PLACE_BYTES = 12;
/** What each byte of a packed table stands for, eight bytes each. */
const UNPACKED_BYTES = 256 * 8;

/** Addresses in the kernel's memory; sizes where the host needs them again. */
export interface MemoryPlan {
  slots: number;
  slotCount: number;
  out: number;
  tileCodes: number;
  tileCrosses: number;
  tileSums: number;
  /** The folded head: of its rows, as many as fill whole blocks, the dense ones `rowBytes` long. */
  bias: number;
  outHidden: number;
  outCross: number;
  crossWeights: number;
  profile: number;
  weights: number;
  packed: number;
  /** Descriptors of the crosses, and where each keeps the other side's keys or places (0 for the other kinds). */
  crosses: number;
  crossData: number[];
  /** What was read of an object: `unitCount` units with a margin around them, the ends of `textCount` texts. */
  units: number;
  unitCount: number;
  textEnds: number;
  textCount: number;
  fieldTexts: number;
  fields: number;
  valueTokens: number;
  wholes: number;
  wholeEnds: number;
  singles: number;
  doubles: number;
  pooled: number;
  mixed: number;
  unitVector: number;
  dense: number;
  towerInput: number;
  /** Length of a table row, zeros at its end included. */
  rowBytes: number;
  table: number;
  /** `enter` is 0 where the side has no tower; `parameters` as they stand from FIELD_GAINS on. */
  sides: Record<Side, { gains: number; enter: number; leave: number; parameters: number[] }>;
  /** The job codes come last, so that they can grow. Until there are some, the packed table lies there. */
  codes: number;
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

/** Lays out the kernel's memory for a student. */
export function createMemoryPlan(student: Student): MemoryPlan {
  const { parameters, schema } = student;
  const { width, head, towers, table, tableRows } = parameters;
  const crossCount = schema.crosses.length;
  const rowBytes = LANE_BYTES * Math.ceil(width / LANE_BYTES);
  const units4 = BLOCK * Math.ceil(head.hidden / BLOCK);
  const units = (side: Side): number => UNITS * layerBlocks(towers[side]?.enter.outputs ?? 0);
  const longest = Math.max(rowBytes, units('job'), units('profile'));
  let end = PARAMETER_BYTES;
  const place = (bytes: number): number => {
    const start = end;
    end = align(start + bytes);
    return start;
  };
  const placeSide = (side: Side): MemoryPlan['sides'][Side] => {
    const gains = place(schema.fields.length);
    const tower = towers[side];
    if (tower === undefined) return { gains, enter: 0, leave: 0, parameters: [gains, 0] };
    const { outputs, shift } = tower.enter;
    const enter = place(packedLayerBytes(outputs, rowBytes));
    const leave = place(packedLayerBytes(width, units(side)));
    const blocks = [layerBlocks(outputs), layerBlocks(width)];
    return {
      gains,
      enter,
      leave,
      parameters: [gains, enter, leave, ...blocks, shift, tower.leave.shift],
    };
  };
  return {
    slots: place(4 * SLOT_COUNT),
    slotCount: SLOT_COUNT,
    out: place(Math.max(8, 4 + crossCount) * (SLOT_COUNT + TILE)),
    tileCodes: place(16 * rowBytes),
    tileCrosses: place(4 * TILE * (crossCount + 1)),
    tileSums: place(64),
    bias: place(8 * units4),
    outHidden: place(2 * units4),
    outCross: place(8 * crossCount),
    crossWeights: place(2 * crossCount * units4),
    profile: place(rowBytes),
    weights: place(rowBytes * units4),
    packed: place(
      2 * rowBytes +
        (units4 / BLOCK) * (BLOCK_HEADER + 4 * BLOCK * crossCount + 2 * BLOCK * rowBytes) +
        16 * crossCount,
    ),
    crosses: place(CROSS_BYTES * crossCount),
    crossData: schema.crosses.map(({ kind, profileField, slots }) =>
      kind === 'match'
        ? place(2 * (profileField < 0 ? slots : maxWholes(schema.fields[profileField]!)))
        : kind === 'distance'
          ? place(MAX_PLACES * PLACE_BYTES)
          : 0,
    ),
    units: place(UNITS_MARGIN + unitsBytes(UNIT_COUNT)) + UNITS_MARGIN,
    unitCount: UNIT_COUNT,
    textEnds: place(4 * TEXT_COUNT),
    textCount: TEXT_COUNT,
    fieldTexts: place(4 * schema.fields.length),
    fields: place(FIELD_BYTES * schema.fields.length),
    valueTokens: place(16 * schema.fields.length),
    wholes: place(schema.fields.reduce((sum, field) => sum + 8 * maxWholes(field), 0)),
    wholeEnds: place(4 * schema.fields.length),
    singles: place(4 * TOKEN_LIMIT + 16),
    doubles: place(4 * TOKEN_LIMIT + 16),
    pooled: place(4 * longest),
    mixed: place(4 * rowBytes),
    unitVector: place(rowBytes),
    dense: place(rowBytes),
    towerInput: place(2 * longest),
    rowBytes,
    table: place(tableRows * rowBytes),
    sides: { job: placeSide('job'), profile: placeSide('profile') },
    codes: place(jobCodeBytes(student)),
    startBytes: end + tableRows + table.rows.length + UNPACKED_BYTES,
  };
}
