import { PocketRankError } from '../../core/errors.ts';

/** Where chat completions are asked for. */
export interface ChatEndpoint {
  url: string;
  /** Host and port, for messages. */
  host: string;
  /** Whether the requests stay on this machine. */
  local: boolean;
  /** Whether they travel in clear text to another machine. */
  clearText: boolean;
}

/**
 * The chat-completions address behind an endpoint as users give it: `https://host/v1`, or the whole
 * `…/chat/completions`. A query (`?api-version=…`) is kept.
 *
 * @throws INVALID_ARGUMENT for what is no http(s) address, or one with a password in it
 */
export function chatEndpoint(text: string): ChatEndpoint {
  const hint =
    'Give the address that ends before /chat/completions, such as http://localhost:8000/v1.';
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new PocketRankError('INVALID_ARGUMENT', 'The endpoint is not an address.', { hint });
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new PocketRankError('INVALID_ARGUMENT', 'The endpoint is no http or https address.', {
      hint,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new PocketRankError('INVALID_ARGUMENT', 'The endpoint holds a user name or password.', {
      hint: 'Leave it out and set POCKETRANK_API_KEY instead.',
    });
  }
  const path = url.pathname.replace(/\/+$/u, '');
  url.pathname = path.endsWith('/chat/completions') ? path : `${path}/chat/completions`;
  url.hash = '';
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(url.hostname);
  return { url: url.href, host: url.host, local, clearText: url.protocol === 'http:' && !local };
}

/** A key and where it came from. */
export interface ApiKey {
  value: string;
  /** The name of the environment variable. */
  from: string;
}

const KEY_VARIABLES = ['POCKETRANK_API_KEY', 'OPENAI_API_KEY'] as const;

/**
 * The key in the environment: `POCKETRANK_API_KEY`, else `OPENAI_API_KEY`; undefined without either (many
 * servers of one's own need none).
 *
 * @throws INVALID_ARGUMENT if it holds what no HTTP header can
 */
export function apiKey(environment: NodeJS.ProcessEnv): ApiKey | undefined {
  for (const from of KEY_VARIABLES) {
    const value = environment[from]?.trim();
    if (value === undefined || value === '') continue;
    if (!/^[\x21-\x7e]+$/u.test(value)) {
      throw new PocketRankError(
        'INVALID_ARGUMENT',
        `${from} is not a key: it holds odd characters.`,
        {
          hint: 'Copy the key again; it has no spaces and no line breaks.',
        },
      );
    }
    return { value, from };
  }
  return undefined;
}
