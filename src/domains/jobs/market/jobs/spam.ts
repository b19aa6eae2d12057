import type { Random } from '../../../../core/math/random.ts';
import { spamWords } from '../market-data.ts';
import { payScale } from '../pay-scale.ts';
import { fillIn } from '../words/phrases.ts';
import type { JobDraft } from './draw-job.ts';

/** An offer that is no real job: what it is called, what it says, who signs it. */
export interface SpamAd {
  title: string;
  description: string;
  employer: string;
}

/** Writes an ad of the kind that job boards have to filter out. */
export function spamAd(random: Random, job: JobDraft): SpamAd {
  const { symbol } = payScale(job.country);
  const values = {
    symbol,
    sum: symbol + [450, 700, 950, 1200, 2000][random.integer(5)],
    hour: symbol + (28 + random.integer(30)),
  };
  const { spam, employers } = spamWords();
  const { title, description } = random.pick(spam);
  const text = fillIn(description, values);
  return {
    title: fillIn(title, values),
    description: random.next() < 0.3 ? text.toUpperCase() : text,
    employer: random.pick(employers),
  };
}

/** Ads that hardly say anything, of employers that may be perfectly good. */
export function thinDescription(random: Random, job: JobDraft, title: string): string {
  const place = job.places[0]?.locality ?? '';
  return fillIn(random.pick(spamWords().thin), { title, place, name: job.by.name });
}
