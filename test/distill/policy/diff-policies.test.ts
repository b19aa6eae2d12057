import { describe, expect, it } from 'vitest';
import { diffPolicies } from '../../../src/distill/policy/diff-policies.ts';
import { CRITERIA, GRADES, CAPS, compile, smallPolicy } from './small-policy.ts';

const PAIRS = [
  {
    id: 'fits',
    profile: { basics: { label: 'Data Analyst' }, skills: ['SQL', 'Python'] },
    item: { title: 'Data Analyst', skills: ['SQL', 'Python', 'Tableau', 'Statistics'] },
  },
  {
    id: 'unskilled',
    profile: { basics: { label: 'Data Analyst' }, skills: ['Cooking'] },
    item: { title: 'Data Analyst', skills: ['SQL', 'Python', 'Tableau', 'Statistics'] },
  },
  { id: 'nobody', profile: {}, item: { title: 'Cook' } },
];
const before = compile(smallPolicy());
const now = Date.UTC(2026, 2, 1);

describe('diffPolicies', () => {
  it('finds nothing where nothing changed', () => {
    const diff = diffPolicies(before, compile(smallPolicy()), PAIRS, { now });
    expect(diff).toMatchObject({ pairs: 3, changes: [], raised: 0, lowered: 0, ungraded: 0 });
    expect(diff.moves[5]?.[5]).toBe(1);
  });

  it('names the criteria whose weight changed a grade', () => {
    const after = compile(smallPolicy({ criteria: CRITERIA.replace('| 1 |', '| 9 |') }));
    const diff = diffPolicies(before, after, PAIRS, { now });
    // fits: (4·3 + 2·9) / 12 = 2.5 is good instead of excellent; unskilled: 12 / 12 = 1 is weak instead of good.
    expect(
      diff.changes.map(({ pair, before: was, after: is }) => [pair.id, was.grade, is.grade]),
    ).toEqual([
      ['fits', 4, 3],
      ['unskilled', 3, 1],
    ]);
    expect(diff.lowered).toBe(2);
    expect(diff.moves[4]?.[3]).toBe(1);
    expect(diff.changes[0]?.because).toEqual(['Skills']);
  });

  it('names a new limit and moved thresholds', () => {
    const caps = `${CAPS}\n| No skills | Skill coverage is less than 10 % | 0 | nothing |`;
    const limited = diffPolicies(before, compile(smallPolicy({ caps })), PAIRS, { now });
    expect(limited.changes.map(({ because }) => because)).toEqual([['limit: No skills']]);
    const strict = compile(smallPolicy({ grades: GRADES.replace('3.5', '3.6') }));
    const moved = diffPolicies(before, strict, PAIRS, { now });
    expect(moved.changes.map(({ because }) => because)).toEqual([['thresholds of the grades']]);
  });

  it('counts pairs that become ungraded', () => {
    const criteria = CRITERIA.replace('optional', 'required');
    const pairs = [
      { profile: { basics: { label: 'Data Analyst' } }, item: { title: 'Data Analyst' } },
    ];
    const diff = diffPolicies(before, compile(smallPolicy({ criteria })), pairs, { now });
    expect(diff.ungraded).toBe(1);
    expect(diff.changes[0]?.because).toEqual(['nothing is known about skills']);
  });
});
