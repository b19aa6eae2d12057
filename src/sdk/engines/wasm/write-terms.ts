import type { FoundTerms } from '../../../core/terms/find-terms.ts';
import { dictionaryOf, type TermSet } from '../../../core/terms/term-dictionary.ts';
import { isWordUnit } from '../../../core/reading/words.ts';
import type { Schema, Terms } from '../../../core/features/schema.ts';
import type { Kernel } from './kernel.ts';
import * as at from './layout.ts';
import type { MemoryPlan } from './memory-plan.ts';
import type { MemoryViews } from './memory-views.ts';

/** Reads what the kernel found that an item names; undefined where the definition must find it. */
export type TermFinder = (bytes: number, views: MemoryViews) => FoundTerms | undefined;

/** Creates the finder of a kernel, for the UTF-8 that was written; the dictionary is written when it is first asked. */
export function createTermFinder(
  { lexicon }: Schema,
  terms: Terms,
  plan: MemoryPlan,
  kernel: Kernel,
): TermFinder {
  const found = { names: 0, count: 0, keys: new Uint16Array(terms.slots) };
  let isWritten = false;
  return (utf8Bytes, { bytes, halves }) => {
    if (!isWritten) {
      const { names, common } = dictionaryOf(lexicon);
      writeSet(names, plan.of(at.TERM_NAMES), bytes);
      writeSet(common, plan.of(at.TERM_COMMON), bytes);
      writeCoarse(names, plan.of(at.TERM_COARSE), bytes);
      writeClasses(plan.of(at.TERM_CLASSES), bytes);
      bytes.fill(255, plan.of(at.TERM_MASKS), plan.of(at.TERM_MASKS) + 16);
      isWritten = true;
    }
    const counts = kernel.terms(utf8Bytes);
    if (counts < 0) return undefined;
    found.names = counts & 255;
    found.count = counts >> 8;
    const keys = plan.of(at.TERM_KEYS) >> 1;
    for (let i = 0; i < found.count; i++) found.keys[i] = halves[keys + i]!;
    return found;
  };
}

function writeSet({ bits }: TermSet, to: number, bytes: Uint8Array): void {
  bytes.set(bits, to);
}

/** The upper bits of a set's values. */
function writeCoarse({ bits, shift }: TermSet, to: number, bytes: Uint8Array): void {
  const less = 32 - shift - at.COARSE_BITS;
  for (let value = 0; value < 8 * bits.length; value++) {
    if (((bits[value >> 3]! >> (value & 7)) & 1) === 0) continue;
    const first = less < 0 ? value << -less : value >> less;
    for (let one = first; one <= first + (less < 0 ? (1 << -less) - 1 : 0); one++) {
      bytes[to + (one >> 3)]! |= 1 << (one & 7);
    }
  }
}

/** What each byte is: a letter or digit in lower case, or a kind of mark. */
function writeClasses(to: number, bytes: Uint8Array): void {
  const kinds: Readonly<Record<string, number>> = {
    ' /': at.MARK_SPACES,
    "&'-_": at.MARK_BINDS,
    '.': at.MARK_DOT,
    '\n!?:': at.MARK_ENDS,
    '+#': at.MARK_SIGN,
  };
  for (let byte = 0; byte < 256; byte++) {
    const letter = String.fromCharCode(byte);
    const [, kind = 0] = Object.entries(kinds).find(([marks]) => marks.includes(letter)) ?? [];
    bytes[to + byte] =
      byte >= 0x80 ? at.FAR_MARK : isWordUnit(byte) ? letter.toLowerCase().charCodeAt(0) : kind;
  }
}
