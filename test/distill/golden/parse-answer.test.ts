import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnswer } from '../../../src/distill/golden/parse-answer.ts';

const PLAIN =
  '{"criteria": {"skills": 3, "pay": null}, "limits": ["a"], "grade": 2, "rationale": "So."}';
const READ = { criteria: { skills: 3, pay: null }, limits: ['a'], grade: 2, rationale: 'So.' };

describe('parseAnswer', () => {
  it.each([
    ['bare', PLAIN],
    ['fenced', `Here it is:\n\`\`\`json\n${PLAIN}\n\`\`\`\nDone.`],
    ['in prose with other braces', `For {pay} I think {"level": 1} and so: ${PLAIN} as said.`],
    ['after thoughts', `<think>{"grade": 4, "rationale": "first idea"}</think>${PLAIN}`],
    ['the last of several', `{"grade": 0, "rationale": "draft"}\n${PLAIN}`],
  ])('reads an object that is %s', (_, text) => {
    expect(parseAnswer(text)).toEqual({ answer: READ });
  });

  it('takes a numeral for a grade, null for ungraded, and leaves out levels that are none', () => {
    const text = '{"grade": "3", "rationale": "R", "criteria": {"a": 7, "b": "2", "c": "high"}}';
    expect(parseAnswer(text)).toEqual({
      answer: { grade: 3, rationale: 'R', criteria: { b: 2 }, limits: [] },
    });
    expect(parseAnswer('{"grade": null, "rationale": "Too little."}')).toMatchObject({
      answer: { grade: null },
    });
  });

  it.each([
    ['', 'it holds no complete JSON object'],
    ['I would say three.', 'it holds no complete JSON object'],
    ['{"grade": 3, "rationale": "cut in the mid', 'it holds no complete JSON object'],
    ['{"rationale": "R"}', 'it has no "grade"'],
    ['{"grade": 5, "rationale": "R"}', 'its grade is 5, not 0 to 4 or null'],
    ['{"grade": 2.5, "rationale": "R"}', 'its grade is 2.5, not 0 to 4 or null'],
    ['{"grade": true, "rationale": "R"}', 'its grade is true, not 0 to 4 or null'],
    ['{"grade": 3, "rationale": "  "}', 'it has no "rationale"'],
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseAnswer(text)).toEqual({ problem });
  });

  it('reads every answer back, whatever stands around it and in its reason', () => {
    const noBraces = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[{}"<]/gu, ''));
    fc.assert(
      fc.property(
        noBraces,
        fc.constantFrom(0, 1, 2, 3, 4, null),
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== '' && !text.includes('think')),
        noBraces,
        (before, grade, rationale, after) => {
          const parsed = parseAnswer(before + JSON.stringify({ grade, rationale }) + after);
          expect(parsed).toMatchObject({
            answer: { grade, rationale: rationale.trim().replaceAll(/\s+/gu, ' ') },
          });
        },
      ),
    );
  });

  it('never throws and ends soon, also on nothing but braces', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseAnswer(text);
      }),
    );
    expect(parseAnswer('{'.repeat(100_000))).toHaveProperty('problem');
  });
});
