/** Other names of the places of the simulated market, for the shapes that people write them in. */
export const COUNTRIES: Readonly<
  Record<string, Readonly<Record<'alpha3' | 'english' | 'german', string>>>
> = {
  US: { alpha3: 'USA', english: 'United States', german: 'Vereinigte Staaten' },
  GB: { alpha3: 'GBR', english: 'United Kingdom', german: 'Vereinigtes Königreich' },
  DE: { alpha3: 'DEU', english: 'Germany', german: 'Deutschland' },
  IE: { alpha3: 'IRL', english: 'Ireland', german: 'Irland' },
};

export const REGIONS: Readonly<Record<string, string>> = {
  'US-CA': 'California',
  'US-IL': 'Illinois',
  'US-MA': 'Massachusetts',
  'US-NY': 'New York',
  'US-TX': 'Texas',
};
