import type { KeptAnswer } from './answer-cache.ts';
import type { TokenUsage } from './chat-client.ts';

/** Prices in US dollars per million tokens. */
export interface TokenPrices {
  input: number;
  output: number;
  /** Of prompt tokens that the endpoint had read before. Default: as `input`. */
  cached?: number | undefined;
}

/** What grading will take. */
export interface GradingEstimate {
  /** Distinct questions among the pairs. */
  questions: number;
  /** Of these, already answered. */
  kept: number;
  promptTokens: number;
  completionTokens: number;
  /** US dollars; undefined without prices. */
  cost: number | undefined;
  durationMs: number;
  /** Whether tokens and time come from earlier answers of the same model, or are assumed. */
  measured: boolean;
}

/** What an answer is taken to be while none has been seen. */
const ASSUMED_COMPLETION_TOKENS = 500;
const ASSUMED_ELAPSED_MS = 8000;
/** Earlier answers needed to go by them. */
const LEAST_ANSWERS = 5;

/**
 * Roughly how many tokens a text is: four ASCII characters each, other letters two, Chinese, Japanese and
 * Korean one. Within a fifth for the usual tokenizers on prose.
 */
export function estimateTokens(text: string): number {
  let quarters = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    quarters += unit < 0x80 ? 1 : unit < 0x1100 ? 2 : 4;
  }
  return Math.ceil(quarters / 4);
}

/** What tokens cost, in US dollars. */
export function costOf(
  { promptTokens, completionTokens, cachedTokens = 0 }: TokenUsage,
  { input, output, cached = input }: TokenPrices,
): number {
  const prompt = (promptTokens - cachedTokens) * input + cachedTokens * cached;
  return (prompt + completionTokens * output) / 1e6;
}

/**
 * Estimates the rest of a run. Cost counts every prompt token at the full price, so endpoints that cache
 * prompt prefixes come cheaper. Time leaves rate limits out.
 *
 * @param sharedTokens tokens of the prompt that all questions share
 * @param questions for each distinct question its own tokens, and whether it is answered
 * @param earlier answers of the same model to the same policy
 */
export function estimateGrading(
  sharedTokens: number,
  questions: readonly { tokens: number; kept: boolean }[],
  earlier: Iterable<KeptAnswer>,
  { concurrency, prices }: { concurrency: number; prices: TokenPrices | undefined },
): GradingEstimate {
  const open = questions.filter(({ kept }) => !kept);
  const seen = [...earlier];
  const measured = seen.length >= LEAST_ANSWERS;
  const counted = seen.flatMap(({ usage }) => usage?.completionTokens ?? []);
  const perAnswer = measured && counted.length > 0 ? mean(counted) : ASSUMED_COMPLETION_TOKENS;
  const elapsedMs = measured ? mean(seen.map((kept) => kept.elapsedMs)) : ASSUMED_ELAPSED_MS;
  const promptTokens = open.reduce((sum, { tokens }) => sum + sharedTokens + tokens, 0);
  const completionTokens = Math.round(open.length * perAnswer);
  return {
    questions: questions.length,
    kept: questions.length - open.length,
    promptTokens,
    completionTokens,
    cost: prices && costOf({ promptTokens, completionTokens }, prices),
    durationMs: Math.ceil(open.length / concurrency) * elapsedMs,
    measured,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
