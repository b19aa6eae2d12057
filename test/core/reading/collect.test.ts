import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../src/core/reading/collect.ts';

const at = (root: unknown, ...paths: string[]): unknown[] =>
  collect(
    root,
    paths.map((path) => path.split('.')),
  );

describe('collect', () => {
  it('walks objects and flattens arrays on the way and at the end', () => {
    const item = { skills: [{ name: 'a' }, { name: ['b', ['c']] }, null, 'd', { other: 1 }] };
    expect(at(item, 'skills.name')).toEqual(['a', 'b', 'c']);
    expect(at([item, item], 'skills.name')).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
  });

  it('joins paths in their order', () => {
    expect(at({ b: 1, a: 2 }, 'a', 'b', 'a')).toEqual([2, 1, 2]);
  });

  it('leaves out null and missing values and keeps the other empty ones', () => {
    expect(at({ a: [null, undefined, 0, '', false] }, 'a')).toEqual([0, '', false]);
    for (const root of [null, undefined, 3, 'text', {}, []]) expect(at(root, 'a.b')).toEqual([]);
  });

  it('takes at most 256 values of all paths together', () => {
    const many = { a: Array.from({ length: 200 }, (_, i) => i) };
    expect(at(many, 'a', 'a')).toHaveLength(256);
  });

  it('is bounded on arrays that contain themselves', () => {
    const knot: unknown[] = [];
    knot.push(knot, knot, knot, { a: knot });
    expect(at(knot, 'a').length).toBeLessThanOrEqual(256);
    const ring: Record<string, unknown> = {};
    ring.a = ring;
    expect(at(ring, 'a.a.a')).toEqual([ring]);
  });

  it('is bounded on long and deep arrays', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(at({ a: deep }, 'a')).toEqual([]);
    expect(at({ a: Array.from({ length: 1e6 }, () => ({})) }, 'a.b')).toEqual([]);
  });

  it('agrees with a plain definition on small values', () => {
    const plain = (value: unknown, keys: readonly string[]): unknown[] => {
      if (value === null || value === undefined) return [];
      if (Array.isArray(value)) return value.flatMap((item) => plain(item, keys));
      if (keys.length === 0) return [value];
      return typeof value === 'object'
        ? plain((value as Record<string, unknown>)[keys[0]!], keys.slice(1))
        : [];
    };
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(1, 'x', null),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.record({ a: tie('tree'), b: tie('tree') }, { requiredKeys: [] }),
      ),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom('a', 'a.b', 'b.a.a'), (value, path) => {
        expect(at(value, path)).toEqual(plain(value, path.split('.')));
      }),
    );
  });
});
