import { describe, expect, it } from 'vitest';
import { createWholeLexicon } from '../../../src/core/reading/rare-forms.ts';
import { readPlace } from '../../../src/core/reading/read-place.ts';
import { smallLexicon } from '../../fixtures/small-lexicon.ts';

/** Town, region, country, as one text. */
function names(value: unknown, lexicon = smallLexicon): string {
  const place = readPlace(value, lexicon);
  return place === undefined ? 'unknown' : `${place.town}/${place.region}/${place.country}`;
}

const SAN_DIEGO = 'san diego/US-CA/US';
const LEEDS = 'leeds/GB-ENG/GB';
const KOLN = 'koln/DE-NW/DE';

const postal = (parts: object): object => ({
  '@type': 'Place',
  address: { '@type': 'PostalAddress', ...parts },
});

/** Shapes of pages and résumés, and what each names. */
const SHAPES: readonly [shape: string, value: unknown, names: string][] = [
  [
    'a street beside the city',
    { address: '2712 Broadway St', city: 'San Diego', region: 'California', countryCode: 'US' },
    SAN_DIEGO,
  ],
  [
    'an empty address beside the city',
    { address: '', city: 'San Diego', region: 'California', countryCode: 'US' },
    SAN_DIEGO,
  ],
  [
    'a list of lines beside the city',
    { address: ['Suite 4', '1 Main St'], city: 'San Diego', countryCode: 'US' },
    SAN_DIEGO,
  ],
  ['a list of lines alone', { address: ['22 Park Row', 'Leeds', 'LS1 5QD'] }, LEEDS],
  ['a street beside a country alone', { address: 'Park Row', countryCode: 'GB' }, '//GB'],
  [
    'a line with a town beside a country',
    { address: '22 Park Row, Leeds', countryCode: 'GB' },
    LEEDS,
  ],
  ['town and country in a line', 'Leeds, GB', LEEDS],
  ['town, region and country in a line', 'San Diego, California, United States', SAN_DIEGO],
  ['town and code of a region', 'San Jose, CA', 'san jose/US-CA/US'],
  ['town and code that is a country too', 'London, CA', 'london/CA-ON/CA'],
  ['town that is not known and an ambiguous code', 'Smallville, CA', 'smallville//'],
  ['town that is not known and a country', 'Kleinstadt, Germany', 'kleinstadt//DE'],
  ['town, region that is not known, country', 'Dublin, Leinster, IE', 'dublin/leinster/IE'],
  ['neither known', 'Kleinstadt, Kleinland', 'kleinstadt/kleinland/'],
  [
    'region as a code',
    postal({ addressLocality: 'San Diego', addressRegion: 'CA', addressCountry: 'US' }),
    SAN_DIEGO,
  ],
  [
    'region as a code of ISO 3166-2',
    postal({ addressLocality: 'San Diego', addressRegion: 'US-CA' }),
    SAN_DIEGO,
  ],
  [
    'region by name',
    postal({ addressLocality: 'San Diego', addressRegion: 'California' }),
    SAN_DIEGO,
  ],
  ['no region', postal({ addressLocality: 'San Diego', addressCountry: 'US' }), SAN_DIEGO],
  ['town alone', postal({ addressLocality: 'San Diego' }), SAN_DIEGO],
  ['region alone', postal({ addressRegion: 'Texas' }), '/US-TX/US'],
  [
    'region in two countries',
    postal({ addressLocality: 'Springfield', addressCountry: 'US' }),
    'springfield//US',
  ],
  [
    'a region that contradicts',
    postal({ addressLocality: 'Paris', addressRegion: 'TX' }),
    'paris/US-TX/US',
  ],
  [
    'a country in the slot of the region',
    postal({ addressLocality: 'Giza', addressRegion: 'France' }),
    'giza//FR',
  ],
  [
    'a region in the slot of the country',
    postal({ addressLocality: 'Leeds', addressCountry: 'England' }),
    LEEDS,
  ],
  [
    'city and state in one slot',
    postal({ addressLocality: 'San Diego, CA', addressCountry: 'US' }),
    SAN_DIEGO,
  ],
  [
    'city and state in one slot, state again',
    postal({ addressLocality: 'San Diego, CA', addressRegion: 'CA', addressCountry: 'US' }),
    SAN_DIEGO,
  ],
  ['city and state without a comma', postal({ addressLocality: 'San Diego CA' }), SAN_DIEGO],
  [
    'a stray comma',
    postal({ addressLocality: ', Mountain View', addressRegion: 'CA', addressCountry: 'US' }),
    'mountain view/US-CA/US',
  ],
  [
    'a postcode before the town',
    postal({ addressLocality: '50667 Köln', addressCountry: 'DE' }),
    KOLN,
  ],
  [
    'a district behind the town',
    postal({ addressLocality: 'Paris 12', addressCountry: 'FR' }),
    'paris/FR-IDF/FR',
  ],
  ['a postal address in one line', { address: '22 Park Row, Leeds, LS1 5QD, GB' }, LEEDS],
  [
    'a postal address of America',
    '1600 Amphitheatre Parkway, Mountain View, CA 94043, USA',
    'mountain view/US-CA/US',
  ],
  ['a postal address of Germany', 'Domkloster 4, 50667 Köln, Deutschland', KOLN],
  ['a postcode with its country', 'Hauptstr. 1, D-80331 München', 'munchen/DE-BY/DE'],
  [
    'a postal address of the Netherlands',
    'Damrak 1, 1012 LG Amsterdam, Netherlands',
    'amsterdam//NL',
  ],
  [
    'a town behind a postcode that is not known',
    'Dorfstr. 7, 99999 Kleinstadt, DE',
    'kleinstadt//DE',
  ],
  ['a postcode behind a state', 'Smallville, CA 94043', 'smallville/US-CA/US'],
  [
    'a name that begins with a number',
    postal({ addressLocality: '6th of October' }),
    '6th of october//',
  ],
  ['a number that tells towns apart', postal({ addressLocality: 'Sector 17' }), 'sector 17//'],
  ['a region and country of one name', 'Leeds, England', LEEDS],
  ['a code that is a state and a country, and a town of neither', 'Leeds, DE', 'leeds//'],
  ['a town whose region is not known, elsewhere', 'Wien, TX', 'wien/US-TX/US'],
  ['a street and a town that is a region', 'Unter den Linden 1, 10117 Berlin', 'berlin/DE-BE/DE'],
  ['a town in a region named as a town', 'Yonkers, New York', 'yonkers/US-NY/US'],
  ['a country, and words behind', 'Berlin, Germany (four days a week)', 'berlin/DE-BE/DE'],
  ['a country without a comma', 'leeds uk', LEEDS],
  [
    'a state and its country apart',
    { '@type': 'State', name: 'Bayern', addressCountry: 'DE' },
    '/DE-BY/DE',
  ],
  ['two towns', 'Berlin/München', 'munchen/DE-BY/DE'],
  ['not applicable', 'N/A', 'unknown'],
  ['a street alone', '22 Park Row', 'unknown'],
  ['countries first', 'Deutschland, Berlin', 'berlin/DE-BE/DE'],
  ['dashes', 'USA - Texas - Austin', 'austin/US-TX/US'],
  ['a name', { '@type': 'Place', name: 'Leeds' }, LEEDS],
  ['a bare PostalAddress', { '@type': 'PostalAddress', addressLocality: 'Leeds' }, LEEDS],
  [
    'Address in capitals',
    { '@type': 'Place', Address: { addressLocality: 'Leeds', addressCountry: 'GB' } },
    LEEDS,
  ],
  [
    'addresses in a list',
    { address: [{ addressLocality: ['Leeds'] }, { addressLocality: 'Exeter' }] },
    LEEDS,
  ],
  ['work from anywhere', 'Remote', 'unknown'],
  ['work from anywhere as a town', postal({ addressLocality: 'Remote' }), 'unknown'],
  [
    'work from anywhere in a country',
    postal({ addressLocality: 'Remote', addressCountry: 'US' }),
    '//US',
  ],
  ['a country and work from home', postal({ addressLocality: 'United States (Remote)' }), '//US'],
  ['a country and work from home in one part', 'Remote US', '//US'],
  ['work from anywhere, or a town', 'Remote / Berlin', 'berlin/DE-BE/DE'],
  ['accents', 'Köln, Deutschland', KOLN],
  ['no accents', 'Koln, DE', KOLN],
  ['another name', { city: 'Cologne', countryCode: 'DE' }, KOLN],
  ['St.', 'St. Louis, MO', 'st louis/US-MO/US'],
  ['Saint', { city: 'SAINT LOUIS', region: 'Missouri' }, 'st louis/US-MO/US'],
  ['a dotted I', { city: 'İSTANBUL', countryCode: 'TR' }, 'istanbul//TR'],
  ['entities', 'M&uuml;nchen, DE', 'munchen/DE-BY/DE'],
  ['one name in two countries', { city: 'Hamilton', countryCode: 'NZ' }, 'hamilton//NZ'],
  [
    'one name in two countries, the other',
    { city: 'Hamilton', countryCode: 'CA' },
    'hamilton/CA-ON/CA',
  ],
  ['one name in two countries, none stated', 'Hamilton', 'hamilton//'],
  ['a city that is a country', 'Singapore', 'singapore//SG'],
  ['a city that is a region', 'New York', 'new york/US-NY/US'],
  ['a city in its region of the same name', 'New York, New York, US', 'new york/US-NY/US'],
  ['nothing', '', 'unknown'],
  ['commas alone', ', ,', 'unknown'],
];

describe('readPlace', () => {
  it.each(SHAPES)('reads %s', (_, value, expected) => expect(names(value)).toBe(expected));

  it.each(['US', 'us', 'USA', 'United States', 'Vereinigte Staaten', 'U.S.A.'])(
    'reads the country %s in every form',
    (country) => {
      const forms: unknown[] = [
        { addressCountry: country },
        { addressCountry: { '@type': 'Country', name: country } },
        { addressCountry: { '@type': 'DefinedTerm', name: country } },
        { addressCountry: [country] },
        { countryCode: country },
        { '@type': 'Country', name: country },
        { '@type': 'Country', address: { '@type': 'PostalAddress', addressCountry: country } },
        { '@type': 'AdministrativeArea', name: country },
        country,
      ];
      expect(forms.map((form) => names(form))).toEqual(forms.map(() => '//US'));
    },
  );

  it('reads where applicants may live', () => {
    expect(names({ '@type': 'State', name: 'Texas' })).toBe('/US-TX/US');
    expect(names({ '@type': 'State', name: 'Texas, USA' })).toBe('/US-TX/US');
    expect(names({ '@type': 'City', name: 'Leeds, UK' })).toBe(LEEDS);
  });

  it('fills in the coordinates of a town that nothing speaks against', () => {
    const at = (value: unknown) => {
      const place = readPlace(value, smallLexicon);
      return [place?.latitude, place?.longitude];
    };
    expect(at('Leeds, GB')).toEqual([53.8, -1.55]);
    expect(at({ city: 'Leeds', region: 'West Yorkshire', countryCode: 'GB' })).toEqual([
      53.8, -1.55,
    ]);
    expect(at({ city: 'Leeds', countryCode: 'US' })).toEqual([undefined, undefined]);
    expect(at({ city: 'Paris', region: 'TX' })).toEqual([undefined, undefined]);
    expect(at('Hamilton')).toEqual([undefined, undefined]);
  });

  it('reads coordinates as numbers, texts and one text', () => {
    const point = { latitude: 52.5, longitude: -13.25 };
    const shapes: unknown[] = [
      { geo: { latitude: 52.5, longitude: -13.25 } },
      { geo: { latitude: '52.5', longitude: ' -13.25' } },
      { geo: [{ lat: '52,5', lng: '-13,25' }] },
      { geo: '52.5, -13.25' },
      { geo: 'geo:52.5,-13.25' },
      { latitude: 52.5, longitude: -13.25 },
      '52.5;-13.25',
    ];
    for (const shape of shapes) {
      expect(readPlace(shape, smallLexicon), JSON.stringify(shape)).toMatchObject(point);
    }
    for (const geo of [{ latitude: 91, longitude: 0 }, { latitude: 1 }, '0,0', 'POINT(1 2)', 7]) {
      expect(readPlace({ geo }, smallLexicon)).toBeUndefined();
    }
  });

  it('reads parts by their places where the lexicon knows nothing', () => {
    const bare = createWholeLexicon();
    expect(names('Dublin, IE', bare)).toBe('dublin/ie/');
    expect(names('Dublin, Leinster, Ireland', bare)).toBe('dublin/leinster/ireland');
    expect(names({ city: 'Dublin', countryCode: 'IE' }, bare)).toBe('dublin//ie');
  });
});
