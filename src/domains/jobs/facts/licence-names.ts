/** A licence or certificate that ads and profiles name in several ways. */
export interface LicenceName {
  key: string;
  name: string;
  pattern: RegExp;
  /** Keys of licences that the holder of this one may do without. */
  includes?: readonly string[];
  /** Held by many who never list it, or quickly earned: its absence from a profile proves little. */
  everyday?: true;
}

/** The licences most often asked for, the specific ones first; texts that match none keep their own words. */
export const LICENCE_NAMES: readonly LicenceName[] = [
  {
    key: 'cdl-a',
    name: 'a class A commercial driver licence',
    pattern:
      /\b(?:cdl|commercial driver['’]?s? licen[sc]e)[- ]?(?:class )?\(?a\b|\bclass a (?:cdl|commercial|driver)/i,
    includes: ['cdl-b', 'cdl', 'driving'],
  },
  {
    key: 'cdl-b',
    name: 'a class B commercial driver licence',
    pattern:
      /\b(?:cdl|commercial driver['’]?s? licen[sc]e)[- ]?(?:class )?\(?b\b|\bclass b (?:cdl|commercial|driver)/i,
    includes: ['cdl', 'driving'],
  },
  {
    key: 'cdl',
    name: 'a commercial driver licence',
    pattern: /\bcdl\b|\bcommercial driv(?:er|ing)['’]?s? licen[sc]e|\b(?:hgv|lgv) licen[sc]e/i,
    includes: ['driving'],
  },
  {
    key: 'nurse-practitioner',
    name: 'a nurse practitioner licence',
    pattern: /\bnurse practitioner\b.{0,30}\b(?:licen[sc]|certif)|\b(?:aprn|fnp-?c?)\b/i,
    includes: ['rn', 'lpn', 'cna'],
  },
  {
    key: 'rn',
    name: 'a registered nurse licence',
    pattern:
      /\bregistered nurs\w*|\brn\b(?=.{0,20}(?:licen[sc]|registr|$))|\bnmc (?:pin|registration)|\bnursing licen[sc]e/i,
    includes: ['lpn', 'cna'],
  },
  {
    key: 'lpn',
    name: 'a practical nurse licence',
    pattern:
      /\blicensed (?:practical|vocational) nurs\w*|\bpractical nurs\w+ licen[sc]e|\b(?:lpn|lvn)\b/i,
    includes: ['cna'],
  },
  {
    key: 'cna',
    name: 'a nursing assistant certificate',
    pattern:
      /\bcertified nurs\w+ (?:assistant|aide)|\bcna\b|\bnurs\w+ (?:assistant|aide) (?:certif|licen)\w*/i,
  },
  {
    key: 'acls',
    name: 'an advanced life support certificate',
    pattern: /\bacls\b|\badvanced cardi\w+ life support/i,
    includes: ['bls'],
  },
  {
    key: 'bls',
    name: 'a life support certificate',
    pattern: /\bbls\b|\bbasic life support|\bcpr\b/i,
    everyday: true,
  },
  {
    key: 'first-aid',
    name: 'a first aid certificate',
    pattern: /\bfirst[- ]aid\b/i,
    everyday: true,
  },
  {
    key: 'pharmacist',
    name: 'a pharmacist licence',
    pattern:
      /\bpharmacist(?:['’]?s)? (?:licen[sc]e|registration)|\blicensed pharmacist|\b(?:registered|certified) pharmacist|\bpharmacy licen[sc]e/i,
  },
  {
    key: 'pharmacy-technician',
    name: 'a pharmacy technician certificate',
    pattern: /\bpharmacy tech\w*\b.{0,30}(?:licen[sc]|certif|registr)|\b(?:cpht|ptcb)\b/i,
  },
  {
    key: 'physician',
    name: 'a medical licence',
    pattern:
      /\bmedical licen[sc]e|\blicensed physician|\bphysician licen[sc]e|\bboard[- ]certified\b/i,
  },
  {
    key: 'dental-hygienist',
    name: 'a dental hygienist licence',
    pattern: /\bdental hygien\w+ licen[sc]e|\blicensed dental hygien\w+|\brdh\b/i,
  },
  {
    key: 'dentist',
    name: 'a dental licence',
    pattern: /\bdent(?:al|ist['’]?s?) licen[sc]e|\blicensed dentist/i,
  },
  {
    key: 'physical-therapist',
    name: 'a physical therapist licence',
    pattern:
      /\bphysical therap(?:ist|y) licen[sc]e|\blicensed physical therap\w+|\bphysiotherap\w+ registration/i,
  },
  {
    key: 'teaching',
    name: 'a teaching licence',
    pattern:
      /\bteach(?:ing|er['’]?s?) (?:licen[sc]e|certificat\w+|credential)|\bqualified teacher status|\bqts\b|\bcertified teacher|\bpgce\b/i,
  },
  {
    key: 'cpa',
    name: 'a CPA licence',
    pattern: /\bcpa\b|\bcertified public account\w+|\bchartered account\w+/i,
  },
  {
    key: 'bar',
    name: 'admission to the bar',
    pattern:
      /\bbar admission|\badmi(?:tted|ssion) to (?:the )?(?:\w+ )?bar\b|\blicensed attorney|\bmember of the (?:\w+ )?bar\b|\blaw licen[sc]e|\battorney licen[sc]e/i,
  },
  {
    key: 'electrician',
    name: 'an electrician licence',
    pattern:
      /\belectrician(?:['’]?s)? licen[sc]e|\blicensed (?:\w+ )?electrician|\belectrical licen[sc]e/i,
  },
  {
    key: 'plumber',
    name: 'a plumber licence',
    pattern: /\bplumb(?:er['’]?s?|ing) licen[sc]e|\blicensed (?:\w+ )?plumber/i,
  },
  {
    key: 'epa-608',
    name: 'an EPA 608 certificate',
    pattern: /\bepa[- ](?:section )?608|\bepa (?:universal )?certif\w+/i,
  },
  {
    key: 'welding',
    name: 'a welding certificate',
    pattern: /\bwelding certif\w+|\bcertified welder|\baws (?:certified|d1\.1)/i,
  },
  {
    key: 'forklift',
    name: 'a forklift licence',
    pattern:
      /\b(?:forklift|fork lift|lift truck)\b.{0,24}(?:licen[sc]e|certif\w+)|\bcertified forklift|\blicensed forklift/i,
    everyday: true,
  },
  {
    key: 'security-guard',
    name: 'a security guard licence',
    pattern: /\bguard card|\bsecurity (?:guard|officer)?\s?licen[sc]e|\bsia licen[sc]e/i,
  },
  {
    key: 'real-estate',
    name: 'a real estate licence',
    pattern: /\breal estate (?:\w+ )?licen[sc]e|\blicensed (?:real estate|realtor)/i,
  },
  {
    key: 'insurance',
    name: 'an insurance licence',
    pattern:
      /\binsurance (?:producer |agent |broker )?licen[sc]e|\blicensed insurance|\bproperty (?:and|&) casualty licen[sc]e/i,
  },
  {
    key: 'food-handler',
    name: 'a food handler certificate',
    pattern:
      /\bfood (?:handler|safety|hygiene|protection)\b.{0,20}(?:card|permit|certif\w+|licen[sc]e)|\bservsafe/i,
    everyday: true,
  },
  {
    key: 'cosmetology',
    name: 'a cosmetology licence',
    pattern:
      /\bcosmetolog\w+ licen[sc]e|\blicensed (?:cosmetologist|hair ?stylist|barber|esthetician)|\bbarber licen[sc]e/i,
  },
  {
    key: 'massage',
    name: 'a massage therapist licence',
    pattern: /\bmassage (?:therap\w+ )?licen[sc]e|\blicensed massage/i,
  },
  {
    key: 'social-work',
    name: 'a social work licence',
    pattern:
      /\bl(?:c|m)sw\b|\bsocial work(?:er)?(?:['’]?s)? (?:licen[sc]e|registration)|\blicensed (?:clinical |master )?social worker/i,
  },
  {
    key: 'engineer',
    name: 'a professional engineer licence',
    pattern:
      /\bprofessional engineer(?:['’]?s|ing)? licen[sc]e|\blicensed professional engineer|\bp\.e\. licen[sc]e|\bpe licen[sc]e/i,
  },
  {
    key: 'architect',
    name: 'an architect registration',
    pattern:
      /\b(?:licensed|registered) architect|\barchitect(?:ure|['’]?s)? (?:licen[sc]e|registration)/i,
  },
  {
    key: 'pilot',
    name: 'a pilot licence',
    pattern: /\bpilot(?:['’]?s)? (?:licen[sc]e|certificate)|\batp certificate/i,
  },
  {
    key: 'emt',
    name: 'an EMT certificate',
    pattern:
      /\bemt(?:-[bp])?\b|\bemergency medical tech\w+|\bparamedic (?:licen[sc]e|certif\w+|registration)/i,
  },
  {
    key: 'alcohol-service',
    name: 'an alcohol service permit',
    pattern:
      /\balcohol (?:service|server)\b.{0,20}(?:permit|card|certif\w+|licen[sc]e)|\bresponsible beverage/i,
    everyday: true,
  },
  {
    key: 'driving',
    name: 'a driving licence',
    pattern:
      /\bdriv(?:er|ers|er['’]s|ing)\s?['’]?s?\s+(?:licen[sc]e|permit)|\bdriver['’]?s licen[sc]e|\bvalid licen[sc]e to drive/i,
    everyday: true,
  },
];

/** Whether a licence is one that its holders often leave out of their profile. */
export function isEveryday(key: string): boolean {
  return LICENCE_NAMES.some((licence) => licence.key === key && licence.everyday === true);
}
