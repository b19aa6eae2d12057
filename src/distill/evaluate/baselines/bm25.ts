import type { JobPosting } from '../../../core/types.ts';
import type { Baseline, Scorer } from '../scorer.ts';
import { createJobNumbers } from './job-numbers.ts';
import { objectTokens } from './text-tokens.ts';

/** Parameters of BM25. */
export interface Bm25Options {
  /** How soon repeated words stop counting; default 1.2. */
  k1?: number;
  /** How much long jobs are held back, 0 … 1; default 0.75. */
  b?: number;
}

/** Jobs that hold a word, by number, with how often. */
interface Postings {
  jobs: number[];
  counts: number[];
}

/**
 * BM25 of all text of a job against all text of the profile (each word of the profile once). Needs no
 * events; a profile without text ties all jobs.
 *
 * Source: Robertson & Zaragoza, The probabilistic relevance framework: BM25 and beyond, 2009; with the
 * non-negative idf log(1 + (N − n + ½) / (n + ½)) that Lucene uses.
 */
export function createBm25Baseline(options: Bm25Options = {}): Baseline {
  const { k1 = 1.2, b = 0.75 } = options;
  return {
    name: 'BM25',
    fit({ jobs }): Scorer {
      const postings = new Map<string, Postings>();
      const lengths: number[] = [];
      const numbers = createJobNumbers((job, number) => {
        lengths[number] = addJob(postings, job, number);
      });
      numbers.of([...jobs.values()]);
      const known = numbers.size;
      const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(known, 1);
      const idf = new Map<string, number>();
      for (const [word, { jobs: holders }] of postings) {
        idf.set(word, Math.log(1 + (known - holders.length + 0.5) / (holders.length + 0.5)));
      }

      return {
        score(profile, candidates) {
          const list = numbers.of(candidates);
          const totals = new Float64Array(numbers.size);
          for (const word of new Set(objectTokens(profile))) {
            const weight = idf.get(word);
            const found = postings.get(word);
            if (weight === undefined || found === undefined) continue;
            for (let i = 0; i < found.jobs.length; i++) {
              const job = found.jobs[i] as number;
              const count = found.counts[i] as number;
              const norm = 1 - b + (b * (lengths[job] as number)) / meanLength;
              totals[job] =
                (totals[job] as number) + (weight * count * (k1 + 1)) / (count + k1 * norm);
            }
          }
          return Float64Array.from(list, (job) => totals[job] as number);
        },
      };
    },
  };
}

/** Adds a job's words to the index; returns how many words it has. */
function addJob(postings: Map<string, Postings>, job: JobPosting, number: number): number {
  const tokens = objectTokens(job);
  for (const word of tokens) {
    let found = postings.get(word);
    if (found === undefined) postings.set(word, (found = { jobs: [], counts: [] }));
    const last = found.jobs.length - 1;
    if (found.jobs[last] === number) {
      found.counts[last] = (found.counts[last] as number) + 1;
    } else {
      found.jobs.push(number);
      found.counts.push(1);
    }
  }
  return tokens.length;
}
