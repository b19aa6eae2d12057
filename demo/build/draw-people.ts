import { createRubricGrader, domains, requirePolicy } from 'pocketrank/distill';
import type { PersonFile } from '../read/person.ts';
import { noonOf } from '../read/shift-days.ts';
import { sentencesAgainst } from './against.ts';
import { drawCandidates } from './draw-candidates.ts';
import { readMarket, readPeople } from './person.ts';
import { isoDay } from './written-ads.ts';

/** Draws all people of the demo, with their candidates and what the policy says against some of them. */
export async function drawPeople(folder: URL): Promise<PersonFile[]> {
  const market = await readMarket(folder);
  const people = await readPeople(new URL('who/', folder));
  const todayMs = Date.parse(market.day);
  const policy = requirePolicy(await domains.open('jobs'));
  const rubric = createRubricGrader(policy, { now: noonOf(market.day) });
  return people.map((person) => {
    const items = drawCandidates(person, market, todayMs);
    const { id, name, line, profile } = person;
    const against = sentencesAgainst(items, profile, policy, rubric);
    return { id, name, line, day: isoDay(todayMs), profile, items, against };
  });
}
