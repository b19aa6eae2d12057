import type { PairFacts } from './facts/pair-facts.ts';
import type { JobFacts } from './facts/types.ts';
import type { TaughtContext, TaughtMeasures } from './taught-measures.ts';

const DAY_MS = 86_400_000;

/** Days since the ad was posted; undefined where it does not say or lies in the future by more than a day. */
export function adAgeDays({ job }: PairFacts, { now }: TaughtContext): number | undefined {
  if (job.datePosted === undefined) return undefined;
  const days = (now - job.datePosted) / DAY_MS;
  return days < -1 ? undefined : Math.max(0, days);
}

const COMPLETE_WORDS = 80;

/** Share of what a reader needs of an ad: title, employer, place or remote, description, pay, employment type, date. */
export function adCompleteness({ job }: PairFacts): number {
  const parts = [
    job.title !== '',
    job.signals.employerNamed,
    job.places.length > 0 || job.workplace === 'remote',
    (job.signals.words ?? 0) >= COMPLETE_WORDS,
    job.pay !== undefined,
    job.employmentTypes.length > 0,
    job.datePosted !== undefined,
  ];
  return parts.filter(Boolean).length / parts.length;
}

const described = (job: JobFacts): boolean => job.signals.words !== undefined;
const yesNo = (value: boolean): 'yes' | 'no' => (value ? 'yes' : 'no');

/** The measures that speak of the ad alone; they are no evidence of a match. */
export const AD_MEASURES: TaughtMeasures = {
  'Skills asked for': ({ job }) => job.skills.length,
  'Warning signs': ({ job }) => (described(job) ? job.signals.warnings.length : undefined),
  'Upfront fee': ({ job }) => (described(job) ? yesNo(job.signals.upfrontFee) : undefined),
  'Private contact': ({ job }) => (described(job) ? yesNo(job.signals.contactOutside) : undefined),
  'Discriminating wording': ({ job }) =>
    described(job) ? yesNo(job.signals.discriminating.length > 0) : undefined,
  'Employer named': ({ job }) => yesNo(job.signals.employerNamed),
  // A table without descriptions holds titles, not ads.
  'Ad completeness': (pair) => (described(pair.job) ? adCompleteness(pair) : undefined),
  'Ad length': ({ job }) => job.signals.words,
  Capitals: ({ job }) => (described(job) ? job.signals.capsShare : undefined),
  'Pay against the usual': ({ job }) =>
    job.pay && job.occupation && job.occupation.pay.high > 0
      ? job.pay.minYearly / job.occupation.pay.high
      : undefined,
  'Pay stated': ({ job }) => yesNo(job.pay !== undefined),
};
