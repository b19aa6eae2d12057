import { daysBetween } from '../facts/read-dates.ts';
import type { PairFacts } from '../facts/pair-facts.ts';
import type { JobFacts } from '../facts/types.ts';
import type { CategoryMeasure, Measure, MeasureContext, NumberMeasure } from './measure.ts';

const INFINITE = Number.POSITIVE_INFINITY;
const YES_NO = ['yes', 'no'] as const;
const WISH_VALUES = ['as wished', 'half way', 'against the wish'] as const;

/** The kilometres that count: none for remote work, a share of them for hybrid work. */
export function commuteKm(pair: PairFacts, { settings }: MeasureContext): number | undefined {
  const { job, place } = pair;
  if (job.workplace === 'remote') return pair.remoteCountry === 'closed' ? undefined : 0;
  if (place?.distanceKm === undefined) return undefined;
  return place.distanceKm * (job.workplace === 'hybrid' ? settings.hybridCommuteShare : 1);
}

/** The longest commute that the person accepts, or the policy's usual one. */
export function commuteLimitKm(pair: PairFacts, { settings }: MeasureContext): number {
  return pair.profile.maxCommuteKm ?? settings.longestCommuteKm;
}

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

type NumberParts = Omit<NumberMeasure, 'kind' | 'of' | 'integer'> &
  Partial<Pick<NumberMeasure, 'of' | 'integer'>>;
const number = (parts: NumberParts): NumberMeasure => ({
  kind: 'number',
  of: 'pair',
  integer: false,
  ...parts,
});
type CategoryParts = Omit<CategoryMeasure, 'kind' | 'of'> & Partial<Pick<CategoryMeasure, 'of'>>;
const category = (parts: CategoryParts): CategoryMeasure => ({
  kind: 'category',
  of: 'pair',
  ...parts,
});

/** Every measure that a policy document can name. */
export const MEASURES: readonly Measure[] = [
  number({
    name: 'Occupation closeness',
    description: 'How near the occupation of the job is to the nearest one that the person wants.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.target?.closeness,
  }),
  number({
    name: 'Title overlap',
    description: 'Share of the words of the job title in common with a wanted title.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.titleOverlap,
  }),
  number({
    name: 'Past role closeness',
    description: 'How near the nearest role that the person held is, fading with the years since.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.held?.closeness,
  }),
  number({
    name: 'Line of work closeness',
    description: 'The higher of occupation closeness and past role closeness.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) =>
      roles.target && Math.max(roles.target.closeness, roles.held?.closeness ?? 0),
  }),
  number({
    name: 'Skill coverage',
    description: 'Share of the skills asked for that the profile shows.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ skills }) => skills?.coverage,
  }),
  number({
    name: 'Must-haves missing',
    description: 'Required skills that the ad names and the profile neither states nor implies.',
    unit: 'skills',
    min: 0,
    max: INFINITE,
    integer: true,
    better: 'less',
    read: ({ skills }) => skills?.mustHavesMissing,
  }),
  number({
    name: 'Skills asked for',
    description: 'How many skills the job asks for.',
    unit: 'skills',
    min: 0,
    max: INFINITE,
    integer: true,
    of: 'ad',
    read: ({ job }) => job.skills.length,
  }),
  number({
    name: 'Seniority step',
    description: 'Level of the job less the level of the person: 1 is one step up, −1 one down.',
    unit: 'levels',
    min: -6,
    max: 6,
    integer: true,
    read: ({ seniorityStep }) => seniorityStep,
  }),
  number({
    name: 'Experience margin',
    description: 'Years of relevant work less the years asked for.',
    unit: 'years',
    min: -INFINITE,
    max: INFINITE,
    read: ({ experienceMargin }) => experienceMargin,
  }),
  number({
    name: 'Relevant years',
    description: 'Years of work, each counted by the closeness of its role to the job.',
    unit: 'years',
    min: 0,
    max: INFINITE,
    better: 'more',
    read: ({ roles }) => roles.relevantYears,
  }),
  number({
    name: 'Education step',
    description: 'Level of education of the person less the level asked for.',
    unit: 'levels',
    min: -6,
    max: 6,
    integer: true,
    read: ({ educationStep }) => educationStep,
  }),
  category({
    name: 'Licences',
    description: 'Whether the licences that the job demands are there; the weakest of them counts.',
    values: ['held', 'presumed', 'not shown', 'missing'],
    read: ({ licences }) => licences?.status,
  }),
  number({
    name: 'Commute',
    description: 'Kilometres to the nearest place of work; 0 for remote work.',
    unit: 'km',
    min: 0,
    max: INFINITE,
    better: 'less',
    read: commuteKm,
  }),
  number({
    name: 'Commute share',
    description:
      'The commute as a share of the longest one that the person accepts; unknown for a longer one where they would move.',
    unit: '%',
    min: 0,
    max: INFINITE,
    better: 'less',
    read: (pair, context) => {
      const km = commuteKm(pair, context);
      if (km === undefined) return undefined;
      const share = km / commuteLimitKm(pair, context);
      return share > 1 && pair.profile.willingToRelocate ? undefined : share;
    },
  }),
  category({
    name: 'Area',
    description:
      'How the names of the places compare, where no distance can be computed; unknown for another town where they would move.',
    values: ['same town', 'same region', 'same country', 'another country'],
    read: ({ job, place, profile }) =>
      job.workplace === 'remote' || (profile.willingToRelocate && place?.area !== 'same town')
        ? undefined
        : place?.area,
  }),
  category({
    name: 'Remote country',
    description:
      'Whether remote work is open to the country of the person, where the ad limits it.',
    values: ['open', 'closed'],
    read: ({ remoteCountry }) => remoteCountry,
  }),
  category({
    name: 'Relocation',
    description: 'Whether the person would move for a job.',
    values: ['yes', 'no', 'not stated'],
    read: ({ profile }) =>
      profile.willingToRelocate === undefined ? 'not stated' : yesNo(profile.willingToRelocate),
  }),
  category({
    name: 'Workplace fit',
    description: 'Whether remote, hybrid or on-site work is what the person wishes.',
    values: WISH_VALUES,
    read: ({ workplace }) => workplace,
  }),
  category({
    name: 'Employment fit',
    description: 'Whether full-time, part-time, contract … is what the person wishes.',
    values: WISH_VALUES,
    read: ({ employment }) => employment,
  }),
  number({
    name: 'Pay ratio',
    description: 'The likely offer as a share of the pay that the person asks for.',
    unit: '%',
    min: 0,
    max: INFINITE,
    better: 'more',
    read: ({ payRatio }) => payRatio,
  }),
  category({
    name: 'Language fit',
    description: 'Whether the person speaks the languages that the job demands.',
    values: ['all spoken', 'spoken less well', 'missing'],
    read: ({ languages }) => languages?.status,
  }),
  number({
    name: 'Ad age',
    description: 'Days since the ad was posted.',
    unit: 'days',
    min: 0,
    max: INFINITE,
    better: 'less',
    of: 'ad',
    read: adAgeDays,
  }),
  number({
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
  number({
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
  category({
    name: 'Upfront fee',
    description: 'Whether the ad asks the applicant for money.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.upfrontFee) : undefined),
  }),
  category({
    name: 'Private contact',
    description: 'Whether the ad moves the contact to a messenger or a free mail address.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.contactOutside) : undefined),
  }),
  category({
    name: 'Discriminating wording',
    description: 'Whether the ad chooses people by a protected attribute.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => (described(job) ? yesNo(job.signals.discriminating.length > 0) : undefined),
  }),
  category({
    name: 'Employer named',
    description: 'Whether the ad says who hires.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => yesNo(job.signals.employerNamed),
  }),
  number({
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
  number({
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
  number({
    name: 'Capitals',
    description: 'Share of the letters of the ad that are capitals.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'less',
    of: 'ad',
    read: ({ job }) => (described(job) ? job.signals.capsShare : undefined),
  }),
  number({
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
  category({
    name: 'Pay stated',
    description: 'Whether the ad states its pay.',
    values: YES_NO,
    of: 'ad',
    read: ({ job }) => yesNo(job.pay !== undefined),
  }),
];

/** The measure of a name, whatever its case, or undefined. */
export function measureNamed(name: string): Measure | undefined {
  const wanted = name.trim().toLowerCase();
  return MEASURES.find((measure) => measure.name.toLowerCase() === wanted);
}
