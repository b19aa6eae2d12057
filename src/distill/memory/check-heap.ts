import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PocketRankError } from '../../core/errors.ts';

/** Beyond this share of V8's limit it collects garbage ever more often, and then aborts the process. */
const MAX_SHARE = 0.82;
/** What was found to be in use is not measured again before this share of the limit has come to it. */
const STEP_SHARE = 0.03;

let measuredBytes = 0;

/**
 * Checks that there is room left in the heap of JavaScript; to be called every some thousand rows. V8 ends the whole
 * process where there is none, without a word of what to do.
 *
 * @param doing what needs the room: `Reading events.jsonl`
 * @throws PocketRankError `OUT_OF_MEMORY` with advice
 */
export function checkHeap(doing: string): void {
  const { used_heap_size: used, heap_size_limit: limit } = getHeapStatistics();
  if (used < MAX_SHARE * limit) return;
  if (used < measuredBytes + STEP_SHARE * limit) return;
  collectGarbage();
  measuredBytes = getHeapStatistics().used_heap_size;
  if (measuredBytes < MAX_SHARE * limit) return;
  const megabytes = Math.round(limit / 2 ** 20);
  throw new PocketRankError(
    'OUT_OF_MEMORY',
    `${doing} needs more memory than the ${megabytes} MB that Node gives to JavaScript.`,
    {
      hint: `Learn from fewer people and fewer events of each (--people 10000 --per-person 100), or give it more: NODE_OPTIONS=--max-old-space-size=${2 * Math.ceil(megabytes / 1024) * 1024}.`,
    },
  );
}

/** Collects at once, so that garbage is not taken for what is held. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
