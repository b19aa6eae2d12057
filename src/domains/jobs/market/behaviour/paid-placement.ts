import type { Random } from '../../../../core/math/random.ts';
import type { Employer } from '../employers/create-employers.ts';

/** Share of the lines of business, beside staffing agencies, whose employers compete for the top. */
const BUYING_SHARE = 0.4;
/** What they pay, in units of the ranker's score, and how far they differ. */
const BUDGET = 3;
const SPREAD = 0.4;

/**
 * Draws what each employer pays to have its ads ranked higher, as staffing agencies and whoever hires all
 * the time do: by line of business, more or less, and for nothing that the person in front of the list likes.
 */
export function drawBids(
  random: Random,
  employers: readonly Employer[],
): ReadonlyMap<string, number> {
  const budgets = new Map<string, number>();
  return new Map(
    employers.map(({ id, sector }) => {
      let budget = budgets.get(sector.id);
      if (budget === undefined) {
        budget = sector.agency || random.next() < BUYING_SHARE ? BUDGET : 0;
        budgets.set(sector.id, budget);
      }
      return [id, budget * Math.exp(SPREAD * random.normal())];
    }),
  );
}
