import type { Random } from '../../../../core/math/random.ts';
import { TASTE_SIZE } from '../profiles/draw-profile.ts';
import type { MarketTruth } from '../types.ts';

/** Standard deviations of what a person's taste adds for an employer, an occupation, a place, in logits. */
const SPREAD = { employers: 0.8, occupations: 0.7, places: 0.55 };

/** Draws the directions of taste. Nothing in jobs or profiles tells them; only behaviour does. */
export function drawTastes(
  random: Random,
  ids: { employers: readonly string[]; occupations: readonly string[]; places: readonly string[] },
): MarketTruth['tastes'] {
  const directions = (list: readonly string[], spread: number, stream: Random) =>
    Object.fromEntries(
      list.map((id) => [
        id,
        Array.from(
          { length: TASTE_SIZE },
          () => Math.round((spread / Math.sqrt(TASTE_SIZE)) * stream.normal() * 1e4) / 1e4,
        ),
      ]),
    );
  return {
    employers: directions(ids.employers, SPREAD.employers, random.fork('employers')),
    occupations: directions(ids.occupations, SPREAD.occupations, random.fork('occupations')),
    places: directions(ids.places, SPREAD.places, random.fork('places')),
  };
}
