import type { Side } from '../../../core/features/schema.ts';
import { jobCodeBytes, type Student } from '../../../core/student/student.ts';
import { CROSS_BYTES, LANE_BYTES, PARAMETER_BYTES, TILE, UNITS } from './layout.ts';
import { layerBlocks, packedLayerBytes } from './pack-layer.ts';
import { packedQueryBytes } from './pack-query.ts';

/** Slots scored by one call of the kernel. */
const SLOT_COUNT = 2048;
/** Tokens encoded by one call of the kernel. */
const TOKEN_COUNT = 4096;
/** Key bits of a match cross: one for each of 65,536 keys. */
export const KEY_BYTES = 8192;
/** The most places of a profile: `collect` reads no more values than that. */
export const MAX_PLACES = 256;
const PLACE_BYTES = 12;

/** Addresses in the kernel's memory; sizes where the host needs them again. */
export interface MemoryPlan {
  slots: number;
  slotCount: number;
  out: number;
  tileCodes: number;
  tileCrosses: number;
  head: number;
  /** Descriptors of the crosses, and where each keeps its key bits or places (0 for the other kinds). */
  crosses: number;
  crossData: number[];
  tokenRows: number;
  tokenWeights: number;
  tokenCount: number;
  fieldEnds: number;
  pooled: number;
  mixed: number;
  unitVector: number;
  dense: number;
  towerInput: number;
  /** Length of a table row, zeros at its end included. */
  rowBytes: number;
  table: number;
  /** `enter` is 0 where the side has no tower. */
  sides: Record<Side, { gains: number; enter: number; leave: number }>;
  /** The job codes come last, so that they can grow. */
  codes: number;
}

/** Lays out the kernel's memory for a student. */
export function createMemoryPlan(student: Student): MemoryPlan {
  const { parameters, schema } = student;
  const { width, head, towers, tableRows } = parameters;
  const crossCount = schema.crosses.length;
  const rowBytes = LANE_BYTES * Math.ceil(width / LANE_BYTES);
  const units = (side: Side): number => UNITS * layerBlocks(towers[side]?.enter.outputs ?? 0);
  const longest = Math.max(rowBytes, units('job'), units('profile'));
  let end = PARAMETER_BYTES;
  const place = (bytes: number): number => {
    const start = end;
    end = Math.ceil((start + bytes) / 16) * 16;
    return start;
  };
  const placeSide = (side: Side): MemoryPlan['sides'][Side] => {
    const gains = place(schema.fields.length);
    const tower = towers[side];
    if (tower === undefined) return { gains, enter: 0, leave: 0 };
    return {
      gains,
      enter: place(packedLayerBytes(tower.enter.outputs, rowBytes)),
      leave: place(packedLayerBytes(width, units(side))),
    };
  };
  return {
    slots: place(4 * SLOT_COUNT),
    slotCount: SLOT_COUNT,
    out: place(Math.max(8, 4 + crossCount) * (SLOT_COUNT + TILE)),
    tileCodes: place(16 * rowBytes),
    tileCrosses: place(4 * TILE * crossCount),
    head: place(packedQueryBytes(head.hidden, width, crossCount)),
    crosses: place(CROSS_BYTES * crossCount),
    crossData: schema.crosses.map(({ kind }) =>
      kind === 'match'
        ? place(KEY_BYTES)
        : kind === 'distance'
          ? place(MAX_PLACES * PLACE_BYTES)
          : 0,
    ),
    tokenRows: place(4 * TOKEN_COUNT),
    tokenWeights: place(TOKEN_COUNT),
    tokenCount: TOKEN_COUNT,
    fieldEnds: place(4 * schema.fields.length),
    pooled: place(4 * longest),
    mixed: place(4 * rowBytes),
    unitVector: place(rowBytes),
    dense: place(rowBytes),
    towerInput: place(2 * longest),
    rowBytes,
    table: place(tableRows * rowBytes),
    sides: { job: placeSide('job'), profile: placeSide('profile') },
    codes: place(jobCodeBytes(student)),
  };
}
