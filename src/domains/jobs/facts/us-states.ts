const STATES =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|' +
  'DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|' +
  'KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|' +
  'MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|' +
  'NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|' +
  'SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|' +
  'WV West Virginia|WI Wisconsin|WY Wyoming';

let codes: Map<string, string> | undefined;

/** The postal code of a US state by its name or code in any case, else the region as it is. */
export function stateCode(region: string): string {
  codes ??= new Map(
    STATES.split('|').flatMap((entry) => {
      const code = entry.slice(0, 2);
      return [
        [entry.slice(3).toLowerCase(), code],
        [code.toLowerCase(), code],
      ];
    }),
  );
  return codes.get(region.trim().toLowerCase()) ?? region;
}
