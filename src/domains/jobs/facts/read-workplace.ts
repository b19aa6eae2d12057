import { countryCode } from './countries.ts';
import { asList, asText, asTexts, property } from './read-values.ts';
import type { Workplace } from './types.ts';

/** The workplaces that a field or wish names ("remote or hybrid", `TELECOMMUTE`, `["remote"]`). */
export function workplacesOf(value: unknown): Workplace[] {
  const text = asTexts(value).join(' ').toLowerCase();
  const found: Workplace[] = [];
  if (/telecommut|remote|home ?office|work from home|wfh|anywhere/u.test(text))
    found.push('remote');
  if (/hybrid|partly remote|flexible/u.test(text)) found.push('hybrid');
  if (/on-?site|in[- ]office|in[- ]person|at the office/u.test(text)) found.push('onsite');
  return found;
}

const HYBRID =
  /\bhybrid (?:work|role|position|model|schedule|working|office)|\b(?:[1-4]|one|two|three|four) days?(?: a| per|\/) ?week (?:in|at|from) (?:the |our )?(?:office|home)|\bpartly remote|\bhybrid\b(?= *[-–—,)(]|$)/i;
// A title says what the job is; a description also praises "remote work as needed", which is no remote job.
const REMOTE_TITLE =
  /\bremote\b(?! (?:support|sensing|rts|technical|control|monitoring|desktop))|\bwork(?:ing)? (?:from|at) home|\bhome[- ]based|\btelecommut|\bwork[- ]at[- ]home/i;
const REMOTE_TEXT =
  /\b(?:fully|100 ?%|entirely|completely) remote|\b(?:is|as) an? (?:\w+ )?remote (?:position|role|job|opportunity)|\bremote (?:position|role|job|opportunity)\b|\bwork (?:remotely )?from (?:home|anywhere) (?:position|role|job|full|in the)|\btelecommuting (?:position|role|job)|\blocation: ?remote\b/i;
const NOT_REMOTE =
  /\b(?:no|not|non)[- ]?(?:a )?remote|\bremote (?:work )?(?:is )?not\b|\bnot (?:eligible|available) for remote|\bon-?site (?:only|role|position)|\b(?:remote|work from home): ?no\b/i;

/**
 * Where the work is done: `jobLocationType`, `attributes.workplace`, else the words of title and
 * description, else on site where the ad names a place. Undefined where nothing tells.
 */
export function jobWorkplace(
  posting: unknown,
  title: string,
  description: string,
  hasPlace: boolean,
): Workplace | undefined {
  const attributes = property(posting, 'attributes');
  const fields = [
    property(posting, 'jobLocationType'),
    property(attributes, 'workplace'),
    property(attributes, 'workplaceType'),
    property(posting, 'workplaceType'),
    ...asList(property(posting, 'jobLocation')).filter((item) => typeof item === 'string'),
  ];
  for (const field of fields) {
    const [first] = workplacesOf(field);
    const stated = workplacesOf(field);
    if (stated.includes('hybrid')) return 'hybrid';
    if (first) return first;
  }
  const head = `${title}\n${description.slice(0, 6000)}`;
  if (NOT_REMOTE.test(head)) return 'onsite';
  if (HYBRID.test(head)) return 'hybrid';
  if (REMOTE_TITLE.test(title) || REMOTE_TEXT.test(head)) return 'remote';
  return hasPlace ? 'onsite' : undefined;
}

/** Countries (ISO alpha-2) to which `applicantLocationRequirements` limits remote work; empty where it does not say. */
export function remoteCountries(posting: unknown): string[] {
  const codes = asList(property(posting, 'applicantLocationRequirements')).map((item) =>
    countryCode(asText(property(item, 'addressCountry') ?? property(item, 'name') ?? item)),
  );
  return [...new Set(codes.filter((code) => code !== undefined))];
}
