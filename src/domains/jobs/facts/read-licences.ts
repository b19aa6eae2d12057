import type { Occupation } from '../taxonomy/types.ts';
import { licenceNames } from './licence-names.ts';
import { asTexts, normalizeText, property } from './read-values.ts';
import type { AdSentence } from './read-sections.ts';
import type { LicenceFact } from './types.ts';

const BARE_WORDS =
  /\b(?:valid|current|active|state|a|an|the|of|in|as|for|and|or|to|practi[cs]e|licen[sc]e[ds]?|licensure|certificat(?:e|es|ion|ions)|certified|permit|registration|registered|card|required)\b/gu;

/** The licences that one text names; a text that matches no known name is kept under its own words. */
export function licencesInText(text: string): LicenceFact[] {
  const found = licenceNames().filter(({ pattern }) => pattern.test(text));
  if (found.length > 0) {
    // "CDL class A" also matches the plain CDL: the more specific one speaks.
    const covered = new Set(found.flatMap((licence) => licence.includes));
    return found.filter(({ key }) => !covered.has(key)).map(({ key, name }) => ({ key, name }));
  }
  const normalized = normalizeText(text);
  const key = normalized.replace(BARE_WORDS, ' ').replace(/\s+/gu, ' ').trim() || normalized;
  return key ? [{ key: `text:${key}`, name: text.trim() }] : [];
}

const DEMAND =
  /\blicen[sc]|\bcertif|\bregist(?:ered|ration)|\bcredential|\bcard\b|\bcdl\b|\bpermit\b|\badmi(?:tted|ssion)\b|\b(?:rn|lpn|lvn|cna|cpa|bls|acls|cpr|emt|aprn)\b|\bservsafe|\bchartered\b|\bqts\b/i;
const SOON =
  /\b(?:within \d+|(?:help|able|willing|must|to) (?:you )?(?:to )?obtain|willing(?:ness)? to (?:get|obtain|complete)|ability to obtain|will (?:train|sponsor))\b/i;
const CONTEXT_ONLY =
  /\b(?:report(?:ing|s)? to|work(?:ing)? (?:with|alongside|under)|supervis\w+ (?:by|of)|assist(?:s|ing)?|support(?:s|ing)?) (?:the |our |a |an |with )?[^.]{0,40}$/i;

/**
 * The licences without which a job is closed: those of `qualifications` and `attributes.licences`, those
 * that the description demands (pluses and "obtain within 90 days" do not count), and those that the law
 * asks of its occupation.
 */
export function licencesNeeded(
  posting: unknown,
  title: string,
  sentences: readonly AdSentence[],
  occupation: Occupation | undefined,
): LicenceFact[] {
  const licences = new Map<string, LicenceFact>();
  const add = (licence: LicenceFact) => licences.set(licence.key, licence);
  const attributes = property(posting, 'attributes');
  for (const key of ['licences', 'licenses', 'requiredLicences', 'certifications']) {
    for (const text of asTexts(property(attributes, key))) licencesInText(text).forEach(add);
  }
  for (const text of asTexts(property(posting, 'qualifications'))) {
    if (DEMAND.test(text) && !SOON.test(text)) knownLicences(text).forEach(add);
  }
  for (const { kind, text } of sentences) {
    if (kind === 'nice' || kind === 'company' || !DEMAND.test(text) || SOON.test(text)) continue;
    for (const licence of knownLicences(text)) {
      // A duty that names a colleague ("reports to the registered nurse") demands nothing.
      if (kind === 'work' && CONTEXT_ONLY.test(beforeLicence(text, licence.key))) continue;
      add(licence);
    }
  }
  // What the employer helps to obtain, the law may demand, but the ad does not demand it yet.
  const later = new Set(
    [...asTexts(property(posting, 'qualifications')), ...sentences.map(({ text }) => text)]
      .filter((text) => SOON.test(text))
      .flatMap((text) => knownLicences(text).map(({ key }) => key)),
  );
  for (const licence of (occupation?.licences ?? []).flatMap(licencesInText)) {
    if (!later.has(licence.key)) add(licence);
  }
  knownLicences(title)
    .filter(({ key }) => key.startsWith('cdl'))
    .forEach(add);
  const covered = new Set([...licences.keys()].flatMap(includedIn));
  return [...licences.values()].filter(({ key }) => !covered.has(key));
}

function knownLicences(text: string): LicenceFact[] {
  return licencesInText(text).filter(({ key }) => !key.startsWith('text:'));
}

function beforeLicence(text: string, key: string): string {
  const start = licenceNames()
    .find((licence) => licence.key === key)
    ?.pattern.exec(text)?.index;
  return text.slice(0, start ?? 0);
}

function includedIn(key: string): readonly string[] {
  return licenceNames().find((licence) => licence.key === key)?.includes ?? [];
}

/** The licences and certificates that a profile states, those included in another one too. */
export function licencesHeld(profile: unknown): LicenceFact[] {
  const attributes = property(profile, 'attributes');
  const texts = [
    ...asTexts(property(profile, 'certificates')),
    ...asTexts(property(profile, 'certifications')),
    ...['licences', 'licenses', 'certificates'].flatMap((key) =>
      asTexts(property(attributes, key)),
    ),
  ];
  const licences = new Map<string, LicenceFact>();
  for (const licence of texts.flatMap(licencesInText)) {
    licences.set(licence.key, licence);
    for (const key of includedIn(licence.key)) {
      if (!licences.has(key)) licences.set(key, { key, name: licence.name });
    }
  }
  return [...licences.values()];
}

const SAME_WORDS = 0.6;

/** Whether a licence is among those held, by key or, where no name of it is known, by most of its words. */
export function holdsLicence(held: readonly LicenceFact[], needed: LicenceFact): boolean {
  if (held.some(({ key }) => key === needed.key)) return true;
  const words = ownWords(needed.key);
  if (!words) return false;
  return held.some(({ key }) => {
    const others = ownWords(key);
    if (!others) return false;
    const common = [...words].filter((word) => others.has(word)).length;
    return common / (words.size + others.size - common) >= SAME_WORDS;
  });
}

function ownWords(key: string): Set<string> | undefined {
  return key.startsWith('text:') ? new Set(key.slice('text:'.length).split(' ')) : undefined;
}
