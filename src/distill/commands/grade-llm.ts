import { join } from 'node:path';
import { PocketRankError } from '../../core/errors.ts';
import { openAnswerCache } from '../golden/answer-cache.ts';
import { answerSchema } from '../golden/answer-schema.ts';
import { createChatClient } from '../golden/chat-client.ts';
import { apiKey, chatEndpoint, keyNames } from '../golden/chat-endpoint.ts';
import { systemClock } from '../golden/clock.ts';
import { estimateGrading, estimateTokens, type GradingEstimate } from '../golden/estimate.ts';
import { gradeByLlm, type LlmGrading } from '../golden/grade-by-llm.ts';
import { policyMessage } from '../golden/prompt.ts';
import { answerPath, askQuestions } from '../golden/questions.ts';
import type { GoldenPair } from '../golden/types.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommandContext } from './context.ts';
import { formatCost, renderPlan } from './grade-plan.ts';

/** The options of grading by a language model, as the command takes them. */
export interface LlmArguments {
  endpoint?: string;
  llmModel?: string;
  concurrency: number;
  timeout: number;
  maxTokens: number;
  maxFailures: number;
  maxCost?: number;
  priceIn?: number;
  priceOut?: number;
  priceCached?: number;
  dryRun?: true;
  work: string;
  /** Environment variables that may hold the key. Default: those of the endpoint. */
  keyNames?: readonly string[];
}

/** What came of it: an estimate alone after `--dry-run`. */
export interface LlmRun {
  estimate: GradingEstimate;
  /** The plan in words. */
  plan: string;
  grading?: LlmGrading;
}

/** Checks the options before any table is read. @throws INVALID_ARGUMENT */
export function checkLlmArguments(options: LlmArguments): {
  endpoint: ReturnType<typeof chatEndpoint>;
  model: string;
} {
  const { endpoint, llmModel, priceIn, priceOut, maxCost } = options;
  if (endpoint === undefined || llmModel === undefined) {
    const missing = endpoint === undefined ? '--endpoint' : '--llm-model';
    throw new PocketRankError('INVALID_ARGUMENT', `Grading by a language model needs ${missing}.`, {
      hint: 'For instance: --grader llm --endpoint http://localhost:8000/v1 --llm-model NAME',
    });
  }
  if ((priceIn === undefined) !== (priceOut === undefined)) {
    throw new PocketRankError('INVALID_ARGUMENT', 'One price alone gives no cost.', {
      hint: 'Give both --price-in and --price-out, in USD per million tokens.',
    });
  }
  if (maxCost !== undefined && priceIn === undefined) {
    throw new PocketRankError('INVALID_ARGUMENT', '--max-cost needs prices.', {
      hint: 'Give --price-in and --price-out, in USD per million tokens.',
    });
  }
  return { endpoint: chatEndpoint(endpoint), model: llmModel };
}

/**
 * Estimates, tells the plan and grades; with `dryRun` only the first two.
 *
 * @param now the moment of grading, ms since 1970 UTC
 * @throws as `gradeByLlm`, and GRADER_FAILED where the estimate is above `maxCost`: then nothing was asked
 */
export async function runLlm(
  pairs: readonly GoldenPair[],
  policy: Policy,
  now: number,
  options: LlmArguments,
  { stderr, progress, signal }: CommandContext,
): Promise<LlmRun> {
  const { endpoint, model } = checkLlmArguments(options);
  const { concurrency, maxCost, maxFailures, maxTokens, priceIn, priceOut, priceCached } = options;
  const key = apiKey(process.env, options.keyNames ?? keyNames(endpoint));
  const prices =
    priceIn === undefined || priceOut === undefined
      ? undefined
      : { input: priceIn, output: priceOut, cached: priceCached };
  const cache = await openAnswerCache(answerPath(join(options.work, 'golden'), policy, model));
  try {
    if (cache.damaged > 0) {
      stderr.write(`${cache.path}: ${cache.damaged} broken lines are passed over\n`);
    }
    const questions = askQuestions(pairs, new Date(now).toISOString().slice(0, 10));
    const estimate = estimateGrading(
      estimateTokens(policyMessage(policy).content),
      questions.map((question) => ({
        tokens: estimateTokens(question.message.content),
        kept: cache.get(question.key) !== undefined,
      })),
      cache.values(),
      { concurrency, prices },
    );
    const plan = renderPlan(estimate, pairs.length, {
      model,
      endpoint,
      key,
      keyNames: options.keyNames ?? keyNames(endpoint),
    });
    if (options.dryRun) return { estimate, plan };
    stderr.write(plan);
    if (maxCost !== undefined && estimate.cost !== undefined && estimate.cost > maxCost) {
      throw new PocketRankError(
        'GRADER_FAILED',
        `It would cost about ${formatCost(estimate.cost)}, more than the ${maxCost} USD allowed; nothing was asked.`,
        { hint: 'Raise --max-cost, or grade fewer --pairs.' },
      );
    }
    const bar = progress.bar('Ask', pairs.length, 'pairs');
    const grading = await gradeByLlm(questions, {
      policy,
      client: createChatClient({
        endpoint,
        model,
        key: key?.value,
        schema: answerSchema(policy),
        timeoutMs: options.timeout * 1000,
        now: systemClock.now,
      }),
      cache,
      concurrency,
      maxFailures,
      maxTokens,
      clock: systemClock,
      random: Math.random,
      prices,
      maxCost,
      signal,
      onDone: (done) => bar.advance(done),
    });
    bar.done();
    return { estimate, plan, grading };
  } finally {
    await cache.close();
  }
}
