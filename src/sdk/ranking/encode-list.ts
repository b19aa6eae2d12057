import { DAY_MS } from '../../core/features/evidence.ts';
import type { Item } from '../../core/types.ts';
import { refusalOf } from '../refusal.ts';
import type { KnownItems } from './known-items.ts';
import type { Pause } from './pacer.ts';

/** The slots of a list's items, encoding those that are not known. @throws INVALID_ITEM, ENGINE_FAILED */
export async function encodeList(
  known: KnownItems,
  { items, ids }: { items: readonly Item[]; ids: readonly string[] },
  day: number,
  use: number,
  pause: Pause,
): Promise<Uint32Array> {
  const slots = new Uint32Array(items.length);
  for (let i = 0; i < items.length; i++) {
    const before = known.encoded();
    try {
      slots[i] = known.slot(items[i]!, ids[i]!, day * DAY_MS, use);
    } catch (cause) {
      if ((cause as { code?: string }).code === 'ENGINE_FAILED') throw cause;
      throw await refusalOf('INVALID_ITEM', 'unreadable', items[i], { index: i, cause });
    }
    // Finding a known item takes less time than looking at the clock.
    if (known.encoded() === before && i % 64 > 0) continue;
    const pausing = pause();
    if (pausing) await pausing;
  }
  return slots;
}
