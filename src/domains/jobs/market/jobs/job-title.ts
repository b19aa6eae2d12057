import type { Random } from '../../../../core/math/random.ts';
import { payScale } from '../pay-scale.ts';
import type { BaseTitles } from './base-titles.ts';
import type { JobDraft } from './draw-job.ts';
import { payText } from './pay-text.ts';

/** Both forms of a job's title. */
export interface JobTitle {
  /** As a sentence would name the job: "Senior Accountant". */
  plain: string;
  /** As the ad shows it, with everything that employers add. */
  shown: string;
}

/** Share of titles that come from a taxonomy, where one is given. */
const FOUND_SHARE = 0.5;
const GERMAN_SPEAKING = new Set(['DE', 'AT', 'CH']);

/** Puts a job's title together: a usual name of the occupation, its level, and what employers add to it. */
export function jobTitle(
  random: Random,
  job: JobDraft,
  titles: BaseTitles,
  local: (text: string) => string,
): JobTitle {
  const plain = local(plainTitle(random, job, titles));
  return { plain, shown: job.shouts ? shouted(random, job, plain) : dressed(random, job, plain) };
}

function plainTitle(random: Random, job: JobDraft, titles: BaseTitles): string {
  const levelled = titles.byRank.get(job.seniority);
  if (levelled && random.next() < (job.seniority >= 5 ? 1 : 0.35)) return random.pick(levelled);
  const inGerman =
    GERMAN_SPEAKING.has(job.country) && titles.german.length > 0 && random.next() < 0.5;
  const base = inGerman
    ? random.pick(titles.german)
    : titles.found.length > 0 && random.next() < FOUND_SHARE
      ? random.pick(titles.found)
      : random.next() < 0.4
        ? (titles.english[0] as string)
        : random.pick(titles.english);
  return withLevel(random, job, base, inGerman);
}

function withLevel(random: Random, job: JobDraft, base: string, inGerman: boolean): string {
  const degree = job.work.education >= 4;
  switch (job.seniority) {
    case 0:
      if (inGerman) return degree ? `Werkstudent ${base}` : `Ausbildung ${base}`;
      return degree
        ? `${base} ${random.pick(['Intern', 'Internship', 'Intern', 'Trainee'])}`
        : `${random.pick(['Apprentice', 'Trainee'])} ${base}`;
    case 1:
      if (inGerman) return `Junior ${base}`;
      return random.pick(
        degree
          ? [
              `Junior ${base}`,
              `Junior ${base}`,
              `Graduate ${base}`,
              /Engineer|Analyst|Developer|Technician/u.test(base) ? `${base} I` : `Junior ${base}`,
              `${base} (Entry Level)`,
            ]
          : job.work.education === 2
            ? [`${base} (Entry Level)`, `Junior ${base}`, `${base} – No Experience Needed`]
            : [`${base} (Entry Level)`, base, `${base} – No Experience Needed`],
      );
    case 3:
      return random.pick(
        /Engineer|Developer|Analyst|Scientist|Administrator|Accountant/u.test(base) && !inGerman
          ? [`Senior ${base}`, `Senior ${base}`, `Sr. ${base}`, `${base} III`]
          : [`Senior ${base}`],
      );
    case 4:
      if (inGerman) return `Teamleiter ${base}`;
      return random.pick(
        /Engineer|Developer|Scientist|Architect|Designer/u.test(base)
          ? [`Lead ${base}`, `Principal ${base}`, `Staff ${base}`, `Lead ${base}`]
          : degree
            ? [`Lead ${base}`, `${base} Team Lead`]
            : [`Lead ${base}`, `${base} Supervisor`, `${base} Team Leader`],
      );
    default:
      return base;
  }
}

/** What employers add: schedule, city, codes, gender forms, pay. */
function dressed(random: Random, job: JobDraft, plain: string): string {
  let title = plain;
  if (GERMAN_SPEAKING.has(job.country)) {
    if (random.next() < 0.85)
      title += random.pick([' (m/w/d)', ' (m/w/d)', ' (w/m/d)', ' (all genders)', ' (m/f/d)']);
  } else if (random.next() < 0.04) title += ' (m/f/d)';
  const extras: string[] = [];
  if (job.employment === 'PART_TIME' && random.next() < 0.5)
    extras.push(random.pick(['Part-time', 'Part Time', 'PT', '20 hours', 'Evenings', 'Weekends']));
  if (job.employment === 'TEMPORARY' && random.next() < 0.5)
    extras.push(random.pick(['Temporary', 'Seasonal', 'Fixed term 12 months', 'Maternity cover']));
  if (job.employment === 'CONTRACTOR' && random.next() < 0.5)
    extras.push(random.pick(['Contract', '6-month contract', 'Freelance']));
  if (job.employment === 'PER_DIEM' && random.next() < 0.6)
    extras.push(random.pick(['PRN', 'Per Diem', 'Bank Staff', 'Casual']));
  if (job.employment === 'FULL_TIME' && random.next() < 0.06) extras.push('Full-time');
  if (job.workplace === 'remote' && random.next() < 0.65) extras.push('Remote');
  if (job.workplace === 'hybrid' && random.next() < 0.3) extras.push('Hybrid');
  if (random.next() < 0.16) extras.push(job.places[0]?.locality ?? '');
  if (
    job.work.field === 'care' ||
    job.work.field === 'logistics' ||
    job.work.field === 'manufacturing'
  ) {
    if (extras.length === 0 && random.next() < 0.16)
      extras.push(random.pick(['Night Shift', 'Nights', '2nd Shift', 'Days', 'Rotating shifts']));
  }
  if (random.next() < 0.05)
    extras.push(random.pick(['Immediate Start', 'Sign-on Bonus', 'Urgent', 'New Site']));
  if (job.statedPay !== undefined && random.next() < 0.05) extras.push(payText(job, 'short'));
  random.shuffle(extras).splice(2);
  for (const [at, extra] of extras.filter(Boolean).entries()) {
    title +=
      at === 0 && random.next() < 0.35
        ? ` (${extra})`
        : `${random.pick([' - ', ' – ', ', ', ' | '])}${extra}`;
  }
  if (random.next() < 0.05)
    title += random.pick([
      ` - Req #${4000 + random.integer(90_000)}`,
      ` (Ref. ${1000 + random.integer(9000)})`,
      ` [${job.country}${100 + random.integer(900)}]`,
    ]);
  const dice = random.next();
  if (dice < 0.03) return title.toUpperCase();
  return dice < 0.04 ? title.toLowerCase() : title;
}

/** Loud titles for real jobs. */
function shouted(random: Random, job: JobDraft, plain: string): string {
  const { symbol } = payScale(job.country);
  return random.pick([
    `URGENT: ${plain} NEEDED – START MONDAY`,
    `${plain} – Earn TOP ${symbol}${symbol}${symbol}!`,
    `*** ${plain.toUpperCase()} *** Sign-on bonus ***`,
    `Best ${plain} job in ${job.places[0]?.locality ?? 'town'}!!`,
    `${plain.toUpperCase()}!! WE HIRE TODAY`,
    `Love money? ${plain} wanted!`,
  ]);
}
