import type { PairFacts } from './facts/pair-facts.ts';
import type { TaughtContext, TaughtMeasures } from './taught-measures.ts';

/** The settings of the policy that the schema takes its commute from. */
const LONGEST_COMMUTE = 'Longest commute';
const HYBRID_COMMUTE = 'Hybrid commute';

/** The kilometres that count: none for remote work, a share of them for hybrid work. */
export function commuteKm(pair: PairFacts, { settings }: TaughtContext): number | undefined {
  const { job, place } = pair;
  if (job.workplace === 'remote') return pair.remoteCountry === 'closed' ? undefined : 0;
  if (place?.distanceKm === undefined) return undefined;
  return place.distanceKm * (job.workplace === 'hybrid' ? (settings[HYBRID_COMMUTE] ?? 1) : 1);
}

/** The longest commute that the person accepts, or the policy's usual one. */
export function commuteLimitKm(pair: PairFacts, { settings }: TaughtContext): number {
  return pair.profile.maxCommuteKm ?? settings[LONGEST_COMMUTE] ?? Infinity;
}

/** A wish to move is one for the own country, unless the person says more than a yes. */
function wouldMove({ profile, place }: PairFacts): boolean {
  return profile.willingToRelocate === true && place?.abroad !== true;
}

/** The measures that compare a profile with a job. */
export const PAIR_MEASURES: TaughtMeasures = {
  'Occupation closeness': ({ roles }) => roles.target?.closeness,
  'Title overlap': ({ roles }) => roles.titleOverlap,
  'Past role closeness': ({ roles }) => roles.held?.closeness,
  'Line of work closeness': ({ roles }) =>
    roles.target && Math.max(roles.target.closeness, roles.held?.closeness ?? 0),
  'Skill coverage': ({ skills }) => skills?.coverage,
  'Must-haves missing': ({ skills }) => skills?.mustHavesMissing,
  'Seniority step': ({ seniorityStep }) => seniorityStep,
  'Experience margin': ({ experienceMargin }) => experienceMargin,
  'Relevant years': ({ roles }) => roles.relevantYears,
  'Education step': ({ educationStep }) => educationStep,
  Licences: ({ licences }) => licences?.status,
  Commute: commuteKm,
  'Commute share': (pair, context) => {
    const km = commuteKm(pair, context);
    if (km === undefined) return undefined;
    const share = km / commuteLimitKm(pair, context);
    return share > 1 && wouldMove(pair) ? undefined : share;
  },
  Area: (pair) => {
    const { job, place } = pair;
    if (job.workplace === 'remote') return undefined;
    return place?.area !== 'same town' && wouldMove(pair) ? undefined : place?.area;
  },
  'Remote country': ({ remoteCountry }) => remoteCountry,
  'Workplace fit': ({ workplace }) => workplace,
  'Employment fit': ({ employment }) => employment,
  'Pay ratio': ({ payRatio }) => payRatio,
  'Language fit': ({ languages }) => languages?.status,
};
