import type { Cross } from '../features/schema.ts';
import { logRatio } from '../math/log-ratio.ts';

/** How rare within one list what a job (by its code) has is: log2 of how few share it, 0 where all do. */
export type ListRarity = (codes: Uint8Array, at: number) => number;

/**
 * Creates the rarity of jobs within a list by a cross of kind match: −log2 (piecewise linear) of the mean
 * affinity of the job to the jobs of the list, itself included; 0 without keys. A match on something rare
 * tells more: what half of the list has narrows a choice by little.
 *
 * @param width length of a code's dense part
 * @param codes job codes, `stride` bytes each
 * @param slots which codes the list holds, by index
 */
export function createListRarity(
  cross: Cross,
  width: number,
  codes: Uint8Array,
  stride: number,
  slots: Uint32Array,
): ListRarity {
  const offset = width + cross.offset;
  // By key; that of empty slots, 0, is counted and never asked for.
  const jobs = new Uint32Array(0x10000);
  for (let n = 0; n < slots.length; n++) {
    const from = slots[n]! * stride + offset;
    for (let i = from; i < from + cross.bytes; i += 3) {
      jobs[codes[i]! | (codes[i + 1]! << 8)]!++;
    }
  }
  const whole = 127 * slots.length;
  return (code, at) => {
    let shared = 0;
    for (let i = at + offset; i < at + offset + cross.bytes; i += 3) {
      const key = code[i]! | (code[i + 1]! << 8);
      if (key === 0) break;
      shared += code[i + 2]! * jobs[key]!;
    }
    return shared === 0 ? 0 : logRatio(whole / shared);
  };
}
