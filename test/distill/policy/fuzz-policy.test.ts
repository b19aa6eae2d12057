import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { jobsMarkdown } from '../../fixtures/jobs-domain.ts';
import { compile, smallPolicy } from './small-policy.ts';

const EXAMPLE =
  '### A cook\n\n```json\n{"grade":4,"profile":{"basics":{"label":"Cook"}},"item":{"title":"Cook"}}\n```';
const SNIPPETS = [
  '|',
  '\n',
  '#',
  '## Skills\n',
  '| --- |',
  '```',
  '{',
  '}',
  '%',
  '-',
  ' or ',
  '<',
  '\\',
  '\u0000',
  '\ud800',
  '> > >',
  '* ',
  '9e999',
  '[](',
  '&#0;',
  '__proto__',
];

type Edit =
  | { kind: 'delete' | 'double'; at: number; length: number }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'swap'; at: number; other: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('delete' as const, 'double' as const),
    at,
    length: fc.integer({ min: 1, max: 80 }),
  }),
  fc.record({
    kind: fc.constant('insert' as const),
    at,
    text: fc.oneof(fc.constantFrom(...SNIPPETS), fc.string({ maxLength: 12 })),
  }),
  fc.record({ kind: fc.constant('swap' as const), at, other: at }),
);

function mutate(markdown: string, edits: readonly Edit[]): string {
  let text = markdown;
  for (const change of edits) {
    const start = Math.floor(change.at * text.length);
    if (change.kind === 'insert') text = text.slice(0, start) + change.text + text.slice(start);
    else if (change.kind === 'swap') {
      const lines = text.split('\n');
      const [a, b] = [change.at, change.other].map((share) =>
        Math.min(lines.length - 1, Math.floor(share * lines.length)),
      ) as [number, number];
      [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
      text = lines.join('\n');
    } else {
      const piece = text.slice(start, start + change.length);
      text =
        text.slice(0, start) +
        (change.kind === 'double' ? piece + piece : '') +
        text.slice(start + change.length);
    }
  }
  return text;
}

/** Compiles and says what came of it; anything but an error of this package is a failure. */
function outcome(markdown: string, gradeExamples: boolean): 'compiled' | 'refused' {
  try {
    compile(markdown, { gradeExamples });
    return 'compiled';
  } catch (error) {
    expect(isPocketRankError(error), String(error)).toBe(true);
    return 'refused';
  }
}

describe('compilePolicy on mutated documents', () => {
  it('compiles or refuses, and never fails otherwise', () => {
    const base = smallPolicy({ examples: EXAMPLE });
    const seen = { compiled: 0, refused: 0 };
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 6 }), (edits) => {
        seen[outcome(mutate(base, edits), true)]++;
      }),
      { seed: 7, numRuns: 250 },
    );
    // Both ways were taken, so the mutations are neither harmless nor hopeless.
    expect(seen.compiled).toBeGreaterThan(20);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it('does so for the shipped policy', () => {
    const base = jobsMarkdown;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        outcome(mutate(base, edits), false);
      }),
      { seed: 11, numRuns: 6 },
    );
  });

  it('does so for arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(outcome(text, true)).toBe('refused');
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
