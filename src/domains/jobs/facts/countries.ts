import { normalizeText } from './read-values.ts';

/** Names of countries that differ from what `Intl.DisplayNames` gives in English. */
const OTHER_NAMES: Record<string, string> = {
  usa: 'US',
  'u s a': 'US',
  'u s': 'US',
  'united states of america': 'US',
  america: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  uae: 'AE',
  'south korea': 'KR',
  korea: 'KR',
  'republic of korea': 'KR',
  holland: 'NL',
  'the netherlands': 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  russia: 'RU',
  deutschland: 'DE',
  espana: 'ES',
  osterreich: 'AT',
  schweiz: 'CH',
};

let names: Map<string, string> | undefined;

function countryNames(): Map<string, string> {
  if (names) return names;
  names = new Map(Object.entries(OTHER_NAMES));
  const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const first of letters) {
    for (const second of letters) {
      const name = display.of(first + second);
      // Retired and pseudo codes share a name with the one in use, which comes last or is set already.
      if (name && !RETIRED.has(first + second)) names.set(normalizeText(name), first + second);
    }
  }
  return names;
}

const RETIRED = new Set([
  'AN',
  'BU',
  'CS',
  'DD',
  'FX',
  'NT',
  'SU',
  'TP',
  'YD',
  'YU',
  'ZR',
  'UK',
  'QO',
  'EU',
  'EZ',
  'UN',
  'XA',
  'XB',
  'ZZ',
  'DY',
  'HV',
  'NH',
  'RH',
  'VD',
]);

/** The ISO 3166-1 alpha-2 code of a country's name or code, or undefined. */
export function countryCode(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const named = countryNames().get(normalizeText(text));
  if (named) return named;
  return /^[a-z]{2}$/i.test(text.trim()) &&
    [...countryNames().values()].includes(text.trim().toUpperCase())
    ? text.trim().toUpperCase()
    : undefined;
}
