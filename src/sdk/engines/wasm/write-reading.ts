import type { Reading } from '../../../core/features/reading.ts';
import type { Schema } from '../../../core/features/schema.ts';
import { createTokenList } from '../../../core/features/token-list.ts';
import { valueTokens } from '../../../core/features/value-tokens.ts';
import { foldText, isPlainSpace, isWordUnit } from '../../../core/features/words.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** A place in the kernel's memory for the texts of one object. */
export interface TextRoom {
  /** Address of the first unit. */
  units: number;
  /** As many units as fit, where the kernel reads them. */
  halves: Uint16Array;
  /** The place where as many bytes of ASCII wait to be widened. */
  ascii: Uint8Array;
  /** As many ends of texts as fit. */
  ends: Uint32Array;
}

const SPACE = 32;
const encoder = new TextEncoder();
const tokens = createTokenList();

/**
 * Writes the texts of an object where the kernel reads them, folded.
 *
 * @returns how many bytes of ASCII the kernel is still to widen and fold; where there is not enough room,
 * −1 − as many units as are needed
 */
export function writeTexts(
  { text, textCount, textEnds }: Reading,
  { units, halves, ascii, ends }: TextRoom,
): number {
  if (text.length > halves.length || textCount > ends.length) return -1 - text.length;
  for (let i = 0; i < textCount; i++) ends[i] = units + 2 * textEnds[i]!;
  // Native code copies a string many times faster than charCodeAt does.
  const { read, written } = encoder.encodeInto(text, ascii);
  if (read === text.length && written === read) return written;
  if (copyPlain(text, halves)) return 0;

  const folded: string[] = [];
  let length = 0;
  for (let i = 0; i < textCount; i++) {
    const one = foldText(text.slice(i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]!));
    folded.push(one);
    length += one.length;
    ends[i] = units + 2 * length;
  }
  if (length > halves.length) return -1 - length;
  const whole = folded.join('');
  for (let i = 0; i < length; i++) {
    const unit = whole.charCodeAt(i);
    halves[i] = unit < 0x80 || isWordUnit(unit) ? unit : SPACE;
  }
  return 0;
}

/** Copies a text that needs no more folding than ASCII does; false where it is another. */
function copyPlain(text: string, halves: Uint16Array): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) halves[i] = unit >= 65 && unit <= 90 ? unit + 32 : unit;
    else if (isPlainSpace(unit)) halves[i] = SPACE;
    else return false;
  }
  return true;
}

/** Writes how the texts belong to fields, and the tokens of the fields without texts. */
export function writeFields(
  { fields }: Schema,
  { fieldEnds, values }: Reading,
  words: Int32Array,
  plan: MemoryPlan,
): void {
  for (let f = 0; f < fields.length; f++) {
    words[(plan.fieldTexts >> 2) + f] = fieldEnds[f]!;
    const field = fields[f]!;
    if (field.kind !== 'number' && field.kind !== 'time') continue;
    tokens.count = 0;
    valueTokens(field, values[f]!, tokens);
    const at = (plan.valueTokens >> 2) + 4 * f;
    for (let i = 0; i < 2; i++) {
      words[at + 2 * i] = tokens.hashes[i]!;
      words[at + 2 * i + 1] = i < tokens.count ? tokens.marks[i]! : 0;
    }
  }
}
