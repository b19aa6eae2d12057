import { backoffMs, type BackoffOptions } from './backoff.ts';
import type { LlmAnswer } from './answer-schema.ts';
import type { ChatClient, TokenUsage } from './chat-client.ts';
import type { Clock } from './clock.ts';
import { estimateTokens } from './estimate.ts';
import { parseAnswer } from './parse-answer.ts';
import type { ChatMessage } from './prompt.ts';

/** What questions of one run share. */
export interface AskContext {
  client: ChatClient;
  clock: Clock;
  /** A uniform number in [0, 1). */
  random: () => number;
  backoff: BackoffOptions;
  /** Calls for one question that may fail for want of a connection or by the server's fault. */
  maxAttempts: number;
  /** Answers of one question that may be unreadable. */
  maxBadAnswers: number;
  /** Limit of an answer, in tokens. */
  maxTokens: number;
  /** Aborted when no further call may be made. */
  stopped: AbortSignal;
  /** Called before each call; may stop the run. */
  beforeCall(): void;
  /** Called after each call, whatever came of it; tokens are estimated where the endpoint does not count. */
  afterCall(usage: TokenUsage | undefined): void;
  /** All questions wait until then (a rate limit is the endpoint's, not a question's). */
  pause: { untilMs: number };
  counts: AskCounts;
}

/** What happened in a run, call by call. */
export interface AskCounts {
  calls: number;
  /** Calls that failed for want of a connection or by the server's fault. */
  failedCalls: number;
  /** Calls that met a rate limit. */
  limitedCalls: number;
  /** Answers that could not be read. */
  badAnswers: number;
}

/** What came of a question. */
export type AskResult =
  | { kind: 'answer'; answer: LlmAnswer; usage?: TokenUsage; elapsedMs: number }
  /** Given up. */
  | { kind: 'failed'; reason: string }
  /** No question of this run will be answered. */
  | { kind: 'refused'; reason: string }
  /** The run was stopped meanwhile. */
  | { kind: 'stopped' };

/** Rate limits in a row that one question sits out. */
const MAX_LIMITED = 30;

/**
 * Asks one question until it is answered: failed calls come again after exponential waits, rate limits hold
 * all questions back, an unreadable answer is shown to the model with what is wrong, and one that was cut
 * short may be twice as long.
 */
export async function askQuestion(
  messages: readonly ChatMessage[],
  context: AskContext,
): Promise<AskResult> {
  const { client, clock, stopped, counts } = context;
  let dialogue = messages;
  let maxTokens = context.maxTokens;
  let failed = 0;
  let limited = 0;
  let bad = 0;
  for (;;) {
    await waitForTurn(context);
    if (!stopped.aborted) context.beforeCall();
    if (stopped.aborted) return { kind: 'stopped' };
    const startMs = clock.now();
    counts.calls++;
    const result = await client.complete(dialogue, maxTokens);
    context.afterCall(result.kind === 'text' ? usageOf(result, dialogue) : undefined);
    if (result.kind === 'refused') return result;
    if (result.kind === 'rejected') return { kind: 'failed', reason: result.reason };
    if (result.kind === 'retry') {
      const { reason, afterMs } = result;
      if (result.limited) counts.limitedCalls++;
      else counts.failedCalls++;
      const tries = result.limited ? ++limited : ++failed;
      if (tries >= (result.limited ? MAX_LIMITED : context.maxAttempts)) {
        return { kind: 'failed', reason: `${reason}, ${tries} times` };
      }
      const waitMs = backoffMs(tries - 1, context.random(), context.backoff);
      if (result.limited) {
        const untilMs = clock.now() + (afterMs ?? waitMs);
        context.pause.untilMs = Math.max(context.pause.untilMs, untilMs);
        // Not all at once when the limit ends.
        await clock.sleep((afterMs ?? 0) + waitMs / 4, stopped);
      } else {
        await clock.sleep(Math.max(afterMs ?? 0, waitMs), stopped);
      }
      continue;
    }
    const { text, cut, usage } = result;
    const parsed = parseAnswer(text);
    if ('answer' in parsed) {
      const elapsedMs = clock.now() - startMs;
      return {
        kind: 'answer',
        answer: parsed.answer,
        elapsedMs,
        ...(usage === undefined ? {} : { usage }),
      };
    }
    counts.badAnswers++;
    const problem = cut ? 'it was cut short' : parsed.problem;
    if (++bad >= context.maxBadAnswers) {
      return { kind: 'failed', reason: `${bad} unreadable answers, in the last ${problem}` };
    }
    if (cut) maxTokens *= 2;
    dialogue = cut ? messages : [...messages, ...correction(text, problem)];
  }
}

function usageOf(
  { usage, text }: { usage: TokenUsage | undefined; text: string },
  dialogue: readonly ChatMessage[],
): TokenUsage {
  if (usage !== undefined) return usage;
  const promptTokens = dialogue.reduce((sum, { content }) => sum + estimateTokens(content), 0);
  return { promptTokens, completionTokens: estimateTokens(text) };
}

/** What of a bad answer is shown to the model again, in characters. */
const MAX_SHOWN = 4000;

function correction(text: string, problem: string): ChatMessage[] {
  return [
    // An empty message is refused by some endpoints.
    { role: 'assistant', content: text.slice(0, MAX_SHOWN) || '(nothing)' },
    {
      role: 'user',
      content: `That answer cannot be used: ${problem}. Answer again with the one JSON object and nothing else.`,
    },
  ];
}

async function waitForTurn({ clock, pause, stopped }: AskContext): Promise<void> {
  while (!stopped.aborted) {
    const waitMs = pause.untilMs - clock.now();
    if (waitMs <= 0) return;
    await clock.sleep(waitMs, stopped);
  }
}
