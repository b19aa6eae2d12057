import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMeasureBook } from '../../../src/distill/policy/measure-book.ts';
import { meets, parseCondition } from '../../../src/distill/policy/parse-condition.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';

const book = createMeasureBook(jobs.schema);

function accepts(measureName: string, text: string, value: number | string): boolean {
  const measure = book.named(measureName);
  if (!measure) throw new Error(`no measure ${measureName}`);
  const parsed = parseCondition(text, measure);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return meets(parsed.condition, value);
}

function problemOf(measureName: string, text: string): string | undefined {
  const measure = book.named(measureName);
  if (!measure) throw new Error(`no measure ${measureName}`);
  const parsed = parseCondition(text, measure);
  return 'problem' in parsed ? parsed.problem : undefined;
}

describe('parseCondition', () => {
  it.each([
    ['Skill coverage', '80 % or more', 0.8, true],
    ['Skill coverage', 'at least 80%', 0.79, false],
    ['Skill coverage', '≥ 80 %', 1, true],
    ['Skill coverage', 'less than 30 %', 0.3, false],
    ['Skill coverage', 'under 30 %', 0.29, true],
    ['Skill coverage', '60 % to 80 %', 0.6, true],
    ['Skill coverage', '60–80 %', 0.8, true],
    ['Skill coverage', 'between 60 and 80 %', 0.7, undefined],
    ['Commute', 'up to 25 km', 25, true],
    ['Commute', 'more than 1,000 km', 1000, false],
    ['Commute', '25 kilometres or less', 25, true],
    ['Seniority step', 'exactly −2', -2, true],
    ['Seniority step', '-2', -2, true],
    ['Seniority step', '−6 to −3, or 3 to 6', 4, true],
    ['Seniority step', '−6 to −3, or 3 to 6', 2, false],
    ['Seniority step', 'less than −2 or more than 4', -3, true],
    ['Seniority step', '3 or more', 3, true],
    ['Experience margin', 'less than −3 years', -3.5, true],
    ['Experience margin', '−1 to 0 or 8 to 15 years', 9, true],
    ['Area', 'same town or same region', 'same region', true],
    ['Area', 'not another country', 'same town', true],
    ['Relocation', 'not stated', 'not stated', true],
    ['Licences', 'not shown', 'not shown', true],
  ])('%s: "%s" on %s is %s', (measure, text, value, expected) => {
    if (expected === undefined) expect(problemOf(measure, text)).toBeDefined();
    else expect(accepts(measure, text, value)).toBe(expected);
  });

  it.each([
    ['Skill coverage', '80 or more', '% sign'],
    ['Skill coverage', '120 % or more', 'lies outside'],
    ['Skill coverage', 'roughly 80 %', 'cannot read'],
    ['Skill coverage', '~ 80 %', 'cannot read'],
    ['Skill coverage', '80 km or more', 'is in km'],
    ['Commute', '40 to 20 km', 'runs backwards'],
    ['Commute', 'less than 0 km', 'lies outside'],
    ['Area', 'same twon', 'did you mean "same town"'],
    ['Area', '', 'is empty'],
  ])('%s: "%s" is refused', (measure, text, message) => {
    expect(problemOf(measure, text)).toContain(message);
  });

  it('never throws, and splits the numbers of a range at its borders', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        problemOf('Skill coverage', text);
        problemOf('Area', text);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(accepts('Commute', `${low} km to ${high} km`, low)).toBe(true);
        expect(accepts('Commute', `${low} to ${high} km`, high)).toBe(true);
        expect(accepts('Commute', `more than ${high} km`, high)).toBe(false);
        expect(accepts('Commute', `at most ${high} km`, high + 0.5)).toBe(false);
      }),
    );
  });
});
