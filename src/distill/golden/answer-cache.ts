import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileError } from '../files/file-error.ts';
import type { LlmAnswer } from './answer-schema.ts';
import type { TokenUsage } from './chat-client.ts';

/** An answer as it is kept. */
export interface KeptAnswer {
  answer: LlmAnswer;
  /** As the endpoint counts them; undefined where it does not. */
  usage?: TokenUsage;
  /** From asking to the last byte, in milliseconds. */
  elapsedMs: number;
}

/** Answers that are on the disk, by content key. */
export interface AnswerCache {
  readonly path: string;
  get(key: string): KeptAnswer | undefined;
  /** Every answer, in the order of asking. */
  values(): IterableIterator<KeptAnswer>;
  /** Lines that could not be read; their pairs are asked again. */
  readonly damaged: number;
  /** Keeps an answer; when this resolves it survives a kill and a power cut. */
  put(key: string, kept: KeptAnswer): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens a journal of answers: JSON Lines, only ever appended to, one line an answer. A line that a kill cut
 * short is passed over. Nothing is written before the first `put`.
 *
 * @throws FILE_FAILED
 */
export async function openAnswerCache(path: string): Promise<AnswerCache> {
  const kept = new Map<string, KeptAnswer>();
  const text = await readJournal(path);
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const entry = parseLine(line);
    if (entry === undefined) damaged++;
    else kept.set(entry.key, entry.kept);
  }
  // What was cut short must not swallow the line that follows.
  let torn = text !== '' && !text.endsWith('\n');
  let handle: FileHandle | undefined;
  let last: Promise<void> = Promise.resolve();

  async function append(line: string): Promise<void> {
    try {
      if (handle === undefined) {
        await mkdir(dirname(path), { recursive: true });
        handle = await open(path, 'a');
      }
      const start = torn ? '\n' : '';
      torn = true;
      await handle.appendFile(`${start}${line}\n`);
      torn = false;
      await handle.datasync();
    } catch (error) {
      throw fileError('write', path, error);
    }
  }

  return {
    path,
    get: (key) => kept.get(key),
    values: () => kept.values(),
    damaged,
    put(key, value) {
      const line = JSON.stringify({ key, ...value });
      const done = last.then(() => append(line));
      last = done.catch(() => undefined);
      return done.then(() => {
        kept.set(key, value);
      });
    },
    async close() {
      await last;
      await handle?.close();
      handle = undefined;
    },
  };
}

async function readJournal(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw fileError('read', path, error);
  }
}

function parseLine(line: string): { key: string; kept: KeptAnswer } | undefined {
  try {
    const { key, answer, usage, elapsedMs } = JSON.parse(line) as KeptAnswer & { key: unknown };
    if (typeof key !== 'string' || typeof answer?.rationale !== 'string') return undefined;
    if (answer.grade !== null && ![0, 1, 2, 3, 4].includes(answer.grade)) return undefined;
    return { key, kept: { answer, elapsedMs, ...(usage === undefined ? {} : { usage }) } };
  } catch {
    return undefined;
  }
}
