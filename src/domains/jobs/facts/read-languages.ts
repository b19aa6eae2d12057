import { languagesDocument } from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';
import { readTags } from '../../../core/reading/read-tags.ts';
import { asList, asText, property } from './read-values.ts';
import type { AdSentence } from './read-sections.ts';
import type { LanguageFact } from './types.ts';

/** The languages of `data/languages.yaml`: names by code, codes by any name in small letters, names in texts. */
const loadLanguages = lazily(() => {
  const byCode = readDocument('languages.yaml', languagesDocument);
  const all = [...byCode].flatMap(([code, names]) => names.map((name) => ({ code, name })));
  const inTexts = all.map(({ name }) => name).filter((name) => /^\p{Lu}/u.test(name));
  return {
    nameOf: (code: string) => byCode.get(code)?.[0],
    codeOf: new Map(all.map(({ code, name }) => [name.toLowerCase(), code])),
    // Case matters: "polish" is also a verb.
    named: new RegExp(`\\b(?:${inTexts.join('|')})\\b`, 'g'),
  };
});

const SPOKEN =
  /\b(?:fluen|proficien|speak|spoken|bilingual|trilingual|native|verbal|written|mother tongue|language|command of|communicat|conversational|read and write)/i;
const LEVELS: [number, RegExp][] = [
  [5, /native|mother tongue|bilingual|first language/i],
  [4, /fluen|full professional|c[12]\b|excellent|advanced|perfect|idiomatic/i],
  [3, /professional|business|upper[- ]?intermediate|b2\b|good|proficien|strong|working/i],
  [2, /intermediate|conversational|b1\b|limited/i],
  [1, /basic|beginner|elementary|a[12]\b|some|notions/i],
];
const WORKING_LEVEL = 3;

/** The language of a name or ISO code, or undefined. */
export function languageOf(text: string): { code: string; name: string } | undefined {
  const { nameOf, codeOf } = loadLanguages();
  const lower = text.trim().toLowerCase();
  const prefix = lower.slice(0, lower.search(/[-_]|$/u));
  const code = nameOf(prefix) ? prefix : codeOf.get(lower);
  const name = code === undefined ? undefined : nameOf(code);
  return code && name ? { code, name } : undefined;
}

/** The level that a wording of fluency means: 1 basic … 5 native; 3 where it says nothing. */
export function fluencyLevel(text: string | undefined): number {
  if (!text) return WORKING_LEVEL;
  return LEVELS.find(([, pattern]) => pattern.test(text))?.[0] ?? WORKING_LEVEL;
}

/**
 * The languages that a job demands: those of `attributes.languages`, those named in brackets or with
 * "speaking" in its title, and those that its description asks to speak or write; pluses do not count.
 */
export function languagesNeeded(
  posting: unknown,
  title: string,
  sentences: readonly AdSentence[],
): LanguageFact[] {
  const { named: nameInText } = loadLanguages();
  const languages = new Map<string, LanguageFact>();
  const add = (text: string, level: number) => {
    const language = languageOf(text);
    if (!language) return;
    const known = languages.get(language.code);
    if (!known || known.level < level) languages.set(language.code, { ...language, level });
  };
  const attributes = property(posting, 'attributes');
  for (const key of ['languages', 'requiredLanguages', 'language']) {
    for (const item of asList(property(attributes, key))) {
      const name = asText(property(item, 'language')) ?? asText(item);
      if (name)
        for (const part of name.split(/[,;/]/u))
          add(part, fluencyLevel(asText(property(item, 'fluency'))));
    }
  }
  // A bracket after a title that lists nothing but languages names the working ones.
  if (/\bspeak|bilingual|fluent|\(|\bwith\b/i.test(title)) {
    for (const [name] of title.matchAll(nameInText)) {
      if (!/\b(?:teacher|tutor|instructor|lecturer|professor|translator)\b/i.test(title))
        add(name, WORKING_LEVEL);
    }
  }
  for (const { kind, text } of sentences) {
    if (kind === 'nice' || kind === 'company' || !SPOKEN.test(text)) continue;
    const named = [...text.matchAll(nameInText)].map(([name]) => name);
    // "English or Spanish" asks for one of them; which one is open, so neither is demanded.
    if (named.length > 1 && / or | and\/or /u.test(text)) continue;
    // Three or more in one sentence are a company's languages, not one person's.
    if (named.length > 3) continue;
    for (const name of named) add(name, Math.min(4, fluencyLevel(text)));
  }
  return [...languages.values()];
}

const ENGLISH_WORDS = /\b(?:the|and|of|for|with|in|to|at|from)\b/gi;

/**
 * The languages that a profile states, the best level of each. A profile whose free text is written in
 * English shows English at working level even where its list leaves that out.
 */
export function languagesSpoken(profile: unknown, freeText: string): LanguageFact[] {
  const languages = new Map<string, LanguageFact>();
  const items = [
    ...asList(property(profile, 'languages')),
    ...readTags(asList(property(property(profile, 'attributes'), 'languages'))),
  ];
  for (const item of items) {
    const text = asText(property(item, 'language')) ?? asText(item);
    const language = text ? languageOf(text.replace(/\(.*\)/u, '')) : undefined;
    if (!language) continue;
    const level = fluencyLevel(
      asText(property(item, 'fluency')) ?? /\((.*)\)/u.exec(text ?? '')?.[1],
    );
    const known = languages.get(language.code);
    if (!known || known.level < level) languages.set(language.code, { ...language, level });
  }
  if (
    languages.size > 0 &&
    !languages.has('en') &&
    (freeText.match(ENGLISH_WORDS)?.length ?? 0) >= 4
  ) {
    languages.set('en', { code: 'en', name: 'English', level: WORKING_LEVEL });
  }
  return [...languages.values()];
}
