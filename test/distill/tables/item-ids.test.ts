import { describe, expect, it } from 'vitest';
import { itemIdOf, singular, withItemIds } from '../../../src/distill/tables/item-ids.ts';

describe('names of items', () => {
  it.each([
    ['job', 'jobId'],
    ['clinical trial', 'clinicalTrialId'],
    ['Loan', 'loanId'],
  ])('an id of a %s is %s', (noun, name) => expect(itemIdOf(noun)).toBe(name));

  it.each([
    ['jobs', 'job'],
    ['properties', 'property'],
    ['dishes', 'dish'],
    ['courses', 'course'],
    ['sensitive', 'sensitive'],
    ['glass', 'glass'],
  ])('one of %s is a %s', (many, one) => expect(singular(many)).toBe(one));
});

describe('withItemIds', () => {
  it('reads the noun as itemId, also in a history; itemId itself comes first', () => {
    const row = { jobId: 1, history: [{ jobId: 2 }, { itemId: 3, jobId: 4 }] };
    expect(withItemIds(row, 'jobId')).toEqual({
      itemId: 1,
      history: [{ itemId: 2 }, { itemId: 3 }],
    });
    for (const other of [null, 7, [1]]) expect(withItemIds(other, 'jobId')).toBe(other);
  });
});
