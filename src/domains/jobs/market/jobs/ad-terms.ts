import type { Random } from '../../../../core/math/random.ts';
import { SHIFT_FIELDS } from '../demand.ts';
import { benefits } from '../market-data.ts';
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
  const hours = {
    FULL_TIME: [
      'This is a full-time position.',
      'Full-time, Monday to Friday.',
      'Full time, permanent.',
      'Full-time; 38 to 40 hours a week.',
    ],
    PART_TIME: [
      'Part-time, around 20 hours a week.',
      'Part-time; hours can be arranged.',
      '16 to 24 hours a week, on three or four days.',
    ],
    CONTRACTOR: [
      'Contract for six months, with an option to extend.',
      'Freelance, about three days a week.',
    ],
    TEMPORARY: [
      'Temporary for the season, with a chance of staying.',
      'Fixed-term for twelve months.',
    ],
    INTERN: ['Paid internship of three to six months.', 'Internship, 20 to 40 hours a week.'],
    PER_DIEM: [
      'Shifts as you choose, paid per hour.',
      'Per diem; you tell us when you are available.',
    ],
  }[job.employment];
  const shifts = SHIFT_FIELDS.has(job.work.field);
  const desk = job.work.remoteShare > 0.2;
  const usable = hours.filter(
    (text) =>
      !(shifts && text.includes('Monday to Friday')) && !(desk && text.includes('for the season')),
  );
  if (random.next() < 0.75) list.push(random.pick(usable));
  if (job.workplace === 'remote')
    list.push(
      random.pick([
        'You work from home, anywhere in the country.',
        'This role is fully remote.',
        'Remote position; we meet in person twice a year.',
      ]),
    );
  if (job.workplace === 'hybrid')
    list.push(
      random.pick([
        `Hybrid: two or three days a week in our office in ${place}.`,
        'Hybrid work, two days a week from home.',
        `Hybrid working from our ${place} office.`,
      ]),
    );
  if (job.statedPay !== undefined && random.next() < 0.45) {
    const pay = payText(job, 'full');
    list.push(random.pick([`Pay: ${pay}.`, `We pay ${pay}, depending on experience.`, `${pay}.`]));
  }
  return list;
}
