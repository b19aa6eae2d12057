import { PocketRankError } from '../../core/errors.ts';

/** The header that carries the key: as a bearer's token, or bare under a name of the provider's. */
export type KeyHeader = 'authorization' | 'api-key' | 'x-api-key' | 'ocp-apim-subscription-key';

/** Where chat completions are asked for. */
export interface ChatEndpoint {
  /** The address, and others at the same host to try in turn where nothing is found at it. */
  addresses: readonly string[];
  keyHeader: KeyHeader;
  /** Whether it is Azure's. */
  azure: boolean;
  /** Host and port, for messages. */
  host: string;
  /** Whether the requests stay on this machine. */
  local: boolean;
  /** Whether they travel in clear text to another machine. */
  clearText: boolean;
}

const COMPLETIONS = '/chat/completions';
/** Other things that a base address is followed by in examples. */
const OTHER_ENDS = /(?<=\/v\d\w*)\/(?:chat|completions|responses|models|embeddings)$/u;
/** The first version of Azure's interface that has structured outputs and is no preview. */
const AZURE_VERSION = '2024-10-21';

/**
 * The chat-completions address behind an endpoint as users give it: `https://host/v1`, the bare `https://host`,
 * the whole `…/chat/completions`; of Azure the resource, or a deployment of it. A query (`?api-version=…`) is kept.
 *
 * @throws INVALID_ARGUMENT for what is no http(s) address, or one with a password in it
 */
export function chatEndpoint(text: string): ChatEndpoint {
  const url = parseAddress(text);
  const azure =
    /(?:^|\.)azure(?:-api)?\.(?:com|net|us|cn)$/u.test(url.hostname) ||
    url.searchParams.has('api-version');
  const paths = azure ? azurePaths(url) : usualPaths(url.pathname);
  url.hash = '';
  const addresses = paths.map((path) => {
    const address = new URL(url);
    address.pathname = path;
    return address.href;
  });
  const local = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(url.hostname);
  return {
    addresses,
    keyHeader: azure ? 'api-key' : 'authorization',
    azure,
    host: url.host,
    local,
    clearText: url.protocol === 'http:' && !local,
  };
}

function parseAddress(text: string): URL {
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
  return url;
}

function usualPaths(pathname: string): string[] {
  const path = pathname.replace(/\/+$/u, '');
  if (path.endsWith(COMPLETIONS)) return [path];
  const base = path.replace(OTHER_ENDS, '');
  const [plain, versioned] = [base + COMPLETIONS, `${base}/v1${COMPLETIONS}`];
  if (/\/v\d\w*(?:\/|$)/u.test(base)) return [plain];
  return base === '' ? [versioned, plain] : [plain, versioned];
}

/** Azure's: a deployment needs a version; a bare resource has the newer interface under `/openai/v1`. */
function azurePaths(url: URL): string[] {
  const path = url.pathname.replace(/\/+$/u, '');
  if (path.includes('/deployments/') && !url.searchParams.has('api-version')) {
    url.searchParams.set('api-version', AZURE_VERSION);
  }
  if (path === '' || path === '/openai') return [`/openai/v1${COMPLETIONS}`];
  return usualPaths(path).slice(0, 1);
}

/** A key and where it came from. */
export interface ApiKey {
  value: string;
  /** The name of the environment variable. */
  from: string;
}

/** Where the key of an endpoint is looked for, the first that is set. */
export function keyNames({ azure }: Pick<ChatEndpoint, 'azure'>): string[] {
  return ['POCKETRANK_API_KEY', ...(azure ? ['AZURE_OPENAI_API_KEY'] : []), 'OPENAI_API_KEY'];
}

/**
 * The key in the environment; undefined without any (many servers of one's own need none).
 *
 * @param names of variables, see {@link keyNames}
 * @throws INVALID_ARGUMENT if it holds what no HTTP header can
 */
export function apiKey(
  environment: NodeJS.ProcessEnv,
  names: readonly string[],
): ApiKey | undefined {
  for (const from of names) {
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
