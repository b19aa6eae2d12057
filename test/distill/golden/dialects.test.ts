import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createChatClient, type ChatResult } from '../../../src/distill/golden/chat-client.ts';
import { chatEndpoint } from '../../../src/distill/golden/chat-endpoint.ts';
import {
  answerText,
  answerWith,
  complete,
  fail,
  sendJson,
  startChatServer,
  type Behaviour,
  type ChatServer,
} from './chat-server.ts';

const KEY = 'secret-key-0123456789';
const ANSWER = answerText(3);

let server: ChatServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** Asks a real server twice what a client asks it; `path` is what stands behind its host. */
async function ask(behave: Behaviour, path = '/v1', times = 1): Promise<ChatResult> {
  server ??= await startChatServer(behave);
  const client = createChatClient({
    endpoint: chatEndpoint(new URL(path, server.endpoint).href),
    model: 'test-model',
    key: KEY,
    schema: { type: 'object' },
    timeoutMs: 5000,
    now: Date.now,
  });
  let result: ChatResult | undefined;
  for (let i = 0; i < times; i++) {
    result = await client.complete([{ role: 'user', content: 'A pair' }], 100);
  }
  return result!;
}

const answered = (result: ChatResult): string | undefined =>
  result.kind === 'text' ? result.text : undefined;

describe('addresses', () => {
  it('finds /v1 behind a bare host, and what has no /v1 at all', async () => {
    expect(answered(await ask((_, response) => complete(response, ANSWER), '/'))).toBe(ANSWER);
    expect(server!.requests[0]!.path).toBe('/v1/chat/completions');
    await server!.close();
    server = undefined;
    const bare: Behaviour = ({ path }, response) =>
      path === '/chat/completions'
        ? complete(response, ANSWER)
        : sendJson(response, 404, { detail: 'Not Found' });
    expect(answered(await ask(bare, '/', 2))).toBe(ANSWER);
    // The address that was found is kept.
    expect(server!.requests.map(({ path }) => path)).toEqual([
      '/v1/chat/completions',
      '/chat/completions',
      '/chat/completions',
    ]);
  });

  it('tries /v1 below a path, and not where the model is what is not found', async () => {
    const below: Behaviour = ({ path }, response) =>
      path.includes('/v1/') ? complete(response, ANSWER) : void response.writeHead(404).end();
    expect(answered(await ask(below, '/openai'))).toBe(ANSWER);
    await server!.close();
    server = undefined;
    const unknown: Behaviour = (_, response) => fail(response, 404, 'The model `x` does not exist');
    expect(await ask(unknown, '/api')).toMatchObject({ kind: 'refused' });
    expect(server!.requests).toHaveLength(1);
  });
});

describe('keys', () => {
  it('gives Azure its key under its own header, and keeps the version', async () => {
    const azure: Behaviour = ({ headers, path }, response) =>
      headers['api-key'] === KEY &&
      headers.authorization === undefined &&
      path.endsWith('?api-version=2024-10-21')
        ? complete(response, ANSWER)
        : fail(response, 401, 'no');
    const path = '/openai/deployments/ours?api-version=2024-10-21';
    expect(answered(await ask(azure, path))).toBe(ANSWER);
    expect(server!.requests[0]!.path).toBe(
      `/openai/deployments/ours/chat/completions?api-version=2024-10-21`,
    );
  });

  it.each([
    ['api-key', 'Access denied due to invalid subscription key or wrong API endpoint.'],
    ['x-api-key', 'Send your key as x-api-key, please; api-key is missing'],
    ['ocp-apim-subscription-key', 'Access denied due to missing subscription key.'],
  ])('takes another header where the server asks for it: %s', async (header, message) => {
    const gateway: Behaviour = ({ headers }, response) =>
      headers[header] === KEY ? complete(response, ANSWER) : fail(response, 401, message);
    expect(answered(await ask(gateway, '/v1', 2))).toBe(ANSWER);
    expect(server!.requests.length).toBeLessThanOrEqual(4);
  });

  it('does not try a refused key elsewhere, and does not show it', async () => {
    const result = await ask((_, response) => fail(response, 401, `Incorrect API key: ${KEY}`));
    expect(result).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(result)).not.toContain(KEY);
    expect(server!.requests).toHaveLength(1);
  });
});

describe('formats', () => {
  it.each([
    ['llama.cpp', 400, 'Failed to initialize samplers: failed to parse grammar'],
    ['llama.cpp before', 500, 'Failed to parse grammar'],
    ['vLLM', 400, 'The provided JSON schema contains features not supported by xgrammar.'],
    ['TGI', 422, 'Grammar compilation error: unknown'],
    ['LM Studio', 400, "'response_format.type' must be 'text'"],
  ])('does without a schema where %s cannot', async (_, status, message) => {
    const noSchema: Behaviour = ({ body }, response) =>
      body.response_format?.type === 'json_schema'
        ? fail(response, status, message)
        : complete(response, ANSWER);
    expect(answered(await ask(noSchema, '/v1', 2))).toBe(ANSWER);
    expect(server!.requests.map(({ body }) => body.response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
    ]);
  });

  it('reads an error that comes with a status of success', async () => {
    const proxy: Behaviour = ({ body }, response) =>
      body.response_format === undefined
        ? complete(response, ANSWER)
        : sendJson(response, 200, { error: { code: 400, message: 'failed to parse grammar' } });
    expect(answered(await ask(proxy))).toBe(ANSWER);
    await server!.close();
    server = undefined;
    const limited = await ask((_, response) =>
      sendJson(response, 200, { error: { code: 429, message: 'slow down' } }),
    );
    expect(limited).toMatchObject({ kind: 'retry', limited: true });
  });
});

describe('messages', () => {
  const call = (args: unknown): object => ({
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'grade', arguments: args } }],
  });
  const cases: readonly (readonly [string, object])[] = [
    ['text', { content: ANSWER }],
    [
      'parts',
      {
        content: [
          { type: 'thinking', thinking: [{ text: '{"grade": 0}' }] },
          { type: 'text', text: ANSWER },
        ],
      },
    ],
    ['a call', call(ANSWER)],
    ['a call with an object', call(JSON.parse(ANSWER))],
    ['a call of before', { content: '', function_call: { name: 'grade', arguments: ANSWER } }],
    [
      'text beside thoughts',
      { content: ANSWER, reasoning_content: '{"grade": 0, "rationale": "draft"}' },
    ],
    ['what was taken for a thought', { content: null, reasoning_content: `\n${ANSWER}\n` }],
    ['what was taken for a thought elsewhere', { content: '', reasoning: ANSWER }],
  ];
  it.each(cases)('reads %s', async (_, message) => {
    const result = await ask((__, response) => answerWith(response, message));
    expect(JSON.parse(answered(result)!.trim())).toEqual(JSON.parse(ANSWER));
  });

  it.each([
    ['in the middle of thoughts', { content: '', reasoning_content: `Maybe ${ANSWER}` }, 'stop'],
    ['cut in the middle of a draft', { content: null, reasoning_content: ANSWER }, 'length'],
    ['in thoughts alone', { content: null, reasoning: 'I wonder.' }, 'stop'],
  ])('takes nothing %s for the answer', async (_, message, finish) => {
    const result = await ask((__, response) => answerWith(response, message, finish));
    expect(result).toMatchObject({ kind: 'text', text: '', cut: finish === 'length' });
  });

  it('says when an answer was filtered', async () => {
    const filtered = (response: ServerResponse): void =>
      answerWith(response, { content: '' }, 'content_filter');
    expect(await ask((_, response) => filtered(response))).toMatchObject({ kind: 'rejected' });
  });

  it('counts the tokens that the endpoint had read before', async () => {
    const message = { role: 'assistant', content: ANSWER };
    const result = await ask((_, response) =>
      sendJson(response, 200, {
        choices: [{ finish_reason: 'stop', message }],
        usage: {
          prompt_tokens: 1000,
          completion_tokens: 50,
          prompt_tokens_details: { cached_tokens: 900 },
        },
      }),
    );
    expect(result).toMatchObject({ usage: { promptTokens: 1000, cachedTokens: 900 } });
  });
});
