import type { EducationLevel } from '../taxonomy/types.ts';
import { asList, asText, property } from './read-values.ts';
import type { AdSentence } from './read-sections.ts';

const LEVELS: [EducationLevel, RegExp][] = [
  [
    6,
    /\bph\.? ?d\b|\bdoctora(?:l|te)\b|\bdoctor of\b|\bdphil\b|\bm\.?d\.?(?= degree)|\bj\.?d\.?\b(?= degree|$)/i,
  ],
  [
    5,
    /\bmaster(?:['’]?s\b| of | degree)|\bm\.?sc?\b\.?(?= degree|\/| in |$|,)|\bmba\b|\bm\.?a\b\.?(?= degree| in |$)|\bpostgraduate\b|\badvanced degree\b|\bmeng\b/i,
  ],
  [
    4,
    /\bbachelor|\bb\.?sc\b|\bb\.?s\b\.?(?= degree|\/| in |$|,)|\bb\.?a\b\.?(?= degree|\/| in |$|,)|\bba\/bs\b|\bundergraduate degree\b|\b(?:college|university) degree\b|\b(?:four|4)[- ]year degree\b|\bbeng\b|\bbcom\b/i,
  ],
  [
    3,
    /\bassociate(?:['’]?s)? degree|\bassociate of\b|\bassociate['’]s\b|\b(?:two|2)[- ]year degree\b|\bfoundation degree\b|\bhigher national diploma\b|\bhnd\b/i,
  ],
  [
    2,
    /\bvocational\b|\btrade school\b|\btechnical (?:school|diploma|certificate)\b|\bapprenticeship completed\b|\bcompleted apprenticeship\b|\bprofessional certificate\b|\bpost[- ]?secondary (?:certificate|diploma)\b|\bnvq\b/i,
  ],
  [
    1,
    /\bhigh[- ]?school\b|\bg\.?e\.?d\b|\bsecondary (?:school|education)\b|\ba[- ]levels?\b|\bgcse\b/i,
  ],
  [0, /\bno (?:formal )?(?:education|degree|qualifications?)\b/i],
];

/** All education levels that a text names, highest first. */
export function educationLevels(text: string): EducationLevel[] {
  return LEVELS.filter(([, pattern]) => pattern.test(text)).map(([level]) => level);
}

/** The highest level of a text such as a `studyType`, or undefined. */
export function educationLevelOf(text: string): EducationLevel | undefined {
  return educationLevels(text)[0];
}

/** What a job asks for: the least level that it accepts, and whether experience may stand in for it. */
export interface EducationNeed {
  level?: EducationLevel;
  equivalentAccepted: boolean;
}

const EQUIVALENT =
  /\bor (?:an? )?(?:equivalent|similar|comparable|related)\b[^.;]{0,40}\b(?:experience|combination|practical|background)|\bor relevant (?:work )?experience\b|\bequivalent (?:practical |work )?experience\b|\bcombination of education and experience\b/i;

/**
 * The education that a job asks for, from `educationRequirements` (text or `credentialCategory`) and, where
 * that is missing, from the requirements in its description. "Bachelor's or Master's" asks for the lower.
 */
export function educationNeed(posting: unknown, sentences: readonly AdSentence[]): EducationNeed {
  const stated = asList(property(posting, 'educationRequirements')).map(
    (item) => asText(property(item, 'credentialCategory')) ?? asText(item) ?? '',
  );
  const asked = sentences.filter(({ kind }) => kind === 'required' || kind === 'work');
  const substitute =
    property(posting, 'experienceInPlaceOfEducation') === true ||
    stated.some((text) => EQUIVALENT.test(text));
  const fromField = leastLevel(stated);
  if (fromField !== undefined) return { level: fromField, equivalentAccepted: substitute };
  // Each sentence is one demand ("BS or MS"), the strictest of them counts.
  let level: EducationLevel | undefined;
  let equivalentAccepted = substitute;
  for (const { text } of asked) {
    const least = leastLevel([text]);
    if (least === undefined) continue;
    if (level === undefined || least > level) level = least;
    if (EQUIVALENT.test(text)) equivalentAccepted = true;
  }
  return level === undefined ? { equivalentAccepted } : { level, equivalentAccepted };
}

function leastLevel(texts: readonly string[]): EducationLevel | undefined {
  const levels = texts.flatMap(educationLevels);
  return levels.length > 0 ? (Math.min(...levels) as EducationLevel) : undefined;
}

/**
 * The highest level of education that a JSON Resume states as finished, or undefined. Only whether an
 * entry's end lies after `now` is read of its dates: they tell a person's age.
 */
export function educationHeld(profile: unknown, now: number): EducationLevel | undefined {
  let highest: EducationLevel | undefined;
  for (const entry of asList(property(profile, 'education'))) {
    const end = asText(property(entry, 'endDate'));
    if (end && Number.parseInt(end, 10) > new Date(now).getUTCFullYear()) continue;
    const text = [
      asText(property(entry, 'studyType')),
      asText(property(entry, 'degree')),
      typeof entry === 'string' ? entry : undefined,
    ].join(' ');
    const level = educationLevelOf(text);
    if (level !== undefined && (highest === undefined || level > highest)) highest = level;
  }
  return highest;
}
