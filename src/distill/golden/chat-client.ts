import type { Json } from '../../core/types.ts';
import { retryAfterMs } from './backoff.ts';
import { nextDialect, requestBody, requestHeaders, type Dialect } from './chat-dialect.ts';
import type { ChatEndpoint } from './chat-endpoint.ts';
import type { ChatMessage } from './prompt.ts';
import { readBody } from './read-body.ts';
import { readCompletion } from './read-completion.ts';

/** Tokens of one call, as the endpoint counts them. */
export interface TokenUsage {
  promptTokens: number;
  completionTokens: number;
  /** Of the prompt, those that the endpoint had read before; absent where it does not say. */
  cachedTokens?: number;
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
  endpoint: Pick<ChatEndpoint, 'addresses' | 'keyHeader'>;
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

/**
 * A client of an OpenAI-compatible chat-completions endpoint. Asks for structured output by JSON schema and
 * at temperature 0; where the server says that it does not know one of these, wants the key under another
 * header, or is at another of the endpoint's addresses, that holds from then on. Redirects are not followed: what
 * is sent was meant for one host. The key shows in no message.
 */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { endpoint, model, key, schema, timeoutMs, now } = options;
  const { addresses, keyHeader } = endpoint;
  const dialect: Dialect = {
    format: 'json_schema',
    limit: 'max_tokens',
    temperature: true,
    keyHeader,
    address: 0,
  };

  async function send(used: Dialect, body: object): Promise<{ response: Response; text: string }> {
    const response = await fetch(addresses[used.address]!, {
      method: 'POST',
      headers: requestHeaders(key, used),
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual',
    });
    return { response, text: await readBody(response, MAX_BODY_BYTES) };
  }

  return {
    async complete(messages, maxTokens) {
      for (;;) {
        const used = { ...dialect };
        let answer: Awaited<ReturnType<typeof send>>;
        try {
          answer = await send(used, requestBody(model, messages, maxTokens, schema, used));
        } catch (error) {
          return { kind: 'retry', reason: networkReason(error, timeoutMs), limited: false };
        }
        const { response, text } = answer;
        const completion = response.ok ? readCompletion(text) : undefined;
        if (completion !== undefined) return completion;
        // Some servers and proxies tell of an error with a status of success.
        const status = response.ok ? errorStatus(text) : response.status;
        const next = nextDialect(used, { status, text }, addresses.length);
        if (next === undefined) {
          const problem = hideKey(`HTTP ${response.status}: ${errorMessage(text)}`, key);
          return classify(status, text, problem, retryAfterMs(response.headers, now()));
        }
        Object.assign(dialect, next);
      }
    },
  };
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

/** The status that an error body names; a fault of the server where it names none. */
function errorStatus(body: string): number {
  const { error } = JSON.parse(body) as { error?: { code?: unknown; status?: unknown } | null };
  const code = Number(error?.code ?? error?.status);
  return code >= 400 && code < 600 ? code : 502;
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
