import { nameSkills } from './facts/match-skills.ts';
import type { SkillMatch } from './facts/match-skills.ts';
import type { PairFacts } from './facts/pair-facts.ts';
import type { EmploymentType, SeniorityLevel } from './facts/types.ts';
import { countWords, listWords } from '../../distill/policy/words.ts';
import { adAgeDays, adCompleteness } from './ad-measures.ts';
import { commuteKm, commuteLimitKm } from './pair-measures.ts';
import type { TaughtContext } from './taught-measures.ts';

/** Words for one value of a pair, or undefined where it is unknown. */
export type Phrase = (pair: PairFacts, context: TaughtContext) => string | undefined;

const percent = (share: number | undefined): string | undefined =>
  share === undefined ? undefined : `${Math.round(share * 100)} %`;
const SENIORITY: Record<SeniorityLevel, string> = {
  0: 'trainee',
  1: 'junior',
  2: 'mid-level',
  3: 'senior',
  4: 'lead',
  5: 'manager',
  6: 'director',
};
const EDUCATION = [
  'no formal education',
  'secondary school',
  'vocational training',
  'an associate degree',
  "a bachelor's degree",
  "a master's degree",
  'a doctorate',
];
const WORKPLACE = { remote: 'remote', hybrid: 'hybrid', onsite: 'on-site' };
const EMPLOYMENT: Partial<Record<EmploymentType, string>> = {
  contract: 'contract work',
  internship: 'an internship',
  'per-diem': 'per diem',
  volunteer: 'volunteer work',
};
const DAYS_PER_MONTH = 30.4;

function employmentWords(types: readonly EmploymentType[]): string | undefined {
  return types.map((type) => EMPLOYMENT[type] ?? type).join(' or ') || undefined;
}

/** Pay in the currency of the schema, US dollars. */
function money(yearly: number): string {
  return `$${(Math.round(yearly / 1000) * 1000).toLocaleString('en-US')}`;
}

/** "3 of 5 skills asked for are there", with those that the work implies. */
function skillsShown({ counts, asked: { fromAd } }: SkillMatch): string {
  const { stated, implied, asked } = counts;
  const skills = `skill${asked === 1 ? '' : 's'} ${fromAd ? 'asked for' : 'that the work needs'}`;
  const be = (count: number): string => (count === 1 ? 'is' : 'are');
  if (implied === 0) {
    if (stated < asked || asked === 1) return `${stated} of ${asked} ${skills} ${be(stated)} there`;
    return `${asked === 2 ? 'both' : `all ${asked}`} ${skills} are there`;
  }
  const go = implied === 1 ? 'goes' : 'go';
  if (stated === 0) return `${implied} of ${asked} ${skills} ${go} with the work done`;
  return `${stated} of ${asked} ${skills} ${be(stated)} stated and ${implied} more ${go} with the work done`;
}

/** Every placeholder that a reason of the policy document can hold, as `{name}`. */
export const PHRASES: Readonly<Record<string, Phrase>> = {
  'job title': ({ job }) => job.title || undefined,
  'wanted title': ({ roles }) => roles.target?.role.title,
  'held title': ({ roles }) => roles.held?.role.title,
  'occupation closeness': ({ roles }) => percent(roles.target?.closeness),
  'title overlap': ({ roles }) => percent(roles.titleOverlap),
  'skills shown': ({ skills }) => skills && skillsShown(skills),
  'matched skills': ({ profile, skills }) => {
    if (!skills) return undefined;
    const { matched, implied } = nameSkills(profile, skills);
    return listWords([...matched, ...implied]) || 'none';
  },
  'missing skills': ({ profile, skills }) =>
    skills && (listWords(nameSkills(profile, skills).missing) || 'none'),
  'job level': ({ job }) => (job.seniority === undefined ? undefined : SENIORITY[job.seniority]),
  'own level': ({ profile }) =>
    profile.seniority === undefined ? undefined : SENIORITY[profile.seniority],
  'years asked': ({ job }) =>
    job.requiredYears === undefined ? undefined : countWords(job.requiredYears, 'year'),
  'relevant years': ({ roles }) =>
    roles.relevantYears === undefined ? undefined : countWords(roles.relevantYears, 'year'),
  'experience shown': ({ job, roles }) => {
    if (job.requiredYears === undefined || roles.relevantYears === undefined) return undefined;
    if (job.requiredYears === 0) return 'no experience is asked for';
    const own = countWords(roles.relevantYears, 'year');
    return `${own} of relevant work meet the ${countWords(job.requiredYears, 'year')} asked for`;
  },
  'years short': ({ experienceMargin }) =>
    experienceMargin === undefined ? undefined : countWords(Math.max(0, -experienceMargin), 'year'),
  'years over': ({ experienceMargin }) =>
    experienceMargin === undefined ? undefined : countWords(Math.max(0, experienceMargin), 'year'),
  'education asked': ({ job }) =>
    job.educationLevel === undefined ? undefined : EDUCATION[job.educationLevel],
  'own education': ({ profile }) =>
    profile.educationLevel === undefined ? undefined : EDUCATION[profile.educationLevel],
  'licences asked': ({ job }) => listWords(job.licences.map(({ name }) => name)) || undefined,
  'licences short': ({ licences }) => (licences && listWords(licences.short)) || undefined,
  commute: (pair, context) => {
    if (pair.job.workplace === 'remote') return 'remote work';
    const km = commuteKm(pair, context);
    return km === undefined ? undefined : `${Math.round(km).toLocaleString('en-US')} km`;
  },
  distance: ({ place }) =>
    place?.distanceKm === undefined
      ? undefined
      : `${Math.round(place.distanceKm).toLocaleString('en-US')} km`,
  'longest commute': (pair, context) => `${Math.round(commuteLimitKm(pair, context))} km`,
  'job place': ({ job, place }) => place?.label ?? job.places[0]?.label,
  'own place': ({ profile }) => profile.place?.label,
  workplace: ({ job }) => job.workplace && WORKPLACE[job.workplace],
  'workplace wish': ({ profile }) =>
    profile.workplaceWish.map((wish) => WORKPLACE[wish]).join(' or ') || undefined,
  'employment type': ({ job }) => employmentWords(job.employmentTypes),
  'employment wish': ({ profile }) => employmentWords(profile.employmentWish),
  pay: ({ job: { pay } }) =>
    pay &&
    (pay.minYearly === pay.maxYearly
      ? money(pay.maxYearly)
      : `${money(pay.minYearly)} to ${money(pay.maxYearly)}`),
  'pay wish': ({ profile: { desiredPay } }) => desiredPay && money(desiredPay.minYearly),
  'pay ratio': ({ payRatio }) => percent(payRatio),
  'languages asked': ({ languages }) =>
    languages && listWords(languages.asked.map(({ name }) => name)),
  'languages short': ({ languages }) => (languages && listWords(languages.short)) || undefined,
  'ad age': (pair, context) => {
    const days = adAgeDays(pair, context);
    if (days === undefined) return undefined;
    if (days < 1) return 'today';
    return days < 2 * DAYS_PER_MONTH
      ? `${countWords(Math.round(days), 'day')} ago`
      : `${countWords(Math.round(days / DAYS_PER_MONTH), 'month')} ago`;
  },
  'ad completeness': (pair) => percent(adCompleteness(pair)),
  'warning signs': ({ job }) => listWords(job.signals.warnings) || undefined,
  'discriminating words': ({ job }) =>
    job.signals.discriminating.length > 0
      ? listWords(job.signals.discriminating.map((quote) => `“${quote}”`))
      : undefined,
};
