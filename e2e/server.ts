import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export type Answer =
  string | Uint8Array | ((request: IncomingMessage, response: ServerResponse) => void);

/** A server for one test, on a port of its own. It serves what `files` says, then `dist/` and `models/`. */
export interface TestServer {
  /** `http://localhost:port`, a secure context. */
  origin: string;
  /** The same server under a name that makes no secure context. */
  insecureOrigin: string;
  /** Answers by path, query excluded. */
  files: Map<string, Answer>;
  /** Sent with every answer from now on. */
  headers: Record<string, string>;
  /** The path and query of every request so far. */
  requests: string[];
  close(): Promise<void>;
}

/** The name that the browser is started to resolve to this machine; see `launchBrowser`. */
export const INSECURE_HOST = 'insecure.test';

/** A content security policy without eval, WebAssembly, inline code or any other origin. */
export function strictPolicy(directives: Record<string, string> = {}): Record<string, string> {
  const policy = {
    'default-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    ...directives,
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map(([name, value]) => `${name} ${value}`)
      .join('; '),
  };
}

export async function startServer(): Promise<TestServer> {
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const test: TestServer = {
    origin: `http://localhost:${port}`,
    insecureOrigin: `http://${INSECURE_HOST}:${port}`,
    files: new Map(),
    headers: {},
    requests: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    test.requests.push(request.url ?? '');
    const path = normalize(decodeURIComponent(new URL(request.url ?? '', test.origin).pathname));
    const type = TYPES[extname(path)] ?? (path.endsWith('/') ? TYPES['.html'] : undefined);
    response.setHeader('cache-control', 'no-cache');
    if (type) response.setHeader('content-type', type);
    for (const [name, value] of Object.entries(test.headers)) response.setHeader(name, value);
    const file = test.files.get(path) ?? (await readPublic(path));
    if (typeof file === 'function') file(request, response);
    else if (file === undefined) response.writeHead(404).end('Not found');
    else response.end(file);
  }
  return test;
}

async function readPublic(path: string): Promise<Uint8Array | undefined> {
  if (!path.startsWith('/dist/') && !path.startsWith('/models/')) return undefined;
  const file = path.endsWith('/') ? `${path}index.html` : path;
  return readFile(join(ROOT, file)).catch(() => undefined);
}
