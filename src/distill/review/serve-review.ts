import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { timingSafeEqual } from 'node:crypto';
import { isPocketRankError, PocketRankError } from '../../core/errors.ts';
import { createAnswers, type Answers, type Sent } from './answer-request.ts';
import { pageFolder } from './page-folder.ts';
import type { ReviewSession } from './review-session.ts';

/** A review that is served on this machine. */
export interface ServedReview {
  /** What to open; it holds the token behind its `#`, which no browser sends to anybody. */
  address: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** A policy has at most two million characters, which JSON may write with two bytes each and more. */
const MAX_BODY_BYTES = 8_000_000;
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/**
 * Serves a review to this machine alone. Files of the page are anybody's; answers want the token in a header of their
 * own, which no page of another origin can send, and the machine's own name as host, so that no name that is made to
 * point here can.
 *
 * @param port 0: any that is free
 * @throws INVALID_ARGUMENT where the port is taken
 */
export async function serveReview(session: ReviewSession, port: number): Promise<ServedReview> {
  const answers = createAnswers(session);
  const server = createServer((request, response) => {
    void respond(request, response, session, answers);
  });
  await new Promise<void>((ready, fail) => {
    server.once('error', (cause) =>
      fail(
        new PocketRankError('INVALID_ARGUMENT', `Port ${port} cannot be used.`, {
          hint: 'Name another with --port, or none to take any that is free.',
          cause,
        }),
      ),
    );
    server.listen(port, HOST, ready);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: `http://${HOST}:${taken}/#${session.token}`,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  session: ReviewSession,
  answers: Answers,
): Promise<void> {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  try {
    if (!isOwnHost(request))
      return sendError(response, 403, 'This review is for this machine alone.');
    const { pathname } = new URL(request.url ?? '/', `http://${HOST}`);
    if (!pathname.startsWith('/api/')) return await sendFile(request, response, pathname);
    if (!isOwnPage(request, session.token)) {
      return sendError(response, 403, 'Open the address that the command printed.');
    }
    const answer = Object.hasOwn(answers, pathname.slice(5))
      ? answers[pathname.slice(5)]
      : undefined;
    if (answer === undefined || request.method !== 'POST') {
      return sendError(response, 404, 'There is no such question.');
    }
    const result = await answer(await readSent(request));
    sendJson(response, 200, result);
  } catch (error) {
    if (response.headersSent) return void response.destroy();
    if (isPocketRankError(error, 'INTERRUPTED')) return sendError(response, 409, error.message);
    const isOurs = isPocketRankError(error);
    const isSent = isOurs && error.code === 'INVALID_ARGUMENT';
    sendError(response, isSent ? 400 : 500, isOurs ? error.message : String(error));
  }
}

function isOwnHost({ headers, socket }: IncomingMessage): boolean {
  const { localPort } = socket;
  return headers.host === `${HOST}:${localPort}` || headers.host === `localhost:${localPort}`;
}

function isOwnPage({ headers }: IncomingMessage, token: string): boolean {
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${headers.host}`) return false;
  const given = Buffer.from(String(headers['x-review-token'] ?? ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function sendFile(
  { method }: IncomingMessage,
  response: ServerResponse,
  pathname: string,
): Promise<void> {
  const name = pathname === '/' ? 'index.html' : pathname.slice(1);
  const type = TYPES[extname(name)];
  // One folder without others in it: names, not paths.
  if (method !== 'GET' || type === undefined || !/^[\w-]+\.\w+$/u.test(name)) {
    return sendError(response, 404, 'There is no such file.');
  }
  const content = await readFile(join(pageFolder(), name)).catch(() => undefined);
  if (content === undefined) return sendError(response, 404, 'There is no such file.');
  response.writeHead(200, { 'content-type': type });
  response.end(content);
}

async function readSent(request: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new PocketRankError('INVALID_ARGUMENT', 'Too much was sent.');
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Sent;
  } catch {
    // Told below.
  }
  throw new PocketRankError('INVALID_ARGUMENT', 'The request is no JSON object.');
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

function sendError(response: ServerResponse, status: number, message: string): void {
  sendJson(response, status, { error: message });
}
