import { join } from 'node:path';
import { hashContent, hashValue } from '../files/content-hash.ts';
import type { Policy } from '../policy/policy.ts';
import { pairMessage, PROMPT_VERSION, policyMessage, type ChatMessage } from './prompt.ts';
import type { GoldenPair } from './types.ts';

/** What is asked of a model: one question for all pairs that read alike. */
export interface Question {
  /** Hash of the question's own text. */
  key: string;
  message: ChatMessage;
  /** The pairs that it answers. */
  pairs: GoldenPair[];
}

/** Puts pairs into questions; pairs whose stripped content is the same share one. In the order of the pairs. */
export function askQuestions(pairs: readonly GoldenPair[], day: string): Question[] {
  const questions = new Map<string, Question>();
  for (const pair of pairs) {
    const message = pairMessage(pair, day);
    const key = hashContent(message.content);
    const question = questions.get(key);
    if (question === undefined) questions.set(key, { key, message, pairs: [pair] });
    else question.pairs.push(pair);
  }
  return [...questions.values()];
}

/**
 * Where the answers of one model to one policy are kept: the name changes with the model, the policy's text
 * and the wording of the prompt, and within the file an answer is found by the content of its question.
 */
export function answerPath(dir: string, policy: Policy, model: string): string {
  const hash = hashValue([PROMPT_VERSION, model, policyMessage(policy).content]);
  const readable = model.replaceAll(/[^\w.-]+/gu, '_').slice(0, 60);
  return join(dir, `${readable}-${hash.slice(0, 16)}.jsonl`);
}
