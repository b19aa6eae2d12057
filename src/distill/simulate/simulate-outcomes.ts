import { append } from '../../core/math/append.ts';
import { createRandom } from '../../core/math/random.ts';
import type { LogEvent } from '../../core/types.ts';
import type { SampleOutcome } from './sample-source.ts';
import type { World } from './simulate-log.ts';
import { drawTastes } from './tastes.ts';

/** A grade that says neither good nor bad. */
const MIDDLE_GRADE = 2;

/**
 * Simulates what becomes of pairs later: of each with the event `after` yes or no, once. It turns on the grade, and on
 * what no policy says: the values of the item, and whom they suit.
 *
 * @returns rows by the file of a table
 */
export function simulateOutcomes(
  world: World,
  events: readonly LogEvent[],
  outcomes: readonly SampleOutcome[],
  seed: number | string,
): Record<string, object[]> {
  const { items, profiles } = world;
  const itemAt = new Map(items.map(({ id }, i) => [id, i]));
  const profileAt = new Map(profiles.map(({ id }, i) => [id, i]));
  const tables = new Map<string, object[]>();
  for (const { table, column, after, middle, perGrade, perTrait } of outcomes) {
    const random = createRandom(`${seed}/${table}/${column}`);
    const traits = drawTastes(items, profiles, `${seed}/${table}/${column}`);
    const seen = new Set<string>();
    for (const { profileId, itemId, type, at } of events) {
      const key = `${profileId}\n${itemId}`;
      if (type !== after || seen.has(key)) continue;
      seen.add(key);
      const [profile, item] = [profileAt.get(profileId)!, itemAt.get(itemId)!];
      const logit =
        middle +
        perGrade * (world.grade(profile, item) - MIDDLE_GRADE) +
        perTrait * (traits.appeal(item) + traits.taste(profile, item));
      const happens = random.next() < 1 / (1 + Math.exp(-logit));
      append(tables, `${table}.jsonl`, { profileId, itemId, at, [column]: happens } as object);
    }
  }
  return Object.fromEntries(tables);
}
