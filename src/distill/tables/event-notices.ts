import { basename } from 'node:path';
import type { LogEvent } from '../../core/types.ts';
import { createKeySet } from './key-set.ts';
import type { RowPlace } from './load-rows.ts';

/** Notices what is odd about events, though each is good by itself. */
export interface EventNotices {
  /** Looks at an event and at its row. */
  look(event: LogEvent, row: unknown, place: RowPlace): void;
  /** Sentences for people. */
  lines(): string[];
}

/** Unix times of 1973 and later in seconds are below it, those in milliseconds are not. */
const FIRST_MS = 1e11;
/** Unix times in seconds of 1973 and later are not below it. */
const FIRST_S = 1e8;

/** Creates what has noticed nothing yet. */
export function createEventNotices(): EventNotices {
  const seen = createKeySet();
  const repeats = createCount();
  const seconds = createCount();
  let timed = 0;
  return {
    look(event, row, place) {
      const { profileId, itemId, type, at, slateId } = event;
      if (at === undefined) return;
      timed++;
      if (isInSeconds((row as { at?: unknown }).at)) seconds.add(place);
      const key = `${profileId}\n${itemId}\n${type}\n${at}\n${slateId ?? ''}`;
      if (!seen.add(key)) repeats.add(place);
    },
    lines() {
      const lines: string[] = [];
      if (seconds.count > 0) {
        const others = timed - seconds.count;
        const mixed = others > 0 ? `, ${others} others are not: check that these are meant` : '';
        lines.push(
          `${seconds.count} times of events are Unix seconds, and read as such (first ${seconds.first})${mixed}.`,
        );
      }
      if (repeats.count > 0) {
        lines.push(
          `${repeats.count} events stand more than once, the same in person, item, type, time and slate (first ${repeats.first}).`,
        );
      }
      return lines;
    },
  };
}

function createCount() {
  let first = '';
  let count = 0;
  return {
    add({ file, line }: RowPlace) {
      if (count++ === 0) first = `${basename(file)}:${line}`;
    },
    get count() {
      return count;
    },
    get first() {
      return first;
    },
  };
}

function isInSeconds(at: unknown): boolean {
  const number = typeof at === 'string' && /^\d+(\.\d+)?$/.test(at) ? Number(at) : at;
  return typeof number === 'number' && number >= FIRST_S && number < FIRST_MS;
}
