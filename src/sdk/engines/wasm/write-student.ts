import { SIDES, type FieldKind } from '../../../core/features/schema.ts';
import { PER_BYTE, storedIntegers } from '../../../core/format/packed-table.ts';
import { hashStart } from '../../../core/math/hash.ts';
import type { Student } from '../../../core/student/student.ts';
import * as at from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';
import type { Kernel } from './kernel.ts';
import { layerBlocks, packLayer } from './pack-layer.ts';

/** Kinds of fields with texts, as layout.ts numbers them. */
const KINDS: Readonly<Partial<Record<FieldKind, number>>> = {
  text: 0,
  tags: 1,
  category: 2,
  flag: 2,
  place: 3,
};

/** Writes what encoding needs of a student: the table, the gains, the towers, and where they lie. */
export function writeStudent(
  student: Student,
  plan: MemoryPlan,
  { words, halves, signed, bytes }: MemoryViews,
  kernel: Kernel,
): void {
  const { tableRows, table, gains, towers } = student.parameters;
  const { fields, terms } = student.schema;
  if (terms) words.set(terms.fields, plan.of(at.TERM_FIELDS) >> 2);
  words.set(plan.parameters);
  const packed = plan.of(at.CODES);
  const scales = packed + table.rows.length;
  bytes.set(table.rows, packed);
  bytes.set(table.scales, scales);
  signed.set(storedIntegers(table.format, 8), scales + tableRows);
  kernel.unpack(packed, scales, scales + tableRows, PER_BYTE[table.format]);
  for (const side of SIDES) {
    const addresses = plan.sides[side];
    for (const [f, { embed }] of fields.entries()) {
      signed[addresses.gains + f] = embed ? gains[side][f]! : 0;
    }
    const tower = towers[side];
    if (tower === undefined) continue;
    packLayer(tower.enter, plan.of(at.ROW_BYTES), words, halves, addresses.enter);
    const units = at.UNITS * layerBlocks(tower.enter.outputs);
    packLayer(tower.leave, units, words, halves, addresses.leave);
  }
  for (const [f, { kind, maxWords, grams, salt }] of fields.entries()) {
    const code = KINDS[kind] ?? at.VALUE;
    const descriptor = [code, maxWords, grams ? 1 : 0, hashStart(salt)];
    words.set(descriptor, (plan.of(at.FIELDS) + f * at.FIELD_BYTES) >> 2);
  }
}
