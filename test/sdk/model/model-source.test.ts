import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { PocketRankError } from '../../../src/core/errors.ts';
import { defaultMissing } from '../../../src/sdk/model/default-missing.ts';
import { createReranker } from '../../../src/sdk/reranker.ts';
import type { RerankerOptions } from '../../../src/sdk/types.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const bytes = new Uint8Array(await lexicalStudentFile());
const load = async (options: RerankerOptions): Promise<string> => {
  const reranker = await createReranker({ storage: 'memory', ...options });
  const { from } = reranker.model;
  reranker.dispose();
  return from;
};
const failure = (options: RerankerOptions): Promise<PocketRankError> =>
  createReranker({ storage: 'memory', ...options }).then(
    () => expect.fail('it loaded'),
    (error: unknown) => error as PocketRankError,
  );

describe('the option model', () => {
  it.each<[string, () => NonNullable<RerankerOptions['model']>]>([
    ['bytes', () => bytes],
    ['a buffer', () => bytes.slice().buffer],
    ['a view into a larger buffer', () => Buffer.from(bytes)],
    ['bytes of another window', () => runInNewContext('(b) => new Uint8Array(b)')(bytes)],
    ['a buffer of another window', () => runInNewContext('(b) => new Uint8Array(b).buffer')(bytes)],
    ['a function, such as the module of a model exports', () => () => bytes],
    ['a module of a model', () => ({ default: () => bytes })],
    ['an import', () => () => Promise.resolve({ default: () => bytes })],
  ])('takes %s', async (_what, model) => {
    expect(await load({ model: model() })).toBe('memory');
  });

  it('says why what it should call fails', async () => {
    const model = (): Promise<never> =>
      Promise.reject(new TypeError('Failed to fetch dynamically imported module: /model.js'));
    expect(await failure({ model })).toMatchObject({
      code: 'MODEL_UNREACHABLE',
      message: expect.stringContaining('Failed to fetch dynamically imported module'),
    });
  });

  it.each([7, {}, [], new Date(0)])('refuses %o', async (model) => {
    expect(await failure({ model: model as never })).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('basePath', () => {
  it.each(['https://cdn.test/a', 'https://cdn.test/a/', new URL('https://cdn.test/a/')])(
    'is where the folder of models lies: %s',
    async (basePath) => {
      const fetch = vi.fn(async () => new Response(bytes));
      expect(await load({ basePath, fetch })).toBe('network');
      expect(fetch.mock.calls.map(([url]: unknown[]) => url)).toEqual([
        'https://cdn.test/a/models/jobs-en.safetensors',
      ]);
    },
  );

  it('is named where nothing is found there', async () => {
    const fetch = async (): Promise<Response> => new Response('no', { status: 404 });
    const error = await failure({ basePath: 'https://cdn.test/', fetch });
    expect(error.code).toBe('MODEL_UNREACHABLE');
    expect(error.message).toMatch(/404.*`basePath`/);
  });
});

describe('a default model that is not where it ships', () => {
  const missing = (code: 'MODEL_UNREACHABLE' | 'INVALID_MODEL', message: string) =>
    defaultMissing(
      new PocketRankError(code, message, { hint: 'Check the network.' }),
      {},
    ) as PocketRankError;

  it.each([
    [
      'https://a.test/node_modules/.vite/models/jobs-en.safetensors is a web page, not a model.',
      'optimizeDeps',
    ],
    ['The model file:///x/models/jobs-en.safetensors answered 404.', 'in the page alone'],
  ])('names the step: %s', (message, step) => {
    const error = missing(
      /web page/.test(message) ? 'INVALID_MODEL' : 'MODEL_UNREACHABLE',
      message,
    );
    expect(error.code).toBe('MODEL_UNREACHABLE');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('Check the network.');
    expect(error.hint).toContain("import model from 'pocketrank/model'");
    expect(error.hint).toContain(step);
  });

  it('leaves the model alone that is there and is not the one demanded', () => {
    const error = new PocketRankError('INVALID_MODEL', 'It has another SHA-256.');
    expect(defaultMissing(error, {})).toBe(error);
  });
});

describe('options that do not exist', () => {
  it.each([
    ['modle', 'model'],
    ['storag', 'storage'],
    ['Model', 'model'],
  ])('%s: names the one that is meant', async (slip, meant) => {
    const error = await failure({ [slip]: bytes });
    expect(error.code).toBe('INVALID_ARGUMENT');
    expect(error.message).toContain(`no option \`${slip}\``);
    expect(error.hint).toBe(`Do you mean \`${meant}\`?`);
  });

  it('lists those that there are where none is near', async () => {
    expect((await failure({ colour: 1 } as never)).hint).toContain('storageName');
  });

  it('are refused by rank too', async () => {
    const reranker = await createReranker({ model: bytes, storage: 'memory' });
    const ranking = reranker.rank([{ title: 'Cook' }], { limt: 3 } as never);
    await expect(ranking).rejects.toMatchObject({ hint: 'Do you mean `limit`?' });
    await expect(reranker.rank([{ title: 'Cook' }], { limit: undefined })).resolves.toBeDefined();
    reranker.dispose();
  });
});
