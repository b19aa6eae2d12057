import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import { logRatio } from '../math/log-ratio.ts';
import type { Field } from './schema.ts';
import { addToken, WHOLE_WORD, type TokenList } from './token-list.ts';

const NUMBER_BINS = 16;
/** Bins of time: log2 of the age in days would need the clock; years and quarters do not. */
const QUARTER_MS = 7_889_400_000;

/**
 * The tokens of a number or time field, two at most. Two neighbouring bins share a number's weight of 4, so
 * that near numbers get near codes; so do those of a time that has a range.
 *
 * @param value NaN gives none
 */
export function valueTokens(field: Field, value: number, list: TokenList): void {
  if (Number.isNaN(value)) return;
  if (field.kind === 'time' && field.max <= field.min) {
    addToken(list, binHash(field, Math.floor(value / QUARTER_MS) & 0xffff), WHOLE_WORD);
    return;
  }
  const at = numberPosition(field, value) * (NUMBER_BINS - 1);
  const bin = Math.min(Math.floor(at), NUMBER_BINS - 2);
  const upper = Math.floor((at - bin) * 4 + 0.5);
  if (upper < 4) addToken(list, binHash(field, bin), 4 - upper);
  if (upper > 0) addToken(list, binHash(field, bin + 1), upper);
}

function binHash(field: Field, bin: number): number {
  return mix32(hashStep(hashStart(field.salt), bin));
}

/** Where a number lies in its field's range: 0 … 1. */
export function numberPosition(field: Field, value: number): number {
  const clamped = Math.min(Math.max(value, field.min), field.max);
  return field.scale === 'log'
    ? logRatio(clamped / field.min) / logRatio(field.max / field.min)
    : (clamped - field.min) / (field.max - field.min);
}
