import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { protectedWord } from '../../../src/core/features/protected.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';
import { randomStudent } from '../../fixtures/random-student.ts';

const REFUSED = (
  'name basics.name basics.image basics.pronouns basics person.name user.name gender ' +
  'attributes.gender attributes.Gender genderIdentity EEOGender candidate_gender sex ' +
  'attributes.sex sexualOrientation attributes.sexuality age attributes.age ' +
  'attributes.ageRange age_group minAge age2 AGE birthDate dateOfBirth dateofbirth ' +
  'attributes.dob DOB yearOfBirth birthplace bornIn nationality nationalities citizenship ' +
  'nationalOrigin ethnicity race skinColor caste maritalStatus maritalstatus civilStatus ' +
  'familyStatus spouse.work children numberOfChildren religion religiousBelief faith ' +
  'disability disabled attributes.hasDisabilities pregnancy photo profilePhoto avatarUrl ' +
  'picture headshot salutation honorificPrefix veteranStatus firstName givenName given-name ' +
  'family_name lastname fullName maidenName email username attributes.성별 attributes.나이 ' +
  'geburtsdatum nacionalidad'
).split(' ');

const TAKEN = (
  'languages.language page homepage engagement attributes.engagementType usage usageCount ' +
  'manager attributes.management stage average averageRating message sexagesimal package ' +
  'coverage agency agenda agile mileage trace brace imagery imaging doberman work.name ' +
  'work.position education.institution skills.name certificates.name volunteer.organization ' +
  'basics.label basics.summary basics.location attributes.workplace itemFamily ' +
  'attributes.nation interests.name projects.name attributes.degreeLevel alternateName ' +
  'attributes.trait'
).split(' ');

describe('protected attributes', () => {
  it.each(REFUSED)('%s is refused', (path) => {
    expect(protectedWord(path)).toBeDefined();
    const field = { name: 'x', kind: 'text', item: 'title', profile: path };
    expect(() => compileSchema({ name: 's', version: 2, fields: [field] })).toThrowError(
      expect.objectContaining({
        code: 'PROTECTED_ATTRIBUTE',
        message: expect.stringContaining(`field "x": the profile path "${path}"`) as string,
      }),
    );
  });

  it.each(TAKEN)('%s is taken', (path) => expect(protectedWord(path)).toBeUndefined());

  it('are refused on the side of items too, where a name is no person', () => {
    for (const path of ['gender', 'requirements.age', 'attributes.maritalStatus', 'image']) {
      expect(protectedWord(path, 'item')).toBeDefined();
    }
    for (const path of ['name', 'hiringOrganization.name', 'brand.name']) {
      expect(protectedWord(path, 'item')).toBeUndefined();
    }
  });

  it('change nothing of a profile’s code', async () => {
    const student = await randomStudent({ schema: jobs.schema, width: 48 });
    const encoder = createEncoder(student);
    const profile = (person: object, more: object): unknown => ({
      ...more,
      basics: {
        ...person,
        label: 'Registered nurse',
        summary: 'Ten years in intensive care.',
        location: { city: 'Leeds', countryCode: 'GB', latitude: 53.8, longitude: -1.55 },
      },
      work: [{ name: 'NHS', position: 'Nurse', startDate: '2012-01', endDate: '2022-01' }],
      skills: [{ name: 'Triage', keywords: ['ECG'] }],
    });
    const now = Date.UTC(2024, 0, 15);
    const one = encoder.profile(
      profile(
        {
          name: 'Mary Smith',
          image: 'https://a.example/f.png',
          gender: 'female',
          age: 61,
          pronouns: 'she',
        },
        {
          nationality: 'British',
          birthDate: '1962-05-05',
          maritalStatus: 'married',
          religion: 'none',
        },
      ),
      now,
    );
    const other = encoder.profile(
      profile(
        {
          name: 'Mohammed Al-Amin',
          image: 'm.jpg',
          gender: 'male',
          age: 24,
          pronouns: 'he',
          email: 'm@x.y',
        },
        { nationality: 'Syrian', birthDate: '1999-01-01', disability: 'blind', ethnicity: 'Arab' },
      ),
      now,
    );
    expect(other).toEqual(one);
    expect(one.dense.some((x) => x !== 0)).toBe(true);
  });
});
