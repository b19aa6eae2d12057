import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GradeValue } from '../../../src/core/types.ts';
import { createRubricGrader } from '../../../src/distill/policy/rubric-grader.ts';
import { applyEdits } from '../../../src/distill/review/edit-document.ts';
import { openOwnGrades } from '../../../src/distill/review/own-grades.ts';
import { proposeEdits } from '../../../src/distill/review/propose-edits.ts';
import { createReaders } from '../../../src/distill/review/readers.ts';
import { unifiedDiff } from '../../../src/distill/review/unified-diff.ts';
import { compile } from '../policy/small-policy.ts';
import { jobsPolicy } from '../../fixtures/jobs-domain.ts';

describe('proposeEdits', () => {
  it('proposes edits whose text, compiled, gives the grade', () => {
    const policy = jobsPolicy({ gradeExamples: false });
    const now = policy.settings.exampleNow;
    const reader = createReaders(now).of(policy);
    const kinds = new Set<string>();
    for (const pair of policy.examples
      .filter(({ grade }) => grade === 3 || grade === 1)
      .slice(0, 5)) {
      const wanted = ((pair.grade as number) + 1) as GradeValue;
      for (const { what, edits } of proposeEdits(policy, pair, wanted, reader).slice(0, 2)) {
        kinds.add(what.split(' ')[0]!);
        const edited = compile(applyEdits(policy.markdown, edits), { gradeExamples: false });
        const grader = createRubricGrader(edited, { now, reader });
        expect(grader.grade(pair.profile, pair.item).grade, what).toBe(wanted);
      }
    }
    expect(kinds.size).toBeGreaterThan(1);
  });
});

describe('unifiedDiff', () => {
  it('tells lines taken out and put in, with what stands around them', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `line ${i}`);
    const changed = [...lines.slice(0, 10), 'new', ...lines.slice(11, 25), ...lines.slice(26)];
    const diff = unifiedDiff(lines.join('\n'), changed.join('\n'), 'policy.md');
    expect(diff).toContain('@@ -8,7 +8,7 @@\n line 7\n line 8\n line 9\n-line 10\n+new\n line 11');
    expect(diff).toContain('@@ -23,7 +23,6 @@');
    expect(unifiedDiff('a', 'a', 'x')).toBe('');
  });
});

describe('openOwnGrades', () => {
  it('keeps grades of several reviewers, and what was said last', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'own-'));
    try {
      const pair = { profileId: 'p', itemId: 'i' };
      const ann = await openOwnGrades(dir, 'ann');
      await Promise.all([0, 1, 2].map((grade) => ann.put({ ...pair, grade: grade as GradeValue })));
      const bob = await openOwnGrades(dir, 'bob');
      await bob.put({ ...pair, grade: 4, note: ' fine ' });
      await bob.put({ profileId: 'p', itemId: 'k', skipped: true });
      const rows = (await readFile(bob.path, 'utf8'))
        .trim()
        .split('\n')
        .map((row) => JSON.parse(row) as object);
      expect(rows).toEqual([
        { ...pair, grade: 2, grader: 'ann' },
        { ...pair, grade: 4, grader: 'bob', note: 'fine' },
      ]);
      const again = await openOwnGrades(dir, 'bob');
      expect(again.all()).toHaveLength(2);
      await again.put(pair);
      expect(again.get(pair)).toBeUndefined();
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
