import { daysBetween } from './facts/read-dates.ts';
import type { PairFacts } from './facts/pair-facts.ts';
import type { JobFacts } from './facts/types.ts';
import { categoryMeasure, numberMeasure } from '../../distill/policy/measure.ts';
import type { Measure, MeasureContext } from '../../distill/policy/measure.ts';

const INFINITE = Number.POSITIVE_INFINITY;
const YES_NO = ['yes', 'no'] as const;

/** Days since the ad was posted; undefined where it does not say or lies in the future by more than a day. */
export function adAgeDays(pair: PairFacts, { now }: MeasureContext): number | undefined {
  if (pair.job.datePosted === undefined) return undefined;
  const days = daysBetween(pair.job.datePosted, now);
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
export const AD_MEASURES: readonly Measure[] = [
  numberMeasure({
    name: 'Skills asked for',
    description: 'How many skills the job asks for.',
    unit: 'skills',
    min: 0,
    max: INFINITE,
    integer: true,
    of: 'ad',
    read: ({ job }) => job.skills.length,
  }),
  numberMeasure({
    name: 'Ad age',
    description: 'Days since the ad was posted.',
    unit: 'days',
    min: 0,
    max: INFINITE,
    better: 'less',
    of: 'ad',
    read: adAgeDays,
  }),
  numberMeasure({
    name: 'Days left',
    description: 'Days until the ad expires; below 0 it has expired.',
    unit: 'days',
    min: -INFINITE,
    max: INFINITE,
    better: 'more',
    of: 'ad',
    read: ({ job }, { now }) =>
      job.validThrough === undefined ? undefined : daysBetween(now, job.validThrough),
  }),
  numberMeasure({
    name: 'Warning signs',
    description: 'How many signs of spam or fraud the ad shows.',
    unit: 'signs',
    min: 0,
    max: INFINITE,
    integer: true,
    better: 'less',
    of: 'ad',
    read: ({ job }) => (described(job) ? job.signals.warnings.length : undefined),
  }),
  categoryMeasure({
    name: 'Upfront fee',
    description: 'Whether the ad asks the applicant for money.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.upfrontFee) : undefined),
  }),
  categoryMeasure({
    name: 'Private contact',
    description: 'Whether the ad moves the contact to a messenger or a free mail address.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.contactOutside) : undefined),
  }),
  categoryMeasure({
    name: 'Discriminating wording',
    description: 'Whether the ad chooses people by a protected attribute.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.discriminating.length > 0) : undefined),
  }),
  categoryMeasure({
    name: 'Employer named',
    description: 'Whether the ad says who hires.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => yesNo(job.signals.employerNamed),
  }),
  numberMeasure({
    name: 'Ad completeness',
    description:
      'Share of seven parts that the ad has: title, employer, place, description, pay, employment type, date.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    of: 'ad',
    // A table without descriptions holds titles, not ads.
    read: (pair) => (described(pair.job) ? adCompleteness(pair) : undefined),
  }),
  numberMeasure({
    name: 'Ad length',
    description: 'Words in the description.',
    unit: 'words',
    min: 0,
    max: INFINITE,
    integer: true,
    better: 'more',
    of: 'ad',
    read: ({ job }) => job.signals.words,
  }),
  numberMeasure({
    name: 'Capitals',
    description: 'Share of the letters of the ad that are capitals.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'less',
    of: 'ad',
    read: ({ job }) => (described(job) ? job.signals.capsShare : undefined),
  }),
  numberMeasure({
    name: 'Pay against the usual',
    description:
      'Lower end of the pay as a share of what the best-paid tenth of the occupation earns.',
    unit: '%',
    min: 0,
    max: INFINITE,
    of: 'ad',
    read: ({ job }) =>
      job.pay && job.occupation && job.pay.currency === 'USD' && job.occupation.pay.high > 0
        ? job.pay.minYearly / job.occupation.pay.high
        : undefined,
  }),
  categoryMeasure({
    name: 'Pay stated',
    description: 'Whether the ad states its pay.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => yesNo(job.pay !== undefined),
  }),
];
