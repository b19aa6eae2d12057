import type { FieldValues } from '../../../distill/policy/field-values.ts';
import { loadAdWords } from './ad-words.ts';
import { WORKPLACES } from './types.ts';
import type { Workplace } from './types.ts';

const HYBRID =
  /\bhybrid (?:work|role|position|model|schedule|working|office)|\b(?:[1-4]|one|two|three|four) days?(?: a| per|\/) ?week (?:in|at|from) (?:the |our )?(?:office|home)|\bpartly remote|\bhybrid\b(?= *[-–—,)(]|$)/i;
// A title says what the job is; a description also praises "remote work as needed", which is no remote job.
const REMOTE_TITLE =
  /\bremote\b(?! (?:support|sensing|rts|technical|control|monitoring|desktop))|\bwork(?:ing)? (?:from|at) home|\bhome[- ]based|\btelecommut|\bwork[- ]at[- ]home/i;
const REMOTE_TEXT =
  /\b(?:fully|100 ?%|entirely|completely) remote|\b(?:is|as) an? (?:\w+ )?remote (?:position|role|job|opportunity)|\bremote (?:position|role|job|opportunity)\b|\bwork (?:remotely )?from (?:home|anywhere) (?:position|role|job|full|in the)|\btelecommuting (?:position|role|job)|\blocation: ?remote\b/i;
const NOT_REMOTE =
  /\b(?:no|not|non)[- ]?(?:a )?remote|\bremote (?:work )?(?:is )?not\b|\bnot (?:eligible|available) for remote|\bon-?site (?:only|role|position)|\b(?:remote|work from home): ?no\b/i;

/** The workplaces of the field, of a job or of a wish; what the lexicon does not know is left out. */
export function workplacesOf(fields: FieldValues): Workplace[] {
  const stated = fields.texts('workplace');
  return WORKPLACES.filter((workplace) => stated.includes(workplace));
}

/**
 * Where the work is done: the field, else the words of title and description, else on site where the ad names a
 * place. Undefined where nothing tells.
 */
export function jobWorkplace(
  fields: FieldValues,
  title: string,
  description: string,
  hasPlace: boolean,
): Workplace | undefined {
  const stated = workplacesOf(fields);
  if (stated.length > 0) return stated.includes('hybrid') ? 'hybrid' : stated[0];
  const head = `${title}\n${description.slice(0, 6000)}`;
  const { workplace: words } = loadAdWords();
  if (NOT_REMOTE.test(head) || words.onsite.test(head)) return 'onsite';
  if (HYBRID.test(head) || words.hybrid.test(head)) return 'hybrid';
  if (REMOTE_TITLE.test(title) || words.remoteTitle.test(title)) return 'remote';
  if (REMOTE_TEXT.test(head) || words.remoteText.test(head)) return 'remote';
  return hasPlace ? 'onsite' : undefined;
}

/** Countries (ISO 3166-1 alpha-2) to which an ad limits remote work; empty where it does not say. */
export function remoteCountries(fields: FieldValues): string[] {
  const countries = fields.places('remoteCountry').map(({ country }) => country);
  return [...new Set(countries.filter((country) => country !== ''))];
}
