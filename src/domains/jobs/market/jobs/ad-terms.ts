import type { Random } from '../../../../core/math/random.ts';
import { SHIFT_FIELDS } from '../demand.ts';
import { adWords, benefits } from '../market-data.ts';
import { fillIn } from '../words/phrases.ts';
import type { JobDraft } from './draw-job.ts';
import { payText } from './pay-text.ts';

/** What an ad offers, each as one line. */
export function adOffers(random: Random, job: JobDraft): string[] {
  const offers = benefits();
  const own = offers.countries.get(job.country) ?? [];
  const desk = job.work.remoteShare > 0.22 ? offers.desk : [];
  const american = job.country === 'US' || job.country === 'CA';
  const shared = offers.any.filter((text) => !american || !text.startsWith('Rota'));
  const usable = [...own, ...desk, ...shared].filter(
    (text) =>
      !(job.employment === 'CONTRACTOR' && /pension|401|Permanent|insurance|leave/u.test(text)) &&
      !(job.workplace === 'remote' && /parking|coffee|bus|Work clothes/u.test(text)) &&
      !(job.work.remoteShare > 0.2 && /Work clothes/u.test(text)) &&
      !(job.work.education >= 4 && /Weekly pay|Overtime/u.test(text)),
  );
  return random.shuffle(usable).slice(0, 2 + random.integer(4));
}

/** Sentences on hours, workplace and pay. */
export function adTerms(random: Random, job: JobDraft, place: string): string[] {
  const list: string[] = [];
  const { hours, remote, hybrid } = adWords();
  const shifts = SHIFT_FIELDS.has(job.work.field);
  const desk = job.work.remoteShare > 0.2;
  const usable = hours[job.employment].filter(
    (text) =>
      !(shifts && text.includes('Monday to Friday')) && !(desk && text.includes('for the season')),
  );
  if (random.next() < 0.75) list.push(random.pick(usable));
  if (job.workplace === 'remote') list.push(random.pick(remote));
  if (job.workplace === 'hybrid') list.push(fillIn(random.pick(hybrid), { place }));
  if (job.statedPay !== undefined && random.next() < 0.45) {
    const pay = payText(job, 'full');
    list.push(random.pick([`Pay: ${pay}.`, `We pay ${pay}, depending on experience.`, `${pay}.`]));
  }
  return list;
}
