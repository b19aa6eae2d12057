import type { KnownTerms } from '../../../core/terms/profile-terms.ts';
import { KEY_BITS_BYTES } from './layout.ts';
import type { MemoryViews } from './memory-views.ts';

/** Writes terms as the kernel compares items with them. @param data address of their bits and weights */
export function writeMention(
  { keys, weights }: KnownTerms,
  data: number,
  { bytes }: MemoryViews,
): void {
  bytes.fill(0, data, data + KEY_BITS_BYTES);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    bytes[data + (key >> 3)]! |= 1 << (key & 7);
    bytes[data + KEY_BITS_BYTES + key] = weights[i]!;
  }
}
