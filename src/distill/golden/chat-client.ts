import type { Json } from '../../core/types.ts';
import { retryAfterMs } from './backoff.ts';
import { readBody } from './read-body.ts';
import type { ChatMessage } from './prompt.ts';

/** Tokens of one call, as the endpoint counts them. */
export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
}

/** What came of one call. */
export type ChatResult =
  /** The model's text. `cut` if it ran into the token limit. */
  | { kind: 'text'; text: string; cut: boolean; usage: TokenUsage | undefined }
  /** May go better later: no connection, timeout, overload, a broken answer. */
  | { kind: 'retry'; reason: string; afterMs?: number; limited: boolean }
  /** This request will never be answered (too long, filtered). */
  | { kind: 'rejected'; reason: string }
  /** No request will ever be answered (wrong key, model or address; no money left). */
  | { kind: 'refused'; reason: string };

/** Asks a model. */
export interface ChatClient {
  complete(messages: readonly ChatMessage[], maxTokens: number): Promise<ChatResult>;
}

/** Options of {@link createChatClient}. */
export interface ChatClientOptions {
  /** The whole address of chat completions. */
  url: string;
  model: string;
  key?: string | undefined;
  /** JSON schema of the answer. */
  schema: Json;
  /** From asking to the last byte of the answer, in milliseconds. */
  timeoutMs: number;
  /** Milliseconds since 1970 UTC, for `Retry-After` dates. */
  now: () => number;
}

const MAX_BODY_BYTES = 4_000_000;

/** What not every server that speaks the protocol understands, each with what comes in its place. */
interface Dialect {
  format: 'json_schema' | 'json_object' | 'none';
  limit: 'max_tokens' | 'max_completion_tokens' | 'none';
  temperature: boolean;
}

/**
 * A client of an OpenAI-compatible chat-completions endpoint. Asks for structured output by JSON schema and
 * at temperature 0; where the server says that it does not know one of these, it is left out from then on.
 * Redirects are not followed: what is sent was meant for one host. The key shows in no message.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { url, model, key, schema, timeoutMs, now } = options;
  const dialect: Dialect = { format: 'json_schema', limit: 'max_tokens', temperature: true };
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (key !== undefined) headers.authorization = `Bearer ${key}`;

  async function send(body: string): Promise<{ response: Response; text: string }> {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal,
      redirect: 'manual',
    });
    return { response, text: await readBody(response, MAX_BODY_BYTES) };
  }

  return {
    async complete(messages, maxTokens) {
      for (;;) {
        const used = { ...dialect };
        const body = JSON.stringify(requestBody(model, messages, maxTokens, schema, used));
        let answer: Awaited<ReturnType<typeof send>>;
        try {
          answer = await send(body);
        } catch (error) {
          return { kind: 'retry', reason: networkReason(error, timeoutMs), limited: false };
        }
        const { response, text } = answer;
        if (response.ok) return readCompletion(text);
        const problem = hideKey(`HTTP ${response.status}: ${errorMessage(text)}`, key);
        const simpler =
          response.status === 400 || response.status === 422 ? simplify(used, text) : undefined;
        if (simpler === undefined) {
          return classify(response.status, text, problem, retryAfterMs(response.headers, now()));
        }
        Object.assign(dialect, simpler);
      }
    },
  };
}

function requestBody(
  model: string,
  messages: readonly ChatMessage[],
  maxTokens: number,
  schema: Json,
  { format, limit, temperature }: Dialect,
): object {
  return {
    model,
    messages,
    ...(temperature ? { temperature: 0 } : {}),
    ...(limit === 'none' ? {} : { [limit]: maxTokens }),
    ...(format === 'json_schema'
      ? { response_format: { type: format, json_schema: { name: 'grade', strict: true, schema } } }
      : {}),
    ...(format === 'json_object' ? { response_format: { type: format } } : {}),
  };
}

/** What to leave out after a refusal that names it; undefined where it names nothing that was sent. */
function simplify(used: Dialect, errorText: string): Partial<Dialect> | undefined {
  const text = errorText.toLowerCase();
  if (used.format !== 'none' && /response_format|json_schema|json_object|structured/u.test(text)) {
    return { format: used.format === 'json_schema' ? 'json_object' : 'none' };
  }
  if (used.limit !== 'none' && /max_(?:completion_)?tokens/u.test(text)) {
    // "… is too large" is about the number, not about the name.
    if (
      /unsupported|not supported|unrecognized|unknown|extra|not permitted|unexpected/u.test(text)
    ) {
      return { limit: used.limit === 'max_tokens' ? 'max_completion_tokens' : 'none' };
    }
  }
  if (used.temperature && text.includes('temperature')) return { temperature: false };
  return undefined;
}

function classify(
  status: number,
  body: string,
  reason: string,
  afterMs: number | undefined,
): ChatResult {
  if (status === 429 && /insufficient_quota|billing/u.test(body))
    return { kind: 'refused', reason };
  if (status === 408 || status === 409 || status === 425 || status === 429 || status >= 500) {
    const limited = status === 429 || status === 503;
    return { kind: 'retry', reason, limited, ...(afterMs === undefined ? {} : { afterMs }) };
  }
  const rejected = status === 400 || status === 413 || status === 422 || status === 451;
  return { kind: rejected ? 'rejected' : 'refused', reason };
}

interface Completion {
  choices?: {
    finish_reason?: unknown;
    message?: { content?: unknown; refusal?: unknown };
  }[];
  usage?: { prompt_tokens?: unknown; completion_tokens?: unknown };
}

function readCompletion(text: string): ChatResult {
  let completion: Completion | null;
  try {
    completion = JSON.parse(text) as Completion | null;
  } catch {
    return { kind: 'retry', reason: 'the answer is not JSON', limited: false };
  }
  const choice = Array.isArray(completion?.choices) ? completion.choices[0] : undefined;
  const content = contentText(choice?.message?.content) ?? choice?.message?.refusal;
  if (typeof content !== 'string') {
    return {
      kind: 'retry',
      reason: 'the answer has no choices[0].message.content',
      limited: false,
    };
  }
  const { prompt_tokens: prompt, completion_tokens: written } = completion?.usage ?? {};
  return {
    kind: 'text',
    text: content,
    cut: choice?.finish_reason === 'length',
    usage:
      typeof prompt === 'number' && typeof written === 'number'
        ? { promptTokens: prompt, completionTokens: written }
        : undefined,
  };
}

/** The text of a message: a string, or parts of type text. */
function contentText(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  return content.map((part: { text?: unknown } | null) => String(part?.text ?? '')).join('');
}

/** The message in an error body, in one line. */
function errorMessage(body: string): string {
  let message = body;
  try {
    const value = JSON.parse(body) as { error?: { message?: unknown } | string; message?: unknown };
    const { error } = value;
    const found = typeof error === 'string' ? error : (error?.message ?? value.message);
    if (typeof found === 'string') message = found;
  } catch {
    // Not JSON: a proxy's page. Its text is what there is.
  }
  const line = message.replaceAll(/\s+/gu, ' ').trim().slice(0, 300);
  return line === '' ? 'no message' : line;
}

function hideKey(text: string, key: string | undefined): string {
  const hidden = key === undefined ? text : text.replaceAll(key, '[key]');
  return hidden.replaceAll(/\bsk-[\w*-]{4,}/gu, '[key]');
}

function networkReason(error: unknown, timeoutMs: number): string {
  if ((error as Error).name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const cause = (error as Error).cause as { code?: unknown; message?: unknown } | undefined;
  const detail = cause?.code ?? cause?.message ?? (error as Error).message;
  return `no connection (${String(detail)})`;
}
