import type { Occupation } from '../taxonomy/types.ts';
import { licenceNames } from './licence-names.ts';
import { asTexts, normalizeText, property } from './read-values.ts';
import { NICE, type AdSentence } from './read-sections.ts';
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
  /\b(?:within \d+|(?:help|able|willing|must|to) (?:you )?(?:to )?obtain|willing(?:ness)? to (?:get|obtain|complete)|ability to obtain|will (?:train|sponsor)|opportunity to (?:\w+ ){0,3}(?:complete|gain|obtain|earn|become))\b/i;
const DEMANDED = /\b(?:required|requires?|mandatory|must|essential|minimum)\b/i;
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
    if (DEMAND.test(text) && !SOON.test(text)) demandedIn(text).forEach(add);
  }
  for (const { kind, text } of sentences) {
    if (kind === 'company' || !DEMAND.test(text) || SOON.test(text)) continue;
    // Under a heading of pluses nothing is demanded; a sentence with such words may still demand something else.
    if (kind === 'nice' && !(NICE.test(text) && DEMANDED.test(text))) continue;
    for (const licence of demandedIn(text)) {
      // A duty that names a colleague ("reports to the registered nurse") demands nothing.
      if (kind === 'work' && CONTEXT_ONLY.test(beforeLicence(text, licence.key))) continue;
      add(licence);
    }
  }
  // The law may demand what the employer helps to obtain or would like to see, but the ad does not.
  const spared = new Set<string>();
  for (const text of asTexts(property(posting, 'qualifications')).concat(
    sentences.map((sentence) => sentence.text),
  )) {
    if (SOON.test(text)) for (const { key } of knownLicences(text)) spared.add(key);
    if (NICE.test(text)) for (const { key } of preferredIn(text)) spared.add(key);
  }
  for (const licence of (occupation?.licences ?? []).flatMap(licencesInText)) {
    if (!spared.has(licence.key)) add(licence);
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

/** Parts of a sentence that are judged together: what a comma joins shares the verdict that comes first after it. */
function judgedClauses(text: string): { text: string; isPreferred: boolean }[] {
  const clauses: { text: string; isPreferred: boolean }[] = [];
  for (const part of text.split(/[;•\n]|\.\s/u)) {
    let verdict = false;
    const inPart = part.split(/,|\b(?:but|while|and an?)\b/u).reverse();
    // A sentence's last words judge what stands before them, unless it has words of its own.
    for (const clause of inPart) {
      if (NICE.test(clause)) verdict = true;
      else if (DEMANDED.test(clause)) verdict = false;
      clauses.push({ text: clause, isPreferred: verdict });
    }
  }
  return clauses;
}

function demandedIn(text: string): LicenceFact[] {
  if (!NICE.test(text)) return knownLicences(text);
  const preferred = new Set(preferredIn(text).map(({ key }) => key));
  return knownLicences(text).filter(({ key }) => !preferred.has(key));
}

/** Licences that a text would like to see and does not demand. */
function preferredIn(text: string): LicenceFact[] {
  const clauses = judgedClauses(text);
  const demanded = new Set(
    clauses.flatMap((clause) =>
      clause.isPreferred ? [] : knownLicences(clause.text).map(({ key }) => key),
    ),
  );
  return clauses
    .flatMap((clause) => (clause.isPreferred ? knownLicences(clause.text) : []))
    .filter(({ key }) => !demanded.has(key));
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
