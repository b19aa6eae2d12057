import { PocketRankError } from '../../core/errors.ts';
import type { Policy } from '../policy/policy.ts';
import type { AnswerCache, KeptAnswer } from './answer-cache.ts';
import { askQuestion, type AskContext, type AskCounts } from './ask-question.ts';
import type { ChatClient, TokenUsage } from './chat-client.ts';
import type { Clock } from './clock.ts';
import { costOf, estimateTokens, type TokenPrices } from './estimate.ts';
import { impliedGrade } from './implied-grade.ts';
import { policyMessage } from './prompt.ts';
import type { Question } from './questions.ts';
import type { GoldenPair, GradeOutcome } from './types.ts';

/** Options of {@link gradeByLlm}. */
export interface LlmGradingOptions {
  policy: Policy;
  client: ChatClient;
  cache: AnswerCache;
  /** Questions under way at once. */
  concurrency: number;
  /** Questions that may be given up before the run stops. */
  maxFailures: number;
  maxTokens: number;
  clock: Clock;
  /** A uniform number in [0, 1), for jitter. */
  random: () => number;
  /** The first wait after a failed call, in milliseconds; default 1000. */
  backoffBaseMs?: number;
  prices?: TokenPrices | undefined;
  /** US dollars that this run may cost; needs prices. */
  maxCost?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Called for each question that is done, with how many pairs it answers. */
  onDone?: (pairs: number) => void;
}

/** What a run of grading came to. */
export interface LlmGrading {
  /** In the order of the questions; pairs that were given up are not among them. */
  outcomes: GradeOutcome[];
  failures: { pair: GoldenPair; reason: string }[];
  counts: LlmCounts;
}

export interface LlmCounts extends AskCounts, Required<TokenUsage> {
  /** Questions answered by the cache. */
  kept: number;
  /** Answers whose grade is not what their own levels and limits come to. */
  inconsistent: number;
  /** US dollars; undefined without prices. */
  cost: number | undefined;
}

const MAX_ATTEMPTS = 6;
const MAX_BAD_ANSWERS = 3;
const MAX_BACKOFF_MS = 60_000;

/**
 * Grades by a language model. Kept answers are not asked for again, and every new one is kept before it
 * counts, so that a run which was stopped, killed or refused goes on where it was.
 *
 * @throws GRADER_FAILED when the endpoint refuses, when more questions are given up than `maxFailures`, or
 * when the run would cost more than it may; INTERRUPTED on abort; FILE_FAILED when an answer cannot be
 * kept. Calls under way are waited for and kept in each case.
 */
export async function gradeByLlm(
  questions: readonly Question[],
  options: LlmGradingOptions,
): Promise<LlmGrading> {
  const { policy, cache, clock, prices, maxCost, signal, onDone } = options;
  const system = policyMessage(policy);
  const sharedTokens = estimateTokens(system.content);
  const stop = new AbortController();
  let stopError: PocketRankError | undefined;
  const counts: LlmCounts = {
    calls: 0,
    failedCalls: 0,
    limitedCalls: 0,
    badAnswers: 0,
    kept: 0,
    inconsistent: 0,
    promptTokens: 0,
    completionTokens: 0,
    cachedTokens: 0,
    cost: prices && 0,
  };
  const failures: LlmGrading['failures'] = [];
  const answers = new Map<string, KeptAnswer>();
  const open: Question[] = [];
  for (const question of questions) {
    const kept = cache.get(question.key);
    if (kept === undefined) open.push(question);
    else {
      answers.set(question.key, kept);
      counts.kept++;
      onDone?.(question.pairs.length);
    }
  }

  function halt(error: PocketRankError): void {
    stopError ??= error;
    stop.abort();
  }
  const interrupt = (): void => halt(interrupted(cache, answers.size, questions.length));
  if (signal?.aborted === true) interrupt();
  signal?.addEventListener('abort', interrupt);

  let underWay = 0;
  const shared: Omit<AskContext, 'beforeCall' | 'afterCall'> = {
    client: options.client,
    clock,
    random: options.random,
    backoff: { baseMs: options.backoffBaseMs ?? 1000, maxMs: MAX_BACKOFF_MS },
    maxAttempts: MAX_ATTEMPTS,
    maxBadAnswers: MAX_BAD_ANSWERS,
    maxTokens: options.maxTokens,
    stopped: stop.signal,
    pause: { untilMs: 0 },
    counts,
  };

  async function answer(question: Question): Promise<void> {
    const ownTokens = sharedTokens + estimateTokens(question.message.content);
    const result = await askQuestion([system, question.message], {
      ...shared,
      beforeCall() {
        if (maxCost !== undefined && prices !== undefined) {
          const longest = { promptTokens: ownTokens, completionTokens: options.maxTokens };
          const next = costOf(longest, prices);
          if ((counts.cost ?? 0) + (underWay + 1) * next > maxCost) {
            return halt(tooDear(maxCost, cache, answers.size, questions.length));
          }
        }
        underWay++;
      },
      afterCall(usage) {
        underWay--;
        if (usage === undefined) return;
        counts.promptTokens += usage.promptTokens;
        counts.completionTokens += usage.completionTokens;
        counts.cachedTokens += usage.cachedTokens ?? 0;
        counts.cost = prices && costOf(counts, prices);
      },
    });
    if (result.kind === 'answer') {
      const { kind: _, ...kept } = result;
      await cache.put(question.key, kept);
      answers.set(question.key, kept);
      onDone?.(question.pairs.length);
    } else if (result.kind === 'refused') {
      halt(refused(result.reason, cache, answers.size));
    } else if (result.kind === 'failed') {
      for (const pair of question.pairs) failures.push({ pair, reason: result.reason });
      failedQuestions++;
      if (failedQuestions > options.maxFailures) {
        halt(tooManyFailures(failedQuestions, result.reason, cache, answers.size));
      }
    }
  }

  let failedQuestions = 0;
  let next = 0;
  async function work(): Promise<void> {
    while (!stop.signal.aborted) {
      const question = open[next++];
      if (question === undefined) return;
      await answer(question);
    }
  }
  try {
    // The first alone: what the endpoint has read of the policy then, it need not read for those that follow.
    const first = open[next++];
    if (first !== undefined && !stop.signal.aborted) await answer(first);
    const workers = Array.from({ length: options.concurrency }, async () => {
      try {
        await work();
      } catch (error) {
        stop.abort();
        throw error;
      }
    });
    const settled = await Promise.allSettled(workers);
    const broken = settled.find(({ status }) => status === 'rejected');
    if (broken?.status === 'rejected') throw broken.reason as Error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
  if (stopError !== undefined) throw stopError;

  const outcomes: GradeOutcome[] = [];
  for (const question of questions) {
    const kept = answers.get(question.key);
    if (kept === undefined) continue;
    const implied = impliedGrade(policy, kept.answer);
    if (implied !== undefined && implied.grade !== (kept.answer.grade ?? implied.grade)) {
      counts.inconsistent++;
    }
    for (const pair of question.pairs) outcomes.push(outcome(pair, kept.answer, implied?.score));
  }
  return { outcomes, failures, counts };
}

function outcome(
  pair: GoldenPair,
  { grade, rationale, criteria, limits }: KeptAnswer['answer'],
  score: number | undefined,
): GradeOutcome {
  if (grade === null) return { pair, grade: undefined, reason: rationale };
  const given = { pair, grade, rationale, criteria, limits };
  if (score === undefined) return given;
  // A soft label must round to the grade that was given.
  return { ...given, score: Math.min(grade + 0.49, Math.max(grade - 0.5, score, 0)) };
}

const AGAIN = 'The same command again goes on from there.';

function keptSoFar({ path }: AnswerCache, answers: number): string {
  return `${answers} ${answers === 1 ? 'answer is' : 'answers are'} kept in ${path}.`;
}

function interrupted(cache: AnswerCache, done: number, all: number): PocketRankError {
  return new PocketRankError(
    'INTERRUPTED',
    `Stopped after ${done} of ${all} questions; answers under way are still taken in, and all are kept in ${cache.path}.`,
    { hint: AGAIN },
  );
}

function refused(reason: string, cache: AnswerCache, done: number): PocketRankError {
  return new PocketRankError(
    'GRADER_FAILED',
    `The endpoint refuses to grade: ${reason}. ${keptSoFar(cache, done)}`,
    { hint: `Check key, model name and address. ${AGAIN}` },
  );
}

function tooManyFailures(
  failed: number,
  reason: string,
  cache: AnswerCache,
  done: number,
): PocketRankError {
  return new PocketRankError(
    'GRADER_FAILED',
    `${failed} questions were given up, more than allowed; the last: ${reason}. ${keptSoFar(cache, done)}`,
    { hint: `Check the endpoint, or allow more with --max-failures. ${AGAIN}` },
  );
}

function tooDear(maxCost: number, cache: AnswerCache, done: number, all: number): PocketRankError {
  return new PocketRankError(
    'GRADER_FAILED',
    `The next call could cost more than the ${maxCost} USD allowed; ${done} of ${all} questions are answered. ${keptSoFar(cache, done)}`,
    { hint: `Raise --max-cost. ${AGAIN}` },
  );
}
