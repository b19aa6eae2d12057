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
    [
      'after thoughts in thoughts',
      `<think>a <think>b</think> {"grade": 4, "rationale": "draft"}</think>${PLAIN}`,
    ],
    [
      'after thoughts that a template opened',
      `{"grade": 4, "rationale": "draft"} so</think>\n${PLAIN}`,
    ],
    ['between thoughts', `<think>one</think>${PLAIN}<think>{"grade": 0, "rationale": "doubt"}`],
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
    '<think>D',
    '<Thinking>D',
    '<reasoning> D',
    '[THINK]D',
    '◁think▷D',
    '<|channel|>analysis<|message|>D',
    '<think>a</think><think>D',
    '<thought>D so I say',
  ])('takes no draft for the answer: %s', (thought) => {
    const draft = thought.replace('D', `so maybe ${PLAIN}`);
    expect(parseAnswer(draft)).toEqual({ problem: 'it thinks aloud and does not answer' });
    const cut = `${draft} {"criteria": {"skills": 3}, "gra`;
    expect(parseAnswer(cut)).toHaveProperty('problem');
  });

  it('takes no draft for the answer behind which another begins and does not end', () => {
    const cut = `First idea: {"grade": 4, "rationale": "draft"}. No: {"criteria": {"skills": 3}, "gra`;
    expect(parseAnswer(cut)).toEqual({ problem: 'its last JSON object is not complete' });
    expect(parseAnswer(`In {"a, b: ${PLAIN}`)).toEqual({ answer: READ });
  });

  it('leaves marks alone that the answer itself speaks of', () => {
    const text = '{"grade": 1, "rationale": "The ad says <think> big."}';
    expect(parseAnswer(text)).toMatchObject({ answer: { rationale: 'The ad says <think> big.' } });
  });

  it('takes names for ids', () => {
    const text =
      '{"grade": 1, "rationale": "R", "criteria": {"Job title": 2}, "limits": ["Too far"]}';
    expect(parseAnswer(text)).toMatchObject({
      answer: { criteria: { 'job-title': 2 }, limits: ['too-far'] },
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
