import type { Random } from '../../../../core/math/random.ts';
import { adWords, webForms } from '../market-data.ts';
import { fillIn } from '../words/phrases.ts';
import type { JobDraft } from './draw-job.ts';

/** What becomes of a description on its way to a page. */
export function webDescription(random: Random, job: JobDraft, text: string): string {
  const whole = isHtml(text) ? text : padded(random, job, text);
  const form = random.next();
  if (form < 0.04) return twiceEscaped(whole);
  if (form < 0.06) return whole.replaceAll('\n', '\\n');
  if (form < 0.12) return glued(whole);
  if (form < 0.18) return scraped(whole);
  return whole;
}

/** What becomes of a title. */
export function webTitle(random: Random, job: JobDraft, shown: string): string {
  const { calls, ofEmployer, about, areas } = webForms().titles;
  const form = random.next();
  if (form < 0.03) return fillIn(random.pick(calls), { title: shown });
  if (form < 0.07) return fillIn(random.pick(ofEmployer), { title: shown, name: job.by.name });
  if (form < 0.21) {
    // What the work is about, in words that other trades have in their titles.
    return fillIn(random.pick(about), { title: shown, area: random.pick(areas) });
  }
  if (form < 0.23) return shown.replaceAll('&', '&amp;');
  return shown;
}

/** Much talk of the employer before, and what lawyers want said after. */
function padded(random: Random, job: JobDraft, text: string): string {
  const { name, sector } = job.by;
  const place = job.places[0]?.locality ?? '';
  const about =
    random.next() < 0.25
      ? random
          .shuffle([...new Set([...job.by.blurbs, ...plainBlurbs(sector.blurbs)])])
          .slice(0, 3 + random.integer(4))
          .map((blurb) => fillIn(blurb, { p: place, name }))
          .join(' ')
      : '';
  const end =
    random.next() < 0.3
      ? random
          .shuffle([...webForms().boilerplate])
          .slice(0, 1 + random.integer(2))
          .map((pattern) => fillIn(pattern, { name }))
          .join('\n\n')
      : '';
  return [about, text, end].filter(Boolean).join('\n\n');
}

/** Those whose numbers need not be filled in. */
function plainBlurbs(blurbs: readonly string[]): string[] {
  return [...blurbs, ...adWords().blurbs].filter((blurb) => !/\{(?!name\}|p\})/u.test(blurb));
}

const isHtml = (text: string): boolean => /<(?:p|ul|h\d)>/u.test(text);

function twiceEscaped(text: string): string {
  const html = isHtml(text)
    ? text
    : text
        .split('\n\n')
        .map((part) => `<p>${part}</p>`)
        .join('');
  return html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Tags and line ends are gone, and nothing stands in their place: "RequirementsAt least". */
function glued(text: string): string {
  return text.replace(/<[^>]+>|\n+/gu, '').replaceAll('&amp;', '&');
}

/** Small letters and no signs, as a scraper leaves a text that it means to count words of. */
function scraped(text: string): string {
  return text
    .replace(/<[^>]+>|&\w+;/gu, ' ')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim();
}
