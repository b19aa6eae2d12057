import type { ChatResult, TokenUsage } from './chat-client.ts';

/** The parts of an answer that servers put their words into. */
interface Message {
  content?: unknown;
  refusal?: unknown;
  /** What DeepSeek, llama.cpp and vLLM call thoughts; OpenRouter and Ollama. */
  reasoning_content?: unknown;
  reasoning?: unknown;
  thinking?: unknown;
  tool_calls?: unknown;
  function_call?: unknown;
}

interface Completion {
  choices?: { finish_reason?: unknown; message?: Message | null; text?: unknown }[];
  usage?: {
    prompt_tokens?: unknown;
    completion_tokens?: unknown;
    prompt_tokens_details?: { cached_tokens?: unknown } | null;
    /** DeepSeek's name for it. */
    prompt_cache_hit_tokens?: unknown;
  } | null;
  error?: unknown;
}

/**
 * Reads the body of a successful answer. The model's text is its content; where that is empty, the arguments of
 * a function that it calls, or what a server that looks for thoughts has taken for one though it is an object and
 * nothing else. Thoughts are never text. Undefined where the body is an error in the clothes of an answer.
 */
export function readCompletion(body: string): ChatResult | undefined {
  let completion: Completion | null;
  try {
    completion = JSON.parse(body) as Completion | null;
  } catch {
    return { kind: 'retry', reason: 'the answer is not JSON', limited: false };
  }
  const choice = Array.isArray(completion?.choices) ? completion.choices[0] : undefined;
  if (choice === undefined && completion?.error !== undefined) return undefined;
  const { message } = choice ?? {};
  const cut = choice?.finish_reason === 'length';
  const text = message ? textOf(message, cut) : stringOf(choice?.text);
  if (choice?.finish_reason === 'content_filter' && !text) {
    return { kind: 'rejected', reason: 'the endpoint filtered the answer' };
  }
  if (text === undefined) {
    return {
      kind: 'retry',
      reason: 'the answer has no choices[0].message.content',
      limited: false,
    };
  }
  return { kind: 'text', text, cut, usage: usageOf(completion?.usage) };
}

function textOf(message: Message, cut: boolean): string | undefined {
  const content = contentText(message.content);
  if (content !== undefined && content.trim() !== '') return content;
  const called = calledWith(message);
  if (called !== undefined) return called;
  const thought =
    contentText(message.reasoning_content) ??
    contentText(message.reasoning) ??
    contentText(message.thinking);
  if (thought === undefined) return stringOf(message.refusal) ?? content;
  // A model that thinks until it is cut off may have drafted an object last.
  return !cut && isObject(thought) ? thought : '';
}

/** The text of a message: a string, or parts; those that are thoughts are left out. */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content
    .filter(
      (part: Part) => part !== null && /^(?:output_)?text$/u.test(String(part.type ?? 'text')),
    )
    .map(({ text }: NonNullable<Part>) => stringOf(text) ?? '')
    .join('');
}

type Part = { type?: unknown; text?: unknown } | null;

/** The arguments of the first function that the model calls; servers give them as text or as they are. */
function calledWith({ tool_calls: calls, function_call: call }: Message): string | undefined {
  const first = (Array.isArray(calls) ? (calls[0] as { function?: unknown } | null) : undefined)
    ?.function;
  const found = ((first ?? call) as { arguments?: unknown } | null | undefined)?.arguments;
  if (typeof found === 'object' && found !== null) return JSON.stringify(found);
  return stringOf(found);
}

function usageOf(usage: Completion['usage']): TokenUsage | undefined {
  const { prompt_tokens: prompt, completion_tokens: written } = usage ?? {};
  if (typeof prompt !== 'number' || typeof written !== 'number') return undefined;
  const cached = usage?.prompt_tokens_details?.cached_tokens ?? usage?.prompt_cache_hit_tokens;
  return {
    promptTokens: prompt,
    completionTokens: written,
    ...(typeof cached === 'number' && { cachedTokens: cached }),
  };
}

function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
