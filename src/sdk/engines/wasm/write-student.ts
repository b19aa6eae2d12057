import { SIDES } from '../../../core/features/schema.ts';
import type { Student } from '../../../core/student/student.ts';
import * as at from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { layerBlocks, packLayer } from './pack-layer.ts';

/** Writes what encoding needs of a student: the table, the gains, the towers, and where they lie. */
export function writeStudent(
  student: Student,
  plan: MemoryPlan,
  words: Int32Array,
  halves: Int16Array,
  signed: Int8Array,
): void {
  const { width, tableRows, table, gains, towers } = student.parameters;
  if (plan.rowBytes === width) signed.set(table, plan.table);
  else {
    for (let r = 0; r < tableRows; r++) {
      signed.set(table.subarray(r * width, (r + 1) * width), plan.table + r * plan.rowBytes);
    }
  }
  for (const side of SIDES) {
    const addresses = plan.sides[side];
    signed.set(gains[side], addresses.gains);
    const tower = towers[side];
    if (tower === undefined) continue;
    packLayer(tower.enter, plan.rowBytes, words, halves, addresses.enter);
    const units = at.UNITS * layerBlocks(tower.enter.outputs);
    packLayer(tower.leave, units, words, halves, addresses.leave);
  }
  const parameters: [address: number, value: number][] = [
    [at.TABLE, plan.table],
    [at.ROW_BYTES, plan.rowBytes],
    [at.TOKEN_ROWS, plan.tokenRows],
    [at.TOKEN_WEIGHTS, plan.tokenWeights],
    [at.FIELD_ENDS, plan.fieldEnds],
    [at.FIELD_COUNT, student.schema.fields.length],
    [at.POOLED, plan.pooled],
    [at.MIXED, plan.mixed],
    [at.UNIT_VECTOR, plan.unitVector],
    [at.DENSE, plan.dense],
    [at.TOWER_INPUT, plan.towerInput],
  ];
  for (const [address, value] of parameters) words[address >> 2] = value;
}
