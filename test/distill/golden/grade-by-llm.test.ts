import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/core/math/random.ts';
import { openAnswerCache, type AnswerCache } from '../../../src/distill/golden/answer-cache.ts';
import { answerSchema } from '../../../src/distill/golden/answer-schema.ts';
import { createChatClient } from '../../../src/distill/golden/chat-client.ts';
import { chatEndpoint } from '../../../src/distill/golden/chat-endpoint.ts';
import {
  gradeByLlm,
  type LlmGrading,
  type LlmGradingOptions,
} from '../../../src/distill/golden/grade-by-llm.ts';
import { graderDocument } from '../../../src/distill/golden/grader-document.ts';
import { askQuestions } from '../../../src/distill/golden/questions.ts';
import type { GoldenPair } from '../../../src/distill/golden/types.ts';
import {
  answerText,
  complete,
  fail,
  startChatServer,
  type Behaviour,
  type ChatServer,
} from './chat-server.ts';
import { createFakeClock, inventPairs, itemPolicy } from './golden-fixtures.ts';

const KEY = 'secret-key-0123456789';
const DAY = '2026-01-01';

let dir: string;
let server: ChatServer | undefined;
let cache: AnswerCache;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'golden-'));
  cache = await openAnswerCache(join(dir, 'answers.jsonl'));
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await cache.close();
  await rm(dir, { recursive: true, force: true });
});

async function grade(
  behave: Behaviour,
  pairs: readonly GoldenPair[],
  options: Partial<LlmGradingOptions> & { timeoutMs?: number } = {},
): Promise<LlmGrading & { clock: ReturnType<typeof createFakeClock> }> {
  server ??= await startChatServer(behave);
  const clock = createFakeClock();
  const policy = itemPolicy();
  const client = createChatClient({
    endpoint: chatEndpoint(server.endpoint),
    model: 'test-model',
    key: KEY,
    schema: answerSchema(policy),
    timeoutMs: options.timeoutMs ?? 20_000,
    now: clock.now,
  });
  const random = createRandom(1);
  const result = await gradeByLlm(askQuestions(pairs, DAY), {
    policy,
    client,
    cache,
    clock,
    concurrency: 4,
    maxFailures: 3,
    maxTokens: 2000,
    random: () => random.next(),
    ...options,
  });
  return { ...result, clock };
}

const good: Behaviour = (_, response) => complete(response, answerText(3));

describe('grading by a language model', () => {
  it('sends policy, pair, schema and key, and reads grade and reason', async () => {
    const [pair] = inventPairs(1) as [GoldenPair];
    const { outcomes, counts } = await grade(good, [pair]);
    expect(outcomes).toEqual([
      { pair, grade: 3, rationale: 'The item is the one wanted.', criteria: {}, limits: [] },
    ]);
    expect(counts).toMatchObject({ calls: 1, promptTokens: 1000, completionTokens: 100 });
    const [request] = server!.requests;
    expect(request!.path).toBe('/v1/chat/completions');
    expect(request!.authorization).toBe(`Bearer ${KEY}`);
    expect(request!.body).toMatchObject({ model: 'test-model', temperature: 0, max_tokens: 2000 });
    expect(request!.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { strict: true },
    });
    const [system, user] = request!.body.messages;
    expect(system!.content).toContain(graderDocument(itemPolicy()));
    expect(user!.content).toContain('Data Analyst 0');
    expect(user!.content).toContain('Analyst of kind 0');
  });

  it('keeps to its concurrency and to the order of the pairs', async () => {
    const pairs = inventPairs(41);
    let held: (() => void)[] = [];
    const { outcomes } = await grade((request, response) => {
      const number = Number(/Analyst (\d+)/u.exec(request.pair)?.[1]);
      held.push(() => complete(response, answerText(number % 5)));
      // The first is asked alone. Of the others nobody is answered before four have asked, and then the last who
      // asked comes first.
      if (held.length < 4 && server!.requests.length > 1) return;
      for (const release of held.reverse()) release();
      held = [];
    }, pairs);
    expect(outcomes.map(({ grade: given }) => given)).toEqual(pairs.map((_, i) => i % 5));
    expect(server!.mostAtOnce()).toBe(4);
  });

  it('asks once for pairs that read alike', async () => {
    const [pair] = inventPairs(1) as [GoldenPair];
    const twin = { ...pair, itemId: 'j-other', item: { ...pair.item, identifier: 'j-other' } };
    const { outcomes } = await grade(good, [pair, twin]);
    expect(outcomes).toHaveLength(2);
    expect(server!.requests).toHaveLength(1);
  });

  it('leaves a pair ungraded that the model calls ungradable', async () => {
    const { outcomes } = await grade(
      (_, response) => complete(response, answerText(null, 'Nothing is known.')),
      inventPairs(1),
    );
    expect(outcomes[0]).toMatchObject({ grade: undefined, reason: 'Nothing is known.' });
  });

  it('does the policy’s sum over the levels for a soft label, and counts contradictions', async () => {
    const { criteria } = itemPolicy();
    const levels = Object.fromEntries(criteria.map(({ id }) => [id, 4]));
    const { outcomes, counts } = await grade((request, response) => {
      const first = request.pair.includes('Analyst 0');
      const answer = { criteria: levels, limits: [], grade: first ? 4 : 1, rationale: 'R' };
      complete(response, JSON.stringify(answer));
    }, inventPairs(2));
    expect(outcomes[0]).toMatchObject({ grade: 4, score: 4 });
    expect(outcomes[1]).toMatchObject({ grade: 1, score: 1.49 });
    expect(counts.inconsistent).toBe(1);
  });
});

describe('answers from endpoints that misbehave', () => {
  it('waits for as long as a rate limit asks, all questions together', async () => {
    let limited = 0;
    const { outcomes, counts, clock } = await grade((_, response) => {
      if (limited++ < 3) return fail(response, 429, 'slow down', { 'retry-after': '7' });
      complete(response, answerText(2));
    }, inventPairs(8));
    expect(outcomes).toHaveLength(8);
    expect(counts).toMatchObject({ limitedCalls: 3, failedCalls: 0, calls: 11 });
    expect(Math.max(...clock.slept)).toBeGreaterThanOrEqual(7000);
    expect(clock.slept.every((slept) => slept <= 9000)).toBe(true);
  });

  it('waits until the date of Retry-After', async () => {
    const { clock } = await grade((_, response, attempt) => {
      if (attempt > 1) return complete(response, answerText(2));
      const until = new Date(Date.UTC(2026, 0, 1, 0, 0, 30)).toUTCString();
      fail(response, 503, 'overloaded', { 'retry-after': until });
    }, inventPairs(1));
    expect(clock.now()).toBeGreaterThanOrEqual(Date.UTC(2026, 0, 1, 0, 0, 30));
  });

  it('comes back after server errors in growing waits with jitter', async () => {
    const { outcomes, counts, clock } = await grade((_, response, attempt) => {
      if (attempt <= 4) return fail(response, 500, 'internal');
      complete(response, answerText(1));
    }, inventPairs(1));
    expect(outcomes).toHaveLength(1);
    expect(counts).toMatchObject({ calls: 5, failedCalls: 4 });
    expect(clock.slept).toHaveLength(4);
    clock.slept.forEach((slept, i) => {
      expect(slept).toBeGreaterThanOrEqual(500 * 2 ** i);
      expect(slept).toBeLessThanOrEqual(1000 * 2 ** i);
    });
  });

  it('asks again after a connection that dies before, in the middle and without a body', async () => {
    const { outcomes, counts } = await grade((_, response, attempt) => {
      if (attempt === 1) return void response.socket?.destroy();
      if (attempt === 2) {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
        response.write('{"choices": [{"message": {"content": "{');
        return void setImmediate(() => response.socket?.destroy());
      }
      if (attempt === 3) return void response.writeHead(200).end();
      complete(response, answerText(4));
    }, inventPairs(2));
    expect(outcomes.map(({ grade: given }) => given)).toEqual([4, 4]);
    expect(counts).toMatchObject({ calls: 8, failedCalls: 6, badAnswers: 0 });
  });

  it('gives up waiting for a slow answer and asks again', async () => {
    const { outcomes, counts } = await grade(
      (_, response, attempt) => {
        if (attempt > 1) complete(response, answerText(0));
      },
      inventPairs(1),
      { timeoutMs: 150 },
    );
    expect(outcomes).toHaveLength(1);
    expect(counts.failedCalls).toBe(1);
  });

  it('times out when the body never ends', async () => {
    const { counts } = await grade(
      (_, response, attempt) => {
        if (attempt > 1) return complete(response, answerText(0));
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"choices": [');
      },
      inventPairs(1),
      { timeoutMs: 150 },
    );
    expect(counts.failedCalls).toBe(1);
  });

  it('shows the model what was wrong with an unreadable answer', async () => {
    const { outcomes, counts } = await grade((_, response, attempt) => {
      if (attempt === 1) return complete(response, 'It is a fine match, I would say 3.');
      if (attempt === 2) return complete(response, '{"grade": 9, "rationale": "R"}');
      complete(response, `Sorry!\n\`\`\`json\n${answerText(3)}\n\`\`\``);
    }, inventPairs(1));
    expect(outcomes[0]).toMatchObject({ grade: 3 });
    expect(counts.badAnswers).toBe(2);
    const last = server!.requests.at(-1)!.body.messages;
    expect(last.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(last[3]!.content).toContain('its grade is 9');
  });

  it('allows an answer that was cut short to be twice as long', async () => {
    const { outcomes, counts } = await grade((request, response) => {
      if (request.body.max_tokens === 2000) {
        return complete(response, answerText(3).slice(0, 30), 'length');
      }
      complete(response, answerText(3));
    }, inventPairs(1));
    expect(outcomes).toHaveLength(1);
    expect(counts.badAnswers).toBe(1);
    expect(server!.requests.map(({ body }) => body.max_tokens)).toEqual([2000, 4000]);
  });

  it('leaves out what the server does not know, once for all', async () => {
    const { outcomes } = await grade(
      ({ body }, response) => {
        if (body.max_tokens !== undefined) {
          return fail(
            response,
            400,
            "Unsupported parameter: 'max_tokens'; use max_completion_tokens",
          );
        }
        if (body.temperature !== undefined) {
          return fail(response, 400, "'temperature' does not support 0 with this model.");
        }
        if (body.response_format?.type === 'json_schema') {
          return fail(response, 422, "response_format.type 'json_schema' is not available");
        }
        complete(response, answerText(2));
      },
      inventPairs(6),
      { concurrency: 1 },
    );
    expect(outcomes).toHaveLength(6);
    expect(server!.requests).toHaveLength(3 + 6);
    const last = server!.requests.at(-1)!.body;
    expect(last).toMatchObject({
      max_completion_tokens: 2000,
      response_format: { type: 'json_object' },
    });
    expect(last.temperature).toBeUndefined();
  });

  it('reports a pair that is never answered and goes on with the others', async () => {
    const { outcomes, failures } = await grade((request, response) => {
      if (request.pair.includes('Analyst 3"')) return complete(response, 'no');
      if (request.pair.includes('Analyst 4"')) return fail(response, 400, 'context too long');
      complete(response, answerText(2));
    }, inventPairs(8));
    expect(outcomes).toHaveLength(6);
    expect(failures.map(({ pair }) => pair.itemId).sort()).toEqual(['j3', 'j4']);
    expect(failures.map(({ reason }) => reason).join()).toContain('context too long');
  });
});

describe('stopping', () => {
  it('stops at once when the key is refused, and does not show the key', async () => {
    const refused = grade(
      (_, response) => fail(response, 401, `Incorrect API key: ${KEY}; sk-proj-abcdef`),
      inventPairs(30),
    );
    await expect(refused).rejects.toMatchObject({
      code: 'GRADER_FAILED',
      message: expect.stringContaining('HTTP 401') as string,
    });
    const message = await refused.catch((error: Error) => error.message);
    expect(message).not.toContain(KEY);
    expect(message).not.toContain('abcdef');
    expect(server!.requests.length).toBeLessThanOrEqual(4);
  });

  it('does not follow a redirect to another host', async () => {
    const redirected = grade((_, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:9/v1/chat/completions' }).end();
    }, inventPairs(1));
    await expect(redirected).rejects.toMatchObject({ code: 'GRADER_FAILED' });
  });

  it('stops when the money has run out, which no waiting mends', async () => {
    const broke = grade(
      (_, response) => fail(response, 429, 'You exceeded your quota', {}, 'insufficient_quota'),
      inventPairs(3),
    );
    await expect(broke).rejects.toMatchObject({ code: 'GRADER_FAILED' });
  });

  it('stops after too many failures and keeps what was done', async () => {
    const pairs = inventPairs(30);
    const bad: Behaviour = (request, response) => {
      const number = Number(/Analyst (\d+)/u.exec(request.pair)?.[1]);
      complete(response, number < 10 ? answerText(2) : 'nonsense');
    };
    await expect(grade(bad, pairs)).rejects.toMatchObject({
      code: 'GRADER_FAILED',
      message: expect.stringMatching(/questions were given up.* answers are kept/u) as string,
    });
    const journal = await readFile(cache.path, 'utf8');
    expect(journal.trim().split('\n')).toHaveLength(10);
    expect(journal).not.toContain(KEY);
    const asked = server!.requests.length;
    await server!.close();
    server = undefined;
    const { outcomes, counts } = await grade(good, pairs);
    expect(outcomes).toHaveLength(30);
    expect(counts).toMatchObject({ kept: 10, calls: 20 });
    expect(asked).toBeLessThan(30 * 3);
  });

  it('stops before a call that could cost more than is allowed', async () => {
    const prices = { input: 1, output: 10 };
    const dear = grade(good, inventPairs(30), { prices, maxCost: 0.08, concurrency: 1 });
    await expect(dear).rejects.toMatchObject({
      code: 'GRADER_FAILED',
      message: expect.stringContaining('0.08 USD') as string,
    });
    // A call is taken to cost its estimated prompt and the longest answer; it did cost 0.002.
    const calls = server!.requests.length;
    expect(calls).toBeGreaterThan(10);
    expect(calls * 0.002).toBeLessThan(0.08);
  });

  it('takes in what is under way when interrupted, and goes on from there', async () => {
    const controller = new AbortController();
    const pairs = inventPairs(20);
    const interrupted = grade(
      (_, response) => {
        if (server!.requests.length === 6) controller.abort();
        complete(response, answerText(2));
      },
      pairs,
      { signal: controller.signal },
    );
    await expect(interrupted).rejects.toMatchObject({ code: 'INTERRUPTED' });
    const asked = server!.requests.length;
    expect(asked).toBeLessThan(12);
    const { counts, outcomes } = await grade(good, pairs);
    expect(counts).toMatchObject({ kept: asked, calls: 20 - asked });
    expect(outcomes).toHaveLength(20);
  });
});

describe('the journal of answers', () => {
  it('survives a line that was cut short, and says so', async () => {
    const pairs = inventPairs(3);
    await grade(good, pairs);
    await cache.close();
    const whole = await readFile(cache.path, 'utf8');
    await writeFile(cache.path, whole.slice(0, -25));
    cache = await openAnswerCache(cache.path);
    expect(cache.damaged).toBe(1);
    expect([...cache.values()]).toHaveLength(2);
    const { counts } = await grade(good, pairs);
    expect(counts).toMatchObject({ kept: 2, calls: 1 });
    await cache.close();
    cache = await openAnswerCache(cache.path);
    expect([...cache.values()]).toHaveLength(3);
  });

  it('passes over lines that are no answers', async () => {
    await appendFile(
      cache.path,
      'null\n{"key": "k"}\n{"key": "k", "answer": {"grade": 7, "rationale": "R"}}\n',
    );
    cache = await openAnswerCache(cache.path);
    expect(cache.damaged).toBe(3);
    expect(cache.get('k')).toBeUndefined();
  });
});
