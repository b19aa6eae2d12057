import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import {
  createFieldReader,
  type FieldValues,
} from '../../../../src/distill/policy/field-values.ts';
import { discriminatingWording } from '../../../../src/domains/jobs/facts/discriminating-wording.ts';
import { educationHeld, educationNeed } from '../../../../src/domains/jobs/facts/read-education.ts';
import {
  employmentTypesOf,
  jobEmployment,
} from '../../../../src/domains/jobs/facts/read-employment.ts';
import {
  languagesNeeded,
  languagesSpoken,
} from '../../../../src/domains/jobs/facts/read-languages.ts';
import {
  holdsLicence,
  licencesHeld,
  licencesInText,
  licencesNeeded,
} from '../../../../src/domains/jobs/facts/read-licences.ts';
import { jobPay, payOf } from '../../../../src/domains/jobs/facts/read-pay.ts';
import { distanceKm, placeFact } from '../../../../src/domains/jobs/facts/read-place.ts';
import { readSections } from '../../../../src/domains/jobs/facts/read-sections.ts';
import {
  seniorityOfField,
  seniorityOfTitle,
} from '../../../../src/domains/jobs/facts/read-seniority.ts';
import {
  asNumber,
  asText,
  asTexts,
  normalizeText,
  plainText,
} from '../../../../src/domains/jobs/facts/read-values.ts';
import {
  jobWorkplace,
  remoteCountries,
  workplacesOf,
} from '../../../../src/domains/jobs/facts/read-workplace.ts';
import { requiredYears, yearsInText } from '../../../../src/domains/jobs/facts/read-years.ts';
import { textSignals } from '../../../../src/domains/jobs/facts/text-signals.ts';
import { titleOverlap, titleTokens } from '../../../../src/domains/jobs/facts/title-tokens.ts';
import { jobs } from '../../../fixtures/jobs-domain.ts';

const NOW = Date.UTC(2026, 2, 1);
const schema = compileSchema(jobs.schema);
const read = createFieldReader(schema);
const item = (posting: object): FieldValues => read('item', posting, NOW);
const person = (profile: object): FieldValues => read('profile', profile, NOW);

describe('values', () => {
  it('reads text, numbers and lists in the shapes of the web', () => {
    expect(asText({ '@type': 'Organization', name: ' Acme  Ltd ' })).toBe('Acme Ltd');
    expect(asText({ '@value': 'x' })).toBe('x');
    expect(asText([{ name: 'first' }, 'second'])).toBe('first');
    expect(asText({ other: 1 })).toBeUndefined();
    expect(asNumber('1,200')).toBe(1200);
    expect(asNumber('12 apples')).toBeUndefined();
    expect(asTexts([{ name: 'A' }, null, '', 'B'])).toEqual(['A', 'B']);
    expect(normalizeText('Café – C++/C# Développeur')).toBe('cafe c++ c# developpeur');
  });

  it('turns HTML into text, keeps line ends, and drops scripts', () => {
    expect(
      plainText(
        '<p>Cook &amp; serve&nbsp;guests</p><ul><li>fish &#233;</li></ul><script>x<y</script>',
      ),
    ).toBe('Cook & serve guests\n\nfish é');
    expect(plainText('a < b and 5 > 3')).toBe('a < b and 5 > 3');
    expect(plainText('R&D &#99999999;')).toBe('R&D &#99999999;');
  });

  it('never throws and never leaves a tag behind', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof plainText(value) === 'string'));
    fc.assert(fc.property(fc.string(), (text) => !/<p>/u.test(plainText(`<p>${text}`))));
  });
});

describe('titles', () => {
  it.each([
    ['Senior Java Developer (m/f/d)', 'Java Developer', 1],
    ['Customer Service Rep', 'Customer Service Representatives', 1],
    ['Sales Manager', 'Project Manager', 0.333],
    ['Cook', 'Accountant', 0],
    ['', 'Cook', 0],
  ])('%s and %s overlap by %s', (a, b, overlap) => {
    expect(titleOverlap(titleTokens(a), titleTokens(b))).toBeCloseTo(overlap, 2);
  });

  it('overlap is symmetric, within 0–1, and 1 with itself', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const [x, y] = [titleTokens(a), titleTokens(b)];
        expect(titleOverlap(x, y)).toBe(titleOverlap(y, x));
        expect(titleOverlap(x, y)).toBeLessThanOrEqual(1);
        expect(titleOverlap(x, x)).toBe(x.size > 0 ? 1 : 0);
      }),
    );
  });

  it('tell a level where the occupation is unknown', () => {
    expect(seniorityOfTitle('Senior Glass Wizard', undefined)).toBe(3);
    expect(seniorityOfTitle('Glass Wizard Intern', undefined)).toBe(0);
    expect(seniorityOfTitle('Head of Glass', undefined)).toBe(5);
    expect(seniorityOfTitle('Glass Wizard', undefined)).toBeUndefined();
    expect(seniorityOfField('Mid-Senior level')).toBeUndefined();
    expect(seniorityOfField('Entry Level (Junior Level / Fresh Grad)')).toBe(1);
    expect(seniorityOfField('Experienced (Non-Manager)')).toBe(2);
  });
});

describe('sections of an ad', () => {
  it('tell duties, demands, pluses and the company apart', () => {
    const kinds = readSections(
      [
        'You lead the kitchen.',
        'Requirements',
        'Food safety.',
        'French is a plus.',
        'Preferred qualifications:',
        'Wine knowledge.',
        'About us',
        'We were founded in 1990.',
      ].join('\n'),
    ).map(({ kind }) => kind);
    expect(kinds).toEqual([
      'work',
      'required',
      'required',
      'nice',
      'nice',
      'nice',
      'company',
      'company',
    ]);
  });

  it('reads headings that a scraper glued to their text', () => {
    const sections = readSections(
      'You cook.RequirementsMS in Cooking 2 years.Experience with knives, a B.Sc. and Node.js',
    );
    expect(sections.at(-1)?.kind).toBe('required');
  });
});

describe('years', () => {
  it.each([
    ['3+ years of experience in sales', 3],
    ['5-7 years total analytics experience with 3+ years of experience in R', 5],
    ['two to four years’ experience', 2],
    ['experience: minimum 18 months', 1.5],
    ['Must be 18 years or older. Experience welcome.', undefined],
    ['I am 45 years old and have experience', undefined],
    ['a company with 40 years of experience', undefined],
    ['a 2 year contract', undefined],
  ])('"%s" asks for %s', (text, years) => {
    expect(yearsInText([text])).toBe(years);
  });

  it('are read from schema.org before the text, and pluses do not count', () => {
    expect(requiredYears(item({ experienceRequirements: { monthsOfExperience: '36' } }), [])).toBe(
      3,
    );
    expect(requiredYears(item({ experienceRequirements: 'at least 2 years' }), [])).toBe(2);
    expect(requiredYears(item({ experienceRequirements: 'no experience needed' }), [])).toBe(0);
    const text = 'Requirements:\n2 years of experience.\n8 years of experience preferred.';
    expect(requiredYears(item({}), readSections(text))).toBe(2);
    expect(requiredYears(item({}), readSections('No experience required.'))).toBe(0);
  });
});

describe('education', () => {
  it.each([
    ["Requirements: Bachelor's or Master's degree in physics", 4, false],
    ['BA/BS degree or equivalent practical experience', 4, true],
    ['MS/PhD in Statistics', 5, false],
    ['High school diploma or GED required', 1, false],
    ['A friendly smile', undefined, false],
    ["Master's degree preferred", undefined, false],
  ])('"%s" asks for level %s', (text, level, equivalentAccepted) => {
    expect(educationNeed({}, readSections(text))).toEqual({
      ...(level === undefined ? {} : { level }),
      equivalentAccepted,
    });
  });

  it('takes fields before text', () => {
    const posting = { educationRequirements: [{ credentialCategory: 'associate degree' }] };
    expect(educationNeed(posting, readSections("Bachelor's degree")).level).toBe(3);
  });

  it('takes the highest finished study of a profile', () => {
    const education = [
      { studyType: 'Bachelor of Arts', endDate: '2010' },
      { studyType: 'PhD', endDate: '2031' },
      { studyType: 'degree-code-4' },
    ];
    expect(educationHeld({ education }, NOW)).toBe(4);
    expect(educationHeld({}, NOW)).toBeUndefined();
  });
});

describe('licences', () => {
  const needed = (text: string): string[] =>
    licencesNeeded({}, '', readSections(text), undefined).map(({ key }) => key);

  it.each([
    ['Requirements: current RN license.', ['rn']],
    ['CDL class A required', ['cdl-a']],
    ["A valid driver's license is required.", ['driving']],
    ['Guard card required. CPR certification required.', ['security-guard', 'bls']],
    ['CPA is a plus.', []],
    ['RN license required, ACLS preferred', ['rn']],
    ['CPA, bar admission or similar preferred', []],
    ['A valid driving license will be an added advantage.', []],
    ['Preference is given to those with a CPA.', []],
    ['Requirements: RN license; CPR certification desirable', ['rn']],
    ['Reporting requirements: KPIs, ROI, ROAS, CPA and engagement per registration', []],
    ['You have the opportunity to complete a CPA certification.', []],
    ['We help you obtain your guard card within 30 days.', []],
    ['You report to the registered nurse.', []],
    ['Must have a great personality', []],
  ])('"%s" demands %j', (text, keys) => {
    expect(needed(text).sort()).toEqual([...keys].sort());
  });

  it('hold what they include, and meet by their words where no name is known', () => {
    const held = licencesHeld({ certificates: [{ name: 'CDL Class A' }, 'Falconer certificate'] });
    const has = (text: string): boolean => licencesInText(text).every((l) => holdsLicence(held, l));
    expect(has("driver's license")).toBe(true);
    expect(has('certified falconer')).toBe(true);
    expect(has('registered nurse license')).toBe(false);
    const technician = licencesHeld({ certificates: ['Veterinary technician registration'] });
    expect(holdsLicence(technician, licencesInText('Veterinary licence')[0] as never)).toBe(false);
  });
});

describe('places', () => {
  it('are told by the name of their town', () => {
    const [austin] = item({ jobLocation: '12 Main St, Austin, TX 78701' }).places('place');
    expect(placeFact(austin!)).toMatchObject({ region: 'US-TX', country: 'US', label: 'Austin' });
    const [somewhere] = item({ jobLocation: { geo: { latitude: 1, longitude: 2 } } }).places(
      'place',
    );
    expect(placeFact(somewhere!).label).toBe('the stated coordinates');
  });

  it('measures great-circle distance', () => {
    const named = { town: '', region: '', country: '', label: '' };
    const berlin = { ...named, latitude: 52.52, longitude: 13.405 };
    const munich = { ...named, latitude: 48.137, longitude: 11.575 };
    expect(distanceKm(berlin, munich)).toBeCloseTo(504, 0);
    expect(distanceKm(berlin, named)).toBeUndefined();
  });
});

describe('workplace and employment', () => {
  it.each([
    [{ jobLocationType: 'TELECOMMUTE' }, 'Cook', '', 'remote'],
    [{ attributes: { workplace: 'hybrid' } }, 'Cook', '', 'hybrid'],
    [{}, 'Data Scientist - REMOTE', '', 'remote'],
    [{}, 'Developer', 'This is a fully remote position.', 'remote'],
    [{}, 'Developer', 'Hybrid work: two days a week in the office.', 'hybrid'],
    [{}, 'Developer', 'Remote work as needed. Work From Home: No', 'onsite'],
    [{}, 'Remote Support Technician', 'You help customers.', 'onsite'],
    [{}, 'Remote Sensing Scientist', 'On-site only.', 'onsite'],
  ])('%j "%s" "%s" is %s', (posting, title, text, workplace) => {
    expect(jobWorkplace(item(posting), title, text, true)).toBe(workplace);
  });

  it('is unknown where nothing tells', () => {
    expect(jobWorkplace(item({}), 'Cook', 'You cook.', false)).toBeUndefined();
    const wish = person({ attributes: { workplace: 'remote or hybrid' } });
    expect(workplacesOf(wish)).toEqual(['remote', 'hybrid']);
    const posting = { applicantLocationRequirements: [{ name: 'Germany' }, 'US'] };
    expect(remoteCountries(item(posting))).toEqual(['DE', 'US']);
  });

  it('reads employment types from fields, titles and first lines', () => {
    expect(employmentTypesOf(item({ employmentType: ['FULL_TIME', 'PART_TIME'] }))).toEqual([
      'full-time',
      'part-time',
    ]);
    expect(jobEmployment(item({}), 'Contract Manager', '')).toEqual([]);
    expect(jobEmployment(item({}), 'Teller - Part-time', '')).toEqual(['part-time']);
    expect(jobEmployment(item({}), 'Cook', 'Full time job in a kitchen')).toEqual(['full-time']);
  });
});

describe('pay', () => {
  const paid = (posting: object, text = ''): unknown => jobPay(item(posting), text, schema.lexicon);

  it('is that of the field, else what the description says', () => {
    const value = { minValue: 20, maxValue: 30, unitText: 'HOUR' };
    const posting = { baseSalary: { currency: 'USD', value } };
    const year = { minYearly: 41_600, maxYearly: 62_400 };
    expect(paid(posting, 'We pay $18 per hour and tips.')).toEqual(year);
    expect(paid({}, 'We pay $18 per hour and tips.')).toMatchObject({ minYearly: 37_440 });
    expect(paid({}, 'We raised $20 million.')).toBeUndefined();
  });

  it('takes "up to" at its word', () => {
    const pay = { minYearly: 60_000, maxYearly: 60_000 };
    expect(paid({ baseSalary: 'up to $60,000 a year' })).toEqual(pay);
    const wish = person({ attributes: { desiredPay: '$60,000 a year' } });
    expect(payOf(wish)).toEqual(pay);
    expect(payOf(person({ attributes: { lastSalary: 90_000 } }))).toBeUndefined();
  });
});

describe('languages', () => {
  it('are demanded by title and text, not by pluses, alternatives or the verb "polish"', () => {
    const codes = (title: string, text = ''): string[] =>
      languagesNeeded({}, title, readSections(text)).map(({ code }) => code);
    expect(codes('Support Agent (English, Mandarin)')).toEqual(['en', 'zh']);
    expect(codes('German Teacher (part-time)')).toEqual([]);
    expect(codes('Agent', 'Requirements: fluent German.')).toEqual(['de']);
    expect(codes('Agent', 'German is a plus. You speak English or Spanish.')).toEqual([]);
    expect(codes('Cleaner', 'You polish the floor and speak with guests.')).toEqual([]);
  });

  it('are read from a profile with their level', () => {
    const profile = {
      languages: [
        { language: 'Español', fluency: 'native' },
        { language: 'fr-FR', fluency: 'B1' },
      ],
    };
    expect(languagesSpoken(profile, '').map(({ code, level }) => [code, level])).toEqual([
      ['es', 5],
      ['fr', 2],
    ]);
    const english = 'I was in charge of the kitchen and of the menu at a hotel';
    expect(languagesSpoken(profile, english).map(({ code }) => code)).toContain('en');
    expect(languagesSpoken({}, english)).toEqual([]);
  });
});

describe('signals of the text', () => {
  const warnings = (description: string, posting: object = {}): string[] =>
    textSignals(posting, 'Clerk', description).warnings.filter(
      (sign) => sign !== 'hardly describes the work',
    );

  it.each([
    ['Pay a registration fee of $49 before you start.', ['asks for money up front']],
    ['We never charge any registration fee.', []],
    ['You process deposits and refund the security deposit.', []],
    ['We are not responsible for placement fees.', []],
    ['Text me on WhatsApp.', ['moves the contact to a private channel']],
    ['You build the WhatsApp Business API.', []],
    ['EARN UP TO $900 A DAY', ['promises money instead of describing work']],
    ['Send your bank details to start.', ['asks for bank or identity data']],
    ['This is commission-only work.', ['reads like a recruiting or commission-only scheme']],
  ])('"%s" shows %j', (text, signs) => {
    expect(warnings(text)).toEqual(signs);
  });

  it('measures capitals and length, and sees a hidden employer', () => {
    const shouting = textSignals(
      {},
      'JOB',
      'WE NEED PEOPLE NOW AND WE NEED THEM BADLY, CALL AT ONCE',
    );
    expect(shouting.capsShare).toBeGreaterThan(0.9);
    expect(shouting.warnings).toContain('is written in capitals');
    expect(textSignals({ hiringOrganization: 'Confidential' }, 'Cook', '').employerNamed).toBe(
      false,
    );
    expect(textSignals({}, 'Cook', '')).not.toHaveProperty('words');
  });

  it.each([
    ['Female candidates only.', true],
    ['We seek a young and energetic person.', true],
    ['Age between 20 and 30.', true],
    ['UAE nationals only.', true],
    ['Please attach a recent photo.', true],
    [
      'We hire without regard to sex, age or religion; females only need apply is not our way.',
      false,
    ],
    ['Must be at least 18 years of age.', false],
    ['You sell women’s wear.', false],
    ['You manage the male ward and the female ward.', false],
    ['Include a picture of the product.', false],
  ])('"%s" discriminates: %s', (text, expected) => {
    expect(discriminatingWording(text).length > 0).toBe(expected);
  });
});
