import { isNumeric } from '../../../core/features/facts.ts';
import type { Reading } from '../../../core/reading/reading.ts';
import type { Schema } from '../../../core/features/schema.ts';
import { createTokenList } from '../../../core/features/token-list.ts';
import { valueTokens } from '../../../core/features/value-tokens.ts';
import { foldText, isWordUnit } from '../../../core/reading/words.ts';
import { FIELD_TEXTS, VALUE_TOKENS } from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';

/** A place in the kernel's memory for the texts of one object. */
export interface TextRoom {
  /** Address of the first unit. */
  units: number;
  /** As many folded units as fit, where the kernel reads them. */
  halves: Uint16Array;
  /** Where UTF-8 waits to be folded. */
  utf8: Uint8Array;
  /** As many ends of texts as fit. */
  ends: Uint32Array;
}

const encoder = new TextEncoder();
const tokens = createTokenList();

/** Whether there is room for the texts of an object; where they end is written then. */
export function writeEnds(
  { text, textCount, textEnds }: Reading,
  { units, halves, ends }: TextRoom,
): boolean {
  if (text.length > halves.length || textCount > ends.length) return false;
  for (let i = 0; i < textCount; i++) ends[i] = units + 2 * textEnds[i]!;
  return true;
}

/**
 * Writes the texts of an object as UTF-8 for the kernel to fold. Native code copies a string many times faster
 * than `charCodeAt` does.
 *
 * @returns the number of bytes; −1 where they do not fit
 */
export function writeUtf8({ text, utf8: known }: Reading, { utf8 }: TextRoom): number {
  if (known && known.length <= utf8.length) {
    utf8.set(known);
    return known.length;
  }
  const { read, written } = encoder.encodeInto(text, utf8);
  return read === text.length ? written : -1;
}

/** The texts of an object, each folded. */
export function foldTexts({ text, textCount, textEnds }: Reading): string[] {
  return Array.from({ length: textCount }, (_, i) =>
    foldText(text.slice(i === 0 ? 0 : textEnds[i - 1]!, textEnds[i]!)),
  );
}

/** Writes folded texts as the kernel reads them; there must be room. */
export function writeFolded(texts: readonly string[], { units, halves, ends }: TextRoom): void {
  let at = 0;
  for (const [i, text] of texts.entries()) {
    for (let k = 0; k < text.length; k++) {
      const unit = text.charCodeAt(k);
      halves[at++] = unit === PLUS || unit === HASH || isWordUnit(unit) ? unit : 0;
    }
    ends[i] = units + 2 * at;
  }
}

const PLUS = 43;
const HASH = 35;

/** Writes how the texts belong to fields, and the tokens of the fields without texts. */
export function writeFields(
  { fields }: Schema,
  { fieldEnds, values }: Reading,
  words: Int32Array,
  plan: MemoryPlan,
): void {
  for (let f = 0; f < fields.length; f++) {
    words[(plan.of(FIELD_TEXTS) >> 2) + f] = fieldEnds[f]!;
    const field = fields[f]!;
    if (field.kind !== 'time' && !isNumeric(field.kind)) continue;
    tokens.count = 0;
    valueTokens(field, values[f]!, tokens);
    const at = (plan.of(VALUE_TOKENS) >> 2) + 4 * f;
    for (let i = 0; i < 2; i++) {
      words[at + 2 * i] = tokens.hashes[i]!;
      words[at + 2 * i + 1] = i < tokens.count ? tokens.marks[i]! : 0;
    }
  }
}
