import { startOf, type Findings } from './findings.ts';

/** A place gives two triples of texts: town, country, none; and town, none, region. */
const TEXTS = 6;

/**
 * What each whole token of a place field says: four times the place it belongs to, and 0 for its town within its
 * country, or which of `PLACE_PARTS` it is, counted from 1.
 */
export function placeTokens({ reading }: Findings, f: number): number[] {
  const { textEnds, fieldEnds } = reading;
  const tokens: number[] = [];
  const end = fieldEnds[f]!;
  for (let i = startOf(fieldEnds, f), place = 0; i < end; i += TEXTS, place += 4) {
    // A triple gives tokens for its first two texts and, where there is one, the third.
    for (const [part, text] of [0, 1, 3, 5].entries()) {
      if (textEnds[i + text]! > startOf(textEnds, i + text)) tokens.push(place + part);
    }
  }
  return tokens;
}
