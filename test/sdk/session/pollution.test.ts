import { afterEach, describe, expect, it } from 'vitest';
import { createReranker } from '../../../src/sdk/reranker.ts';
import { ANALYST, inventItems, NOW } from '../../fixtures/jobs.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const model = await lexicalStudentFile();
const NAMES = [
  'storage',
  'consent',
  'integrity',
  'publicKey',
  'limit',
  'alpha',
  'explain',
  'prior',
  'pinned',
];
const added = Object.prototype as unknown as Record<string, unknown>;
afterEach(() => {
  for (const name of NAMES) delete added[name];
});

describe('what a page adds to the prototype of all objects', () => {
  it('is no option', async () => {
    const visit = async () => {
      const reranker = await createReranker({ model, engine: 'scalar', now: () => NOW });
      const { items } = await reranker.rank(inventItems(20), { profile: ANALYST });
      reranker.dispose();
      return items.map(({ id, score }) => [id, score]);
    };
    const expected = await visit();
    for (const name of NAMES) {
      Object.defineProperty(added, name, { value: 'x', configurable: true, writable: true });
    }
    expect(await visit()).toEqual(expected);
  });
});
