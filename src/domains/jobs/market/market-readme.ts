import type { Market } from './types.ts';

/** The README that stands beside a market's tables. */
export function marketReadme(market: Market): string {
  const { items: jobs, profiles, events, slates, truth } = market;
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const sessions = new Set(events.map(({ slateId }) => slateId)).size;
  return `# A simulated job market

**Everything here is simulated.** No person, job or employer in these tables exists; names that sound like somebody's are chance. A figure measured on these tables says something about software, not about people or labour markets, and must say "simulated" wherever it is quoted.

Clock: ${new Date(truth.endMs).toISOString()}

Seed: \`${truth.seed}\`. The same seed and sizes give the same files, byte for byte.

| file | rows | what |
|---|---|---|
| jobs.jsonl | ${jobs.length} | schema.org JobPosting |
| profiles.jsonl | ${profiles.length} | JSON Resume with \`id\` and \`attributes\` |
| events.jsonl | ${events.length} | ${sessions} sessions: ${count('click')} clicks, ${count('save')} saved, ${count('apply')} applications, ${count('dismiss')} dismissed, all impressions |
| validation-slates.jsonl | ${slates.length} | held-out last sessions; their events are not in events.jsonl |
| truth.json | 1 | what really drives the simulation: examination by position, jobs, people, tastes |
| truth-pairs.jsonl | ${truth.pairs.length} | every shown pair: attraction, fit, whether it was looked at |

How it comes about
- A logging policy picks each slate (about seven in ten jobs from occupations and places near the profile, the rest from anywhere) and ranks it by shared words, place and popularity, by what employers pay for the top and how new the ad is, with noise. ${Math.round(truth.shuffleShare * 100)} % of the slates are shuffled. \`propensity\` is the chance that the policy put this job at this position, given the jobs of the slate.
- The person looks at position k with probability \`examination[k−1]\` while still scrolling, and goes on after a click with probability ${truth.continuation}. A job that is looked at is clicked with its *attraction*: occupation (of the title), skills, distance, pay, workplace, level, freshness, a taste that no table tells, and the pull of sensational ads. Applications and saved jobs follow *fit*, which knows neither taste nor sensation: so clicks and a product policy disagree on purpose.
- Pages say little: ads carry fields at the rates of public pages (a description in two of three, skills in one of ten), places and terms in people's words, texts that have been through a few programs. Résumés come with streets and coordinates, with fifty skills or none, as one text, or with hardly anything. The truth behind them is whole.
- About 3 % each of the ads are spam, misleading or empty; some are expired when they are shown.
- \`basics.name\` is there to prove that a protected attribute changes nothing; it is drawn apart from everything else.
- Slates: the shown jobs and 80 others; gains are what the person does with each when looking at it (click 1, save 2, apply 3), whatever its position. Histories leave impressions out.
`;
}
