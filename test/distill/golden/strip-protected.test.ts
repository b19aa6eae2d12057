import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactText } from '../../../src/distill/golden/redact-text.ts';
import { stripItem, stripProfile } from '../../../src/distill/golden/strip-protected.ts';

const PROFILE = {
  id: 'person-4711',
  basics: {
    name: 'Maria Keane-Roe',
    label: 'Registered Nurse',
    image: 'https://example.com/maria.jpg',
    email: 'maria@example.com',
    phone: '+353 1 234 5678',
    birthDate: '1988-02-03',
    url: 'https://maria.example.com',
    summary:
      'Maria is a nurse. She is 36 years old, married, and her wards were in Cork. Nationality: Irish; born in Galway in 1988. Mail maria@example.com or call +353 1 234 5678.',
    location: { city: 'Dublin', countryCode: 'IE', address: '1 Main Street', postalCode: 'D02' },
    profiles: [{ network: 'LinkedIn', username: 'mkr' }],
  },
  gender: 'female',
  attributes: { maritalStatus: 'married', religion: 'none', targetTitles: ['Staff Nurse'] },
  work: [
    {
      position: 'Nurse',
      name: 'Mercy Hospital',
      startDate: '2015-01',
      endDate: '2020-06',
      summary: 'Ward of 30 beds from 2015 - 2020.',
    },
  ],
  education: [{ area: 'Nursing', studyType: 'Bachelor', startDate: '2006', endDate: '2010' }],
  skills: [{ name: 'Triage' }],
  references: [{ name: 'Dr. John Doe', reference: 'She is great.' }],
  interests: [{ name: 'Parish choir' }],
};

describe('what leaves the machine of a profile', () => {
  const sent = stripProfile(PROFILE);
  const text = JSON.stringify(sent);

  it('is what speaks of work', () => {
    expect(sent).toMatchObject({
      basics: { label: 'Registered Nurse', location: { city: 'Dublin', countryCode: 'IE' } },
      attributes: { targetTitles: ['Staff Nurse'] },
      work: [
        {
          position: 'Nurse',
          name: 'Mercy Hospital',
          startDate: '2015-01',
          endDate: '2020-06',
          summary: 'Ward of 30 beds from 2015 - 2020.',
        },
      ],
      education: [{ area: 'Nursing', studyType: 'Bachelor' }],
      skills: [{ name: 'Triage' }],
    });
  });

  it.each(
    (
      '4711 Maria Keane maria.jpg @example 234 1988 Street D02 mkr female arried religion 2006 2010 ' +
      'John Parish Irish 36'
    ).split(' '),
  )('holds no %s', (secret) => {
    expect(text).not.toContain(secret);
  });

  it('does not move when protected attributes do', () => {
    const other = structuredClone(PROFILE);
    other.gender = 'male';
    other.basics.name = 'Liam Keane-Roe';
    other.basics.birthDate = '1961-01-01';
    other.basics.summary = PROFILE.basics.summary
      .replace('Maria', 'Liam')
      .replace('She is 36', 'He is 63')
      .replace('her', 'his')
      .replace('married', 'divorced')
      .replace('Irish', 'Polish');
    expect(stripProfile(other)).toEqual(sent);
  });

  it('is JSON for anything', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (anything) => {
        expect(() => JSON.stringify(stripProfile(anything))).not.toThrow();
        expect(() => JSON.stringify(stripItem(anything))).not.toThrow();
      }),
    );
  });
});

describe('what leaves the machine of an item', () => {
  it('is the ad without ids and links, its wording untouched', () => {
    const item = {
      '@type': 'JobPosting',
      identifier: 'j-1',
      url: 'https://example.com/j-1',
      title: 'Waiter',
      description: '<p>Young men only. Write to boss@gmail.com</p>',
      hiringOrganization: { name: 'Cafe', logo: 'logo.png' },
    };
    expect(stripItem(item)).toEqual({
      '@type': 'JobPosting',
      title: 'Waiter',
      description: 'Young men only. Write to boss@gmail.com',
      hiringOrganization: { name: 'Cafe' },
    });
  });
});

describe('redactText', () => {
  it('leaves years, salaries and versions alone', () => {
    const text = 'From 2015-03 to 2018-04 I led 12 people; budget 1,200,000; TLS 1.3, ISO 9001.';
    expect(redactText(text)).toBe(text);
  });
});
