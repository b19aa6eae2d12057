import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../../src/core/features/compile-schema.ts';
import { createFieldReader } from '../../../../src/distill/policy/field-values.ts';
import { defaultFactReader } from '../../../../src/domains/jobs/facts/default-fact-reader.ts';
import { createFactReader } from '../../../../src/domains/jobs/facts/fact-reader.ts';
import { nameSkills } from '../../../../src/domains/jobs/facts/match-skills.ts';
import { licencesInText } from '../../../../src/domains/jobs/facts/read-licences.ts';
import { loadTaxonomy } from '../../../../src/domains/jobs/taxonomy/index.ts';
import { createTaxonomyLookup } from '../../../../src/domains/jobs/taxonomy/lookup.ts';
import { jobs } from '../../../fixtures/jobs-domain.ts';

const taxonomy = loadTaxonomy();
const NOW = Date.UTC(2026, 2, 1);
const reader = defaultFactReader(jobs.schema);
const pairOf = (profile: object, job: object) =>
  reader.pair(reader.profile(profile, NOW), reader.item(job));

describe('job facts', () => {
  it('reads a posting as the web has it', () => {
    const facts = reader.item({
      '@type': 'JobPosting',
      title: 'Senior Data Analyst',
      description:
        '<p>You build reports.</p><h3>Requirements</h3><ul><li>SQL and Tableau</li><li>4+ years of experience</li>' +
        "<li>Bachelor's degree</li></ul><p>Python is a plus.</p>",
      hiringOrganization: { '@type': 'Organization', name: 'Acme' },
      jobLocation: {
        address: { addressLocality: 'Austin', addressRegion: 'TX', addressCountry: 'US' },
      },
      employmentType: 'FULL_TIME',
      baseSalary: {
        currency: 'USD',
        value: { minValue: 80_000, maxValue: 95_000, unitText: 'YEAR' },
      },
      datePosted: '2026-02-20',
      validThrough: '2026-04-01',
    });
    expect(facts).toMatchObject({
      title: 'Senior Data Analyst',
      occupation: { id: 'data-analyst' },
      seniority: 3,
      requiredYears: 4,
      educationLevel: 4,
      skillsFrom: 'ad',
      workplace: 'onsite',
      employmentTypes: ['full-time'],
      pay: { minYearly: 80_000, maxYearly: 95_000 },
      places: [{ town: 'austin', region: 'US-TX', country: 'US', label: 'Austin' }],
      datePosted: Date.UTC(2026, 1, 20),
      signals: { employerNamed: true, warnings: ['hardly describes the work'] },
    });
    expect(facts.places[0]?.latitude).toBeCloseTo(30.27, 1);
    const required = new Map(facts.skills.map(({ key, required: must }) => [key, must]));
    expect(required.get('sql')).toBe(true);
    expect(required.get('python')).toBe(false);
  });

  it('takes the usual skills of the occupation where the ad names none', () => {
    const facts = reader.item({ title: 'Data Analyst' });
    expect(facts.skillsFrom).toBe('occupation');
    expect(facts.skills.length).toBeGreaterThan(2);
    expect(reader.item({ title: 'Glass Wizard' })).toMatchObject({
      skills: [],
      skillsFrom: 'none',
    });
  });

  it('is read once for each object', () => {
    const posting = { title: 'Cook' };
    expect(reader.item(posting)).toBe(reader.item(posting));
    const profile = { basics: { label: 'Cook' } };
    expect(reader.profile(profile, NOW)).toBe(reader.profile(profile, NOW));
    expect(reader.profile(profile, NOW + 1)).not.toBe(reader.profile(profile, NOW));
  });
});

describe('profile facts', () => {
  it('reads a résumé with its wishes', () => {
    const facts = reader.profile(
      {
        basics: {
          label: 'Registered Nurse',
          location: { city: 'Austin', region: 'TX', countryCode: 'US' },
        },
        work: [
          { position: 'Cashier', startDate: '2010-01', endDate: '2011-12' },
          { position: 'Staff Nurse', startDate: '2020-03' },
        ],
        skills: [{ name: 'Patient care', keywords: ['IV therapy'] }, 'Knot tying'],
        education: [{ studyType: 'Bachelor of Science' }],
        certificates: [{ name: 'RN' }],
        languages: [{ language: 'Spanish', fluency: 'fluent' }],
        attributes: {
          targetTitles: ['Nurse Manager'],
          workplace: 'onsite',
          maxCommuteKm: 20,
          willingToRelocate: false,
          employmentType: ['full-time'],
          desiredPay: { value: 40, unitText: 'HOUR', currency: 'USD' },
        },
      },
      NOW,
    );
    expect(facts.targets.map(({ title }) => title)).toEqual(['Nurse Manager']);
    expect(facts.held.map(({ title }) => title)).toEqual(['Staff Nurse', 'Cashier']);
    expect(facts.held[0]).toMatchObject({ endedYearsAgo: 0 });
    expect(facts.held[0]?.years).toBeCloseTo(6, 1);
    expect(facts.years).toBeCloseTo(8, 0);
    expect(facts).toMatchObject({
      seniority: expect.any(Number) as number,
      educationLevel: 4,
      licences: expect.arrayContaining([expect.objectContaining({ key: 'rn' })]) as unknown[],
      workplaceWish: ['onsite'],
      maxCommuteKm: 20,
      willingToRelocate: false,
      employmentWish: ['full-time'],
      desiredPay: { minYearly: 83_200, maxYearly: 83_200 },
    });
    expect([...facts.skills.keys()]).toContain('text:knot tying');
  });

  it('takes years from attributes before dates, and text as a last resort', () => {
    const years = (profile: object): number | undefined => reader.profile(profile, NOW).years;
    expect(years({ attributes: { careerMonths: 30 } })).toBe(2.5);
    expect(
      years({ work: [{ position: 'Cook', summary: '7 years of experience in kitchens' }] }),
    ).toBe(7);
    expect(years({ basics: { label: 'Cook' } })).toBeUndefined();
  });
});

describe('pair facts', () => {
  it('compares unknown titles and skills by their words', () => {
    const pair = pairOf(
      { basics: { label: 'Senior Glass Wizard' }, skills: ['Glass blowing', 'Kiln firing'] },
      { title: 'Glass Wizard', skills: ['glass-blowing', 'Kiln  Firing', 'Owl training'] },
    );
    expect(pair.roles.target).toMatchObject({ closeness: 1, by: 'title' });
    expect(pair.skills?.coverage).toBeCloseTo(2 / 3, 12);
    expect(pair.skills && nameSkills(pair.profile, pair.skills)).toEqual({
      matched: ['glass-blowing', 'Kiln Firing'],
      implied: [],
      missing: ['Owl training'],
    });
  });

  it('takes the nearest of several wishes and lets old roles fade', () => {
    const pair = pairOf(
      {
        work: [{ position: 'Data Analyst', startDate: '2000-01', endDate: '2012-02' }],
        attributes: { targetTitles: ['Cook', 'Data Analyst'] },
      },
      { title: 'Data Analyst' },
    );
    expect(pair.roles.target?.closeness).toBe(1);
    // Ended 14 years ago: two years of grace, then one half-life of twelve.
    expect(pair.roles.held?.closeness).toBeCloseTo(0.5, 2);
    expect(pair.roles.relevantYears).toBeCloseTo(12.1, 0);
  });

  it('finds the nearest of several places, and falls back on their names', () => {
    const home = { basics: { location: { latitude: 48, longitude: 11 } } };
    const near = pairOf(home, {
      title: 'Cook',
      jobLocation: [
        { geo: { latitude: 52, longitude: 13 }, address: 'Far' },
        { geo: { latitude: 48.1, longitude: 11 }, address: 'Near' },
      ],
    });
    expect(near.place).toMatchObject({ label: 'Near' });
    expect(near.place?.distanceKm).toBeCloseTo(11.1, 1);
    const named = pairOf(
      { basics: { location: { city: 'Oakdale', region: 'LA', countryCode: 'US' } } },
      { title: 'Cook', jobLocation: ['Oakdale, MN, US', 'Shreveport Heights, Louisiana, US'] },
    );
    expect(named.place).toMatchObject({ area: 'same region' });
  });

  it('presumes the licence of the work done, and not of the work wished for', () => {
    const job = { title: 'Registered Nurse', description: 'RN license required.' };
    const status = (profile: object): string | undefined => pairOf(profile, job).licences?.status;
    expect(status({ work: [{ position: 'Registered Nurse' }] })).toBe('presumed');
    expect(status({ work: [{ position: 'Cook' }], attributes: { targetTitles: ['Nurse'] } })).toBe(
      'missing',
    );
    expect(status({ certificates: ['RN'] })).toBe('held');
    expect(status({ attributes: { targetTitles: ['Nurse'] } })).toBeUndefined();
  });

  it('lets experience stand in for a degree only where the ad says so', () => {
    const profile = {
      work: [{ position: 'Network Engineer', startDate: '2015' }],
      education: [{ studyType: 'High school' }],
    };
    const step = (text: string): number | undefined =>
      pairOf(profile, { title: 'Network Engineer', description: text }).educationStep;
    expect(step("Requirements: Bachelor's degree.")).toBe(-3);
    expect(step("Requirements: Bachelor's degree or equivalent experience.")).toBe(0);
  });
});

describe('every reader', () => {
  it('takes any value without throwing', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), fc.object({ maxDepth: 4 }), (profile, job) => {
        pairOf(profile, job);
      }),
    );
    const field = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 3 }),
      fc.object({ maxDepth: 2 }),
    );
    const keys = fc.constantFrom(
      'title',
      'description',
      'skills',
      'jobLocation',
      'baseSalary',
      'employmentType',
      'educationRequirements',
      'experienceRequirements',
      'qualifications',
      'applicantLocationRequirements',
      'datePosted',
      'hiringOrganization',
      'attributes',
      'basics',
      'work',
      'education',
      'languages',
      'certificates',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, field), fc.dictionary(keys, field), (profile, job) => {
        pairOf(profile, job);
      }),
    );
  });

  it('knows every licence of the taxonomy by one key of its own', () => {
    const names = [...new Set(taxonomy.occupations.flatMap(({ licences }) => licences))];
    const keys = names.map((name) => licencesInText(name).map(({ key }) => key));
    expect(keys.filter((found) => found.length !== 1)).toEqual([]);
    expect(new Set(keys.flat()).size).toBe(names.length);
  });

  it('works over another taxonomy', () => {
    const schema = compileSchema(jobs.schema);
    const own = createFactReader({
      fields: createFieldReader(schema),
      lexicon: schema.lexicon,
      lookup: createTaxonomyLookup({ ...taxonomy, occupations: [], skills: [] }),
    });
    const facts = own.item({ title: 'Cook', skills: 'Frying, Baking' });
    expect(facts.occupation).toBeUndefined();
    expect(facts.skills.map(({ key }) => key)).toEqual(['text:frying', 'text:baking']);
  });
});
