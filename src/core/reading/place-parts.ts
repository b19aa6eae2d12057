import { foldName } from './fold-name.ts';
import { find, findAll, type Lexicon } from './lexicon.ts';
import type { PlacePart } from './lexicon-types.ts';

/** Commas, brackets, bars, slashes, line breaks, and dashes with spaces around. */
const SEPARATORS = /[,;|()/\n·•、，]+|\s[-–—]\s/;
/** Postcodes of four to six digits, a country's letters before them, or the two letters of the Netherlands behind. */
const POSTCODE = /\b(?:[A-Z]{1,3}-)?\d{4,6}(?: [A-Z]{2}(?= ))?\b/g;
const HOUSE = /^\W*\d{1,3}\s?[a-z]?\b|\s\d{1,3}\s?[a-z]?$/i;

/**
 * The parts of an address or of a name, folded, in their order, those that hold words alone. What says that there is
 * no place ("Remote") is left out; of "Remote, US" and "US remote" the country stays.
 */
export function partsOf(text: string, lexicon: Lexicon): PlacePart[] {
  const parts: PlacePart[] = [];
  const whole = foldName(text);
  // "N/A" is no Namibia.
  if (whole === '' || (whole.includes(' ') && find(lexicon, 'anywhere', whole).length > 0))
    return parts;
  for (const stated of text.split(SEPARATORS)) {
    const raw = stated.trim();
    const words = foldName(raw.replace(POSTCODE, ' ')).split(' ');
    let name = words.filter((word) => !/\d/.test(word)).join(' ');
    const rest: string[] = [];
    if (name === '') continue;
    // "Paris 12" is Paris; of a name that is not known a number may tell one place from another.
    if (!isKnown(name, lexicon)) name = words.join(' ');
    if (!isKnown(name, lexicon) && findAll(lexicon, 'anywhere', name, rest).length > 0) {
      name = rest.join(' ');
      if (!isKnown(name, lexicon)) continue;
    }
    parts.push({
      name,
      hasPostcode: raw.search(POSTCODE) === 0,
      endsInDigits: /\d$/.test(raw),
      isStreet: HOUSE.test(raw),
    });
  }
  return parts;
}

const isKnown = (name: string, lexicon: Lexicon): boolean =>
  ['countries', 'regions', 'towns'].some((list) => find(lexicon, list, name).length > 0);
