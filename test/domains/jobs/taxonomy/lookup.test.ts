import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/domains/jobs/taxonomy/index.ts';
import { createTaxonomyLookup } from '../../../../src/domains/jobs/taxonomy/lookup.ts';

const taxonomy = loadTaxonomy();
const lookup = createTaxonomyLookup(taxonomy);

describe('findOccupation', () => {
  it.each([
    ['RN', 'registered-nurse', undefined],
    ['rn night shift', 'registered-nurse', undefined],
    ['Registered Nurse - ICU', 'registered-nurse', undefined],
    ['CNAs needed!', 'nursing-assistant', undefined],
    ['Nursery Gardener', 'gardener', undefined],
    ['Nursery Nurse', 'preschool-teacher', undefined],
    ['Senior Staff Nurse', 'registered-nurse', 'senior'],
    ['Registered Senior Nurse', 'registered-nurse', 'senior'],
    ['Sr. Software Engineer II', 'software-engineer', 'senior'],
    ['Software Engineer III', 'software-engineer', 'senior'],
    ['Staff Software Engineer', 'software-engineer', 'lead'],
    ['Jr. Accountant (m/f/d)', 'accountant', 'junior'],
    ['Head Chef', 'chef', 'manager'],
    ['Sales Director', 'sales-manager', 'director'],
    ['Account Manager', 'account-manager', undefined],
    ['Art Director', 'graphic-designer', undefined],
    ['School Principal', 'school-principal', undefined],
    ['PT Cashier', 'cashier', undefined],
    ['Kitchen Worker - Banquets (PT)', 'kitchen-assistant', undefined],
    ['PT, Outpatient', 'physical-therapist', undefined],
    ['Data Warehouse Analyst', undefined, undefined],
    ['Sales Development Manager', 'sales-representative', 'manager'],
    ['Cloud Consultant', undefined, undefined],
    ['Strategy Consultant', 'management-consultant', undefined],
    ['Account Strategist (Polish)', 'account-manager', undefined],
    ['IT Operations Specialist', undefined, undefined],
    ['Physical Therapist (PT)', 'physical-therapist', undefined],
    ['Front-End Developer', 'frontend-developer', undefined],
    ['FRONT END DEVELOPERS', 'frontend-developer', undefined],
    ['C++ Developer', 'software-engineer', undefined],
    ['.NET Developer', 'software-engineer', undefined],
    ['Manager, Restaurant', 'restaurant-manager', undefined],
    ['Counsellor', 'counsellor', undefined],
    ['Verkäufer/in (m/w/d) in Teilzeit', 'retail-sales-associate', undefined],
    ['Verkaufer', 'retail-sales-associate', undefined],
    ['Krankenpfleger', undefined, undefined],
    ['Pflegefachkraft (m/w/d)', 'registered-nurse', undefined],
    ['Marketing Intern', 'marketing-specialist', 'intern'],
    ['Warehouse - Night Shift', 'warehouse-worker', undefined],
    ['Cyber Security Architect', 'security-analyst', undefined],
    ['Chief Architect, Data', 'architect', 'director'],
    ['Information Security Manager', 'security-analyst', undefined],
    ['Microsoft Exchange Administrator', undefined, undefined],
    ['Principal Engineer - Information Management', undefined, undefined],
    ['Assistant Principal', 'school-principal', undefined],
    ['Bluebird', undefined, undefined],
    ['', undefined, undefined],
  ])('reads %j', (title, occupation, seniority) => {
    const found = lookup.findOccupation(title);
    expect(found?.occupation.id).toBe(occupation);
    expect(found?.seniority?.id).toBe(seniority);
  });

  it.each([
    ['Cook, Server, Cashier, Dishwasher - Team Members!', ['cook', 'waiter', 'cashier']],
    ['Bartender / Waitress', ['bartender', 'waiter']],
    ['RN/LPN/CNA', ['registered-nurse', 'licensed-practical-nurse', 'nursing-assistant']],
    ['Senior Data Analyst or Data Engineer', ['data-analyst', 'data-engineer']],
    ['Network Engineer / Administrator', []],
    ['Engineer, Software', []],
    ['Sales & Marketing Manager', []],
    ['Waiter - Grand Hotel', []],
    ['Accountant', []],
  ])('%j lists %j', (title, occupations) => {
    const found = lookup.findOccupation(title);
    const all = found && [found.occupation, ...found.others].map(({ id }) => id);
    if (occupations.length === 0) expect(found?.others ?? []).toEqual([]);
    else expect(all).toEqual(expect.arrayContaining(occupations));
  });

  it('knows each of its own titles', () => {
    const wrong = taxonomy.occupations.flatMap((occupation) =>
      [occupation.title, ...occupation.synonyms, ...occupation.germanTitles].filter(
        (title) => lookup.findOccupation(title)?.occupation.id !== occupation.id,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('gives the same answer whatever the case, padding and level words', () => {
    const titles = taxonomy.occupations.map(({ title }) => title);
    fc.assert(
      fc.property(
        fc.constantFrom(...titles),
        fc.constantFrom('', 'Senior ', '  ', 'Junior '),
        fc.constantFrom('', ' (m/w/d)', ' - Part-time', ' [Ref 1234]'),
        (title, before, after) => {
          const expected = lookup.findOccupation(title)?.occupation.id;
          expect(lookup.findOccupation(before + title + after)?.occupation.id).toBe(expected);
          expect(lookup.findOccupation(title.toUpperCase())?.occupation.id).toBe(expected);
          expect(lookup.findOccupation(title.toLowerCase())?.occupation.id).toBe(expected);
        },
      ),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        lookup.findOccupation(text);
        lookup.findSkills(text);
      }),
    );
  });
});

describe('findSkills', () => {
  it.each([
    ['R', ['r-language']],
    ['C++ or C#, .NET', ['cpp', 'c-sharp', 'dot-net']],
    ['Python, R and SQL Server', ['python', 'r-language', 'microsoft-sql-server']],
    ['We excel at R&D and go to market fast.', ['marketing-strategy']],
    ['You will excel here. Microsoft Excel required.', ['microsoft-excel']],
    ['excel', ['microsoft-excel']],
    ['Toys R Us', []],
    ['Go, Rust and Kotlin', ['go-language', 'rust', 'kotlin']],
    ['We go, rust and all.', []],
    ['A/B testing, TCP/IP & CI/CD', ['a-b-testing', 'networking', 'ci-cd']],
    [
      '<ul><li>Node.js</li><li>forklift driving</li><li>licence</li></ul>',
      ['node-js', 'forklift-driving'],
    ],
    ['a story, telling, pr', []],
    ['skills: first aid; CPR', ['first-aid', 'basic-life-support']],
    ['', []],
  ])('reads %j', (text, ids) => {
    expect(lookup.findSkills(text).map(({ id }) => id)).toEqual(ids);
  });

  it('knows each of its own names as a tag', () => {
    const wrong = taxonomy.skills.flatMap((skill) =>
      [skill.name, ...skill.synonyms].filter((name) => lookup.findSkills(name)[0]?.id !== skill.id),
    );
    expect(wrong).toEqual([]);
  });
});

describe('closeness', () => {
  const ids = taxonomy.occupations.map(({ id }) => id);

  it('is 1 for the same, high for related, small within a field and 0 far away', () => {
    expect(lookup.closeness('registered-nurse', 'registered-nurse')).toBe(1);
    expect(lookup.closeness('cook', 'chef')).toBe(0.75);
    expect(lookup.closeness('backend-developer', 'frontend-developer')).toBe(0.6);
    expect(lookup.closeness('firefighter', 'security-guard')).toBeLessThan(0.3);
    expect(lookup.closeness('dentist', 'roofer')).toBe(0);
    expect(lookup.closeness('nobody', 'roofer')).toBe(0);
  });

  it('is symmetric and between 0 and 1', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), (a, b) => {
        const value = lookup.closeness(a, b);
        expect(value).toBe(lookup.closeness(b, a));
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        if (a !== b) expect(value).toBeLessThan(1);
      }),
    );
  });
});
