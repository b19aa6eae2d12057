import type { PairFacts } from './facts/pair-facts.ts';
import { categoryMeasure, numberMeasure } from '../../distill/policy/measure.ts';
import type { Measure, MeasureContext } from '../../distill/policy/measure.ts';

const INFINITE = Number.POSITIVE_INFINITY;
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

/** A wish to move is one for the own country, unless the person says more than a yes. */
function wouldMove({ profile, place }: PairFacts): boolean {
  return profile.willingToRelocate === true && place?.abroad !== true;
}

/** The measures that compare a profile with a job. */
export const PAIR_MEASURES: readonly Measure[] = [
  numberMeasure({
    name: 'Occupation closeness',
    description: 'How near the occupation of the job is to the nearest one that the person wants.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.target?.closeness,
  }),
  numberMeasure({
    name: 'Title overlap',
    description: 'Share of the words of the job title in common with a wanted title.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.titleOverlap,
  }),
  numberMeasure({
    name: 'Past role closeness',
    description: 'How near the nearest role that the person held is, fading with the years since.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) => roles.held?.closeness,
  }),
  numberMeasure({
    name: 'Line of work closeness',
    description: 'The higher of occupation closeness and past role closeness.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ roles }) =>
      roles.target && Math.max(roles.target.closeness, roles.held?.closeness ?? 0),
  }),
  numberMeasure({
    name: 'Skill coverage',
    description: 'Share of the skills asked for that the profile shows.',
    unit: '%',
    min: 0,
    max: 1,
    better: 'more',
    read: ({ skills }) => skills?.coverage,
  }),
  numberMeasure({
    name: 'Must-haves missing',
    description: 'Required skills that the ad names and the profile neither states nor implies.',
    unit: 'skills',
    min: 0,
    max: INFINITE,
    integer: true,
    better: 'less',
    read: ({ skills }) => skills?.mustHavesMissing,
  }),
  numberMeasure({
    name: 'Seniority step',
    description: 'Level of the job less the level of the person: 1 is one step up, −1 one down.',
    unit: 'levels',
    min: -6,
    max: 6,
    integer: true,
    read: ({ seniorityStep }) => seniorityStep,
  }),
  numberMeasure({
    name: 'Experience margin',
    description: 'Years of relevant work less the years asked for.',
    unit: 'years',
    min: -INFINITE,
    max: INFINITE,
    read: ({ experienceMargin }) => experienceMargin,
  }),
  numberMeasure({
    name: 'Relevant years',
    description: 'Years of work, each counted by the closeness of its role to the job.',
    unit: 'years',
    min: 0,
    max: INFINITE,
    better: 'more',
    read: ({ roles }) => roles.relevantYears,
  }),
  numberMeasure({
    name: 'Education step',
    description: 'Level of education of the person less the level asked for.',
    unit: 'levels',
    min: -6,
    max: 6,
    integer: true,
    read: ({ educationStep }) => educationStep,
  }),
  categoryMeasure({
    name: 'Licences',
    description: 'Whether the licences that the job demands are there; the weakest of them counts.',
    values: ['held', 'presumed', 'not shown', 'missing'],
    read: ({ licences }) => licences?.status,
  }),
  numberMeasure({
    name: 'Commute',
    description: 'Kilometres to the nearest place of work; 0 for remote work.',
    unit: 'km',
    min: 0,
    max: INFINITE,
    better: 'less',
    read: commuteKm,
  }),
  numberMeasure({
    name: 'Commute share',
    description:
      'The commute as a share of the longest one that the person accepts; unknown for a longer one within the country where they would move.',
    unit: '%',
    min: 0,
    max: INFINITE,
    better: 'less',
    read: (pair, context) => {
      const km = commuteKm(pair, context);
      if (km === undefined) return undefined;
      const share = km / commuteLimitKm(pair, context);
      return share > 1 && wouldMove(pair) ? undefined : share;
    },
  }),
  categoryMeasure({
    name: 'Area',
    description:
      'How the names of the places compare, where no distance can be computed; unknown for another town of the country where they would move.',
    values: ['same town', 'same region', 'same country', 'another country'],
    read: (pair) => {
      const { job, place } = pair;
      if (job.workplace === 'remote') return undefined;
      return place?.area !== 'same town' && wouldMove(pair) ? undefined : place?.area;
    },
  }),
  categoryMeasure({
    name: 'Remote country',
    description:
      'Whether remote work is open to the country of the person, where the ad limits it.',
    values: ['open', 'closed'],
    read: ({ remoteCountry }) => remoteCountry,
  }),
  categoryMeasure({
    name: 'Relocation',
    description: 'Whether the person would move for a job.',
    values: ['yes', 'no', 'not stated'],
    read: ({ profile }) =>
      profile.willingToRelocate === undefined
        ? 'not stated'
        : profile.willingToRelocate
          ? 'yes'
          : 'no',
  }),
  categoryMeasure({
    name: 'Workplace fit',
    description: 'Whether remote, hybrid or on-site work is what the person wishes.',
    values: WISH_VALUES,
    read: ({ workplace }) => workplace,
  }),
  categoryMeasure({
    name: 'Employment fit',
    description: 'Whether full-time, part-time, contract … is what the person wishes.',
    values: WISH_VALUES,
    read: ({ employment }) => employment,
  }),
  numberMeasure({
    name: 'Pay ratio',
    description: 'The likely offer as a share of the pay that the person asks for.',
    unit: '%',
    min: 0,
    max: INFINITE,
    better: 'more',
    read: ({ payRatio }) => payRatio,
  }),
  categoryMeasure({
    name: 'Language fit',
    description: 'Whether the person speaks the languages that the job demands.',
    values: ['all spoken', 'spoken less well', 'missing'],
    read: ({ languages }) => languages?.status,
  }),
];
