import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../demo/page/address.ts';
import { regrade } from '../../demo/policy/regrade.ts';
import { renderCard, ordinal } from '../../demo/view/card.ts';
import { html } from '../../demo/view/html.ts';
import { CODE_KINDS, codeFor } from '../../demo/yours/code-for.ts';

describe('markup', () => {
  it('takes whatever is filled in for text', () => {
    expect(String(html`<p title="${'"'}">${'<b>&'}${[html`<i></i>`, 1]}${false}</p>`)).toBe(
      '<p title="&quot;">&lt;b&gt;&amp;<i></i>1</p>',
    );
    const card = renderCard({
      id: '"><script>',
      key: 'k',
      item: { title: '<img src=x onerror=alert(1)>', facts: ['<b>'], skills: ['<i>'] },
      wanted: new Set(),
      keep: 'Save',
      standing: { rank: 1 },
    });
    expect(String(card)).not.toMatch(/<script|<img|<b>|<i>/);
  });

  it('counts in English', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 112].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '112th',
    ]);
  });
});

describe('the address', () => {
  it('holds what is not personal, and nothing that does not fit', () => {
    const state = { person: 'nurse', policy: 70, words: 'night shift' };
    expect(readAddress(writeAddress(state))).toMatchObject(state);
    expect(readAddress('#policy=700&model=../x')).toEqual({
      person: undefined,
      policy: undefined,
      words: undefined,
      model: undefined,
    });
    expect(writeAddress({})).toBe('');
  });
});

describe('the policy room', () => {
  const policy = {
    title: '',
    grades: [0, 1, 1.8, 2.7, 3.5].map((from) => ({ name: '', from, meaning: '' })),
    criteria: [],
    limits: [{ name: '', cap: 1, reason: '', isHard: true }],
    people: [],
  };
  const pair = {
    id: '',
    title: '',
    facts: [],
    grade: 3,
    rationale: '',
    levels: [
      [0, 4, ''],
      [1, 2, ''],
    ] as [number, number, string][],
    held: [[0, '']] as [number, string][],
  };

  it('grades by weights, then by the limits in force', () => {
    const grade = (weights: number[], inForce: boolean) =>
      regrade(policy, pair, { weights, inForce: [inForce] });
    expect(grade([1, 1], false)).toBe(3);
    expect(grade([9, 1], false)).toBe(4);
    expect(grade([0, 1], false)).toBe(2);
    expect(grade([9, 1], true)).toBe(1);
    expect(grade([0, 0], false)).toBe(0);
  });
});

describe('the code for a state', () => {
  it.each(CODE_KINDS)('holds profile and balance: %s', (kind) => {
    const code = codeFor(kind, { profile: { basics: { label: 'Baker' } }, alpha: 0.7 });
    expect(code).toContain('"label": "Baker"');
    expect(code).toContain('alpha: 0.7');
  });
});
