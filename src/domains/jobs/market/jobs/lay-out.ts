import type { Random } from '../../../../core/math/random.ts';
import { adWords } from '../market-data.ts';
import { enumeration, lowerFirst } from '../words/phrases.ts';
import type { AdParts } from './ad-parts.ts';

/** The ways in which ads are laid out; an employer keeps to one as a rule. */
const LAYOUTS = [headed, headed, html, html, prose, prose, short] as const;

/** Lays an ad out as its employer usually does, in plain text or HTML; 60 to 200 words. */
export function layOut(random: Random, parts: AdParts, style: number): string {
  const usual = random.next() < 0.8 ? style : random.integer(1000);
  const layout = LAYOUTS[usual % LAYOUTS.length] as (typeof LAYOUTS)[number];
  return layout(random, parts, usual);
}

function headingsOf(style: number): readonly [string, string, string] {
  const { headings } = adWords();
  return headings[style % headings.length]!;
}

function headed(random: Random, parts: AdParts, style: number): string {
  const [duties, needs, offers] = headingsOf(style);
  const bullet = ['- ', '• ', '* ', '– '][style % 4] as string;
  const list = (items: readonly string[]) => items.map((item) => bullet + item).join('\n');
  const mark = (text: string) => (style % 3 === 0 ? text.toUpperCase() : `${text}:`);
  return join([
    parts.intro.join(' '),
    `${mark(duties)}\n${list(parts.duties)}`,
    `${mark(needs)}\n${list([...parts.needs, ...parts.pluses])}`,
    random.next() < 0.85 ? `${mark(offers)}\n${list(parts.offers)}` : '',
    [...parts.terms, parts.closing].filter(Boolean).join(' '),
  ]);
}

function html(random: Random, parts: AdParts, style: number): string {
  const [duties, needs, offers] = headingsOf(style);
  const tag = ['h3', 'h4', 'strong'][style % 3] as string;
  const heading = (text: string) =>
    tag === 'strong'
      ? `<p><strong>${escape(text)}</strong></p>`
      : `<${tag}>${escape(text)}</${tag}>`;
  const list = (items: readonly string[]) =>
    `<ul>${items.map((item) => `<li>${escape(item)}</li>`).join('')}</ul>`;
  const paragraph = (sentences: readonly string[]) => {
    const text = sentences.filter(Boolean).join(' ');
    return text ? `<p>${escape(text)}</p>` : '';
  };
  return [
    paragraph(parts.intro),
    heading(duties),
    list(parts.duties),
    heading(needs),
    list([...parts.needs, ...parts.pluses]),
    ...(random.next() < 0.85 ? [heading(offers), list(parts.offers)] : []),
    paragraph(parts.terms),
    paragraph([parts.closing]),
  ].join('');
}

function prose(random: Random, parts: AdParts): string {
  const duties = enumeration(parts.duties.map(lowerFirst));
  const needs = enumeration(
    parts.needs
      .filter((need) => !isSentence(need))
      .map((need) => (need.startsWith('Minimum of') ? `a ${lowerFirst(need)}` : lowerFirst(need))),
  );
  const work = random.pick([
    `In this job you ${duties}.`,
    `You will ${duties}.`,
    `As ${parts.title} you ${duties}.`,
    `Your work: ${duties}.`,
  ]);
  const wanted = random.pick([
    `What matters to us: ${needs}.`,
    `You should bring ${needs}.`,
    `For this you need ${needs}.`,
    `We expect ${needs}.`,
  ]);
  const given = enumeration(parts.offers.map(lowerFirst));
  return join([
    parts.intro.join(' '),
    work,
    sentencesOf(wanted, parts),
    parts.offers.length > 0
      ? random.pick([`We offer ${given}.`, `In return you get ${given}.`])
      : '',
    [...parts.terms, parts.closing].filter(Boolean).join(' '),
  ]);
}

function sentencesOf(wanted: string, parts: AdParts): string {
  const sentences = parts.needs.filter(isSentence).map((need) => `${need}.`);
  return [
    parts.needs.every(isSentence) ? '' : wanted,
    ...sentences,
    ...parts.pluses.map((plus) => `${plus}.`),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Needs that are clauses of their own ("You enjoy …") stand as sentences. */
function isSentence(need: string): boolean {
  return /^(?:You|We|No|Able|Currently|Interest|Experience is|Available|Confident|Physically|Friendly)\b/u.test(
    need,
  );
}

function short(random: Random, parts: AdParts): string {
  const needs = parts.needs.filter((need) => !isSentence(need)).slice(0, 3);
  return join([
    [...parts.intro.slice(-2), `${parts.duties.slice(0, 4).join('. ')}.`].join(' '),
    needs.length === 0
      ? ''
      : `${random.pick(['You need', 'Needed', 'We ask for', 'Must have'])}: ${needs.map(lowerFirst).join('; ')}.`,
    parts.offers.length > 0
      ? `${random.pick(['We offer', 'You get', 'Also'])}: ${parts.offers.slice(0, 3).map(lowerFirst).join(', ')}.`
      : '',
    [...parts.terms, parts.closing].filter(Boolean).join(' '),
  ]);
}

function join(blocks: readonly string[]): string {
  return blocks.filter(Boolean).join('\n\n');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
