import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isPocketRankError } from '../../core/errors.ts';
import type { Grade } from '../../core/types.ts';
import type { Domains } from '../domain.ts';
import { hashValue } from '../files/content-hash.ts';
import { readFileBytes } from '../files/read-file-bytes.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { compilePolicy } from '../policy/compile-policy.ts';
import { parseDocument } from '../policy/parse-document.ts';
import type { Policy } from '../policy/policy.ts';
import type { Problem } from '../policy/problems.ts';
import { same } from '../policy/read-table.ts';
import { createRubricGrader, type RubricGrader } from '../policy/rubric-grader.ts';
import type { GoldenPair } from '../golden/types.ts';
import { gradeSet } from './graded-set.ts';
import { createReaders, type Readers } from './readers.ts';
import { unifiedDiff } from './unified-diff.ts';

/** A policy and what it makes of the golden set. */
export interface GradedPolicy {
  policy: Policy;
  grader: RubricGrader;
  grades: Int8Array;
}

/** Where a policy is edited: the document as it was, and the draft. */
export interface PolicyRoom {
  /** As the review found it. */
  readonly base: GradedPolicy;
  /** The last draft that compiled. */
  readonly draft: GradedPolicy;
  /** The draft's text, whether or not it compiles. */
  readonly text: string;
  /** What is wrong with the text; empty where it compiles. */
  readonly problems: readonly Problem[];
  readonly readers: Readers;
  /** The files that hold the draft, and its difference from the document. */
  readonly files: { draft: string; diff: string };
  /**
   * Takes a new text: keeps it on the disk, compiles it and grades the set. A newer one ends the work on it.
   *
   * @throws INTERRUPTED by a newer text; FILE_FAILED
   */
  edit(text: string): Promise<void>;
}

/** Options of {@link openPolicyRoom}. */
export interface PolicyRoomOptions {
  base: Policy;
  pairs: readonly GoldenPair[];
  /** Where the draft lies. */
  folder: string;
  /** The moment of grading, ms since 1970 UTC. */
  now: number;
  /** The domain of the policy, as commands name it. */
  domains: Domains;
  domain: string;
  /** Called for each few pairs that are graded at first. */
  onDone?: (count: number) => void;
  signal?: AbortSignal;
}

/**
 * Opens the room: grades the set by the document as it is, and takes up the draft where one lies in the folder.
 *
 * @throws INTERRUPTED on abort; FILE_FAILED
 */
export async function openPolicyRoom(options: PolicyRoomOptions): Promise<PolicyRoom> {
  const { base: policy, pairs, folder, now, onDone, signal } = options;
  const files = { draft: join(folder, 'policy.md'), diff: join(folder, 'policy.diff') };
  const readers = createReaders(now);

  async function grade(
    graded: Policy,
    more: Parameters<typeof gradeSet>[2],
  ): Promise<GradedPolicy> {
    const grader = createRubricGrader(graded, { now, reader: readers.of(graded) });
    return { policy: graded, grader, grades: await gradeSet(pairs, grader, more) };
  }

  const base = await grade(policy, { signal, ...(onDone && { onDone }) });
  let draft = base;
  let text = policy.markdown;
  let problems: readonly Problem[] = [];
  let newest = new AbortController();

  async function take(wanted: string): Promise<void> {
    newest.abort();
    const own = (newest = new AbortController());
    text = wanted;
    const compiled = await compileDraft(wanted, options, files.draft);
    if (own.signal.aborted) return;
    if (Array.isArray(compiled)) {
      problems = compiled;
      return;
    }
    const graded = await grade(compiled, { signal: own.signal });
    problems = [];
    draft = graded;
  }

  const room: PolicyRoom = {
    base,
    get draft() {
      return draft;
    },
    get text() {
      return text;
    },
    get problems() {
      return problems;
    },
    readers,
    files,
    async edit(wanted) {
      await writeFileAtomic(files.draft, wanted);
      await writeFileAtomic(files.diff, unifiedDiff(policy.markdown, wanted, 'policy.md'));
      await take(wanted);
    },
  };
  if (existsSync(files.draft)) {
    await take(new TextDecoder().decode(await readFileBytes(files.draft)));
  }
  return room;
}

/** Compiles a draft; what is wrong with it is an answer like any other. */
async function compileDraft(
  text: string,
  { base, domains, domain: name }: PolicyRoomOptions,
  path: string,
): Promise<Policy | Problem[]> {
  const problems: Problem[] = [];
  try {
    // Numbers that the schema takes from the settings are read when a domain is opened.
    const isRemeasured = settingsOf(text) !== settingsOf(base.markdown);
    const domain = isRemeasured ? await domains.open(name, { policy: path }) : base.domain;
    return compilePolicy(text, 'policy.md', domain, {
      gradeExamples: false,
      onProblems: (found) => problems.push(...found),
    });
  } catch (error) {
    if (!isPocketRankError(error)) throw error;
    return problems.length > 0 ? problems : [{ line: 1, message: error.message }];
  }
}

function settingsOf(markdown: string): string {
  const { tables } = parseDocument(markdown);
  const table = tables.find(({ headings }) => same(headings[0], 'Settings'));
  return hashValue((table?.rows ?? []).map(({ cells }) => [...cells.values()].slice(0, 2)));
}

/** The grades of a set as rows of a table, for comparisons; pairs that could not be graded have none. */
export function gradeRows(
  pairs: readonly GoldenPair[],
  { grades }: Pick<GradedPolicy, 'grades'>,
  grader: string,
): Grade[] {
  return pairs.flatMap(({ profileId, itemId }, i) => {
    const grade = grades[i]!;
    return grade < 0 ? [] : [{ profileId, itemId, grade: grade as Grade['grade'], grader }];
  });
}
