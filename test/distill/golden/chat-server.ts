import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the server saw it. */
export interface SeenRequest {
  path: string;
  authorization: string | undefined;
  headers: IncomingHttpHeaders;
  body: {
    model: string;
    messages: { role: string; content: string }[];
    temperature?: number;
    max_tokens?: number;
    max_completion_tokens?: number;
    response_format?: { type: string; json_schema?: { strict: boolean; schema: unknown } };
  };
  /** The text of the pair: the first message of the user. */
  pair: string;
}

/** What to do with a request; `attempt` counts the requests for the same pair from 1. */
export type Behaviour = (
  request: SeenRequest,
  response: ServerResponse,
  attempt: number,
) => void | Promise<void>;

/** A real HTTP server that speaks the chat-completions protocol as a test tells it to. */
export interface ChatServer {
  endpoint: string;
  requests: SeenRequest[];
  /** Most requests under way at once. */
  mostAtOnce(): number;
  close(): Promise<void>;
}

export async function startChatServer(behave: Behaviour): Promise<ChatServer> {
  const requests: SeenRequest[] = [];
  const attempts = new Map<string, number>();
  let atOnce = 0;
  let most = 0;
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    most = Math.max(most, ++atOnce);
    response.on('close', () => atOnce--);
    let text = '';
    for await (const chunk of incoming) text += String(chunk);
    const body = JSON.parse(text) as SeenRequest['body'];
    const pair = body.messages.find(({ role }) => role === 'user')?.content ?? '';
    const attempt = (attempts.get(pair) ?? 0) + 1;
    attempts.set(pair, attempt);
    const { headers } = incoming;
    const { authorization } = headers;
    const seen = { path: incoming.url ?? '', authorization, headers, body, pair };
    requests.push(seen);
    await behave(seen, response, attempt);
  }
  const server: Server = createServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/v1`,
    requests,
    mostAtOnce: () => most,
    close() {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

/** Sends a whole completion with this text. */
export function complete(response: ServerResponse, content: string, finish = 'stop'): void {
  sendJson(response, 200, {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: finish, message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 },
  });
}

/** Sends an answer with this message, in the form that a server gives it. */
export function answerWith(response: ServerResponse, message: object, finish = 'stop'): void {
  sendJson(response, 200, { choices: [{ finish_reason: finish, message }] });
}

/** Sends an error as OpenAI does. */
export function fail(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
  code: string | null = null,
): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendJson(response, status, { error: { message, type: 'error', param: null, code } });
}

/** Sends JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** An answer in the form that is asked for. */
export function answerText(
  grade: number | null,
  rationale = 'The item is the one wanted.',
): string {
  return JSON.stringify({ criteria: {}, limits: [], grade, rationale });
}
