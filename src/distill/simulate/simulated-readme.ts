import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SimulatedTables } from '../domain.ts';
import type { Noun } from '../tables/types.ts';

/** How a README says that its folder is simulated, and when its log is looked at. */
const HEADING = /^# .*\bsimulated\b/i;
const CLOCK = /^Clock: (\S+)$/m;

/** The README beside simulated tables. */
export function simulatedReadme(tables: SimulatedTables, { one, many }: Noun): string {
  const { items, profiles, events, slates, grades = [], now } = tables;
  const counts = new Map<string, number>();
  for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
  const told = Array.from(counts, ([type, count]) => `${count} ${type}`).join(', ');
  return `# Simulated ${many}

**Everything here is simulated.** No person and no ${one} in these tables exists; names that sound like somebody's are chance. A figure measured on these tables says something about software, not about people, and must say "simulated" wherever it is quoted.

Clock: ${new Date(now).toISOString()}

| table | rows | what |
|---|---|---|
| ${many} | ${items.length} | drawn from the domain's sample, or invented from its schema |
| profiles | ${profiles.length} | people, likewise |
| events | ${events.length} | ${told} |
| validation-slates | ${slates.length} | lists of the last days, after all events; gains are what the person does with each ${one}, whatever its place |
| grades | ${grades.length} | by the domain's policy |

A person is shown 10 to 20 candidates, mostly of the person's own group, in an order that follows the appeal of each. Somebody looks at position k with a chance of 1 / (1 + 0.12 (k − 1)), and clicks by a logistic of the policy's grade, a taste that no table tells, the appeal, and noise; each later event follows with a falling chance; negative ones fall on poor matches. The same domain, sizes, seed and clock give the same rows.
`;
}

/**
 * Whether a folder holds simulated tables, by its README, and when their log is looked at.
 *
 * @returns undefined for other folders; NaN for simulated ones that state no clock
 */
export async function readSimulatedClock(folder: string): Promise<number | undefined> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  if (!HEADING.test(readme)) return undefined;
  return Date.parse(CLOCK.exec(readme)?.[1] ?? '');
}
