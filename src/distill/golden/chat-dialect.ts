import type { Json } from '../../core/types.ts';
import type { KeyHeader } from './chat-endpoint.ts';
import type { ChatMessage } from './prompt.ts';

/** What not every server that speaks the protocol understands; each part has something that comes in its place. */
export interface Dialect {
  format: 'json_schema' | 'json_object' | 'none';
  limit: 'max_tokens' | 'max_completion_tokens' | 'none';
  temperature: boolean;
  keyHeader: KeyHeader;
  /** Which of the endpoint's addresses is asked. */
  address: number;
}

/** An answer that is none, as {@link nextDialect} looks at it. */
export interface Refusal {
  status: number;
  text: string;
}

/** The body of a request: what all pairs share first, so that endpoints can keep the prefix that they have read. */
export function requestBody(
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

/** The headers of a request. */
export function requestHeaders(
  key: string | undefined,
  { keyHeader }: Pick<Dialect, 'keyHeader'>,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    ...(key !== undefined && {
      [keyHeader]: keyHeader === 'authorization' ? `Bearer ${key}` : key,
    }),
  };
}

/**
 * What to change after a refusal that names what it minds; undefined where it names nothing that was sent. What
 * is changed never comes back, so that asking again ends.
 *
 * @param used the dialect of the request that was refused
 * @param addresses how many addresses the endpoint may have
 */
export function nextDialect(
  used: Dialect,
  { status, text }: Refusal,
  addresses: number,
): Partial<Dialect> | undefined {
  const said = text.toLowerCase();
  if (status === 404 || status === 405) {
    // An unknown model or deployment is no unknown address.
    if (/model|deployment/u.test(said)) return undefined;
    return used.address + 1 < addresses ? { address: used.address + 1 } : undefined;
  }
  if (status === 401) return otherKeyHeader(used.keyHeader, said);
  // Servers that cannot make a grammar of the schema say so as an error of their own.
  if (status === 400 || status === 422 || status >= 500) return simplify(used, said, status);
  return undefined;
}

function otherKeyHeader(used: KeyHeader, said: string): Partial<Dialect> | undefined {
  if (used === 'authorization' && /subscription[ -]key|api-key|access token/u.test(said)) {
    return { keyHeader: said.includes('x-api-key') ? 'x-api-key' : 'api-key' };
  }
  if (used === 'api-key' && /missing subscription[ -]key|ocp-apim/u.test(said)) {
    return { keyHeader: 'ocp-apim-subscription-key' };
  }
  return undefined;
}

/** What a refused format is called by OpenAI, vLLM (guided, xgrammar, outlines), TGI and llama.cpp (grammar). */
const FORMAT =
  /response_format|json_schema|json_object|structured|grammar|guided|outlines|json schema|additionalproperties/u;
const UNKNOWN =
  /unsupported|not supported|unrecognized|unknown|extra|not permitted|unexpected|not allowed/u;

function simplify(used: Dialect, said: string, status: number): Partial<Dialect> | undefined {
  if (used.format !== 'none' && FORMAT.test(said)) {
    return { format: used.format === 'json_schema' ? 'json_object' : 'none' };
  }
  if (status >= 500) return undefined;
  // "… is too large" is about the number, not about the name.
  if (used.limit !== 'none' && /max_(?:completion_)?tokens/u.test(said) && UNKNOWN.test(said)) {
    return { limit: used.limit === 'max_tokens' ? 'max_completion_tokens' : 'none' };
  }
  if (used.temperature && said.includes('temperature')) return { temperature: false };
  return undefined;
}
