import type { Sweep } from '../../../distill/domain.ts';

const DAY_MS = 86_400_000;
const KM_PER_DEGREE = 111.2;
const HOME = { latitude: 39.74, longitude: -104.99 };

/** Somebody who says what each sweep compares with, and nothing that would outweigh it. */
const PERSON = {
  basics: { label: 'Registered Nurse', location: { ...HOME, city: 'Denver', countryCode: 'US' } },
  work: [{ position: 'Registered Nurse', startDate: '2018-03' }],
  skills: [{ name: 'Patient care' }, { name: 'Medication administration' }, { name: 'Triage' }],
  certificates: [{ name: 'Registered nurse license' }],
  attributes: { desiredSalary: 80_000, salaryCurrency: 'USD' },
};

const JOB = {
  '@type': 'JobPosting',
  title: 'Registered Nurse',
  description:
    'You care for the patients of our ward, give medication and keep records. You need a registered nurse license, patient care and triage.',
  hiringOrganization: { name: 'Bright Park Hospital' },
};

/** What the grade of one job does as it lies further off, grows older, or pays more. */
export function jobsSweeps(now: number): Sweep[] {
  return [
    {
      name: 'Distance',
      unit: 'km',
      falls: true,
      profile: PERSON,
      points: [0, 5, 10, 20, 30, 40, 60, 90, 150, 300, 600, 1000, 2000].map((km) => ({
        value: km,
        item: { ...JOB, identifier: `km-${km}`, jobLocation: placeAt(km) },
      })),
    },
    {
      name: 'Age of the ad',
      unit: 'days',
      falls: true,
      profile: PERSON,
      points: [0, 3, 7, 14, 30, 45, 60, 90, 150, 240, 360, 400].map((days) => ({
        value: days,
        item: {
          ...JOB,
          identifier: `days-${days}`,
          datePosted: new Date(now - days * DAY_MS).toISOString().slice(0, 10),
        },
      })),
    },
    {
      name: 'Pay',
      unit: '% of the wish',
      falls: false,
      profile: PERSON,
      points: [50, 60, 70, 80, 90, 100, 110, 125, 150, 200].map((percent) => ({
        value: percent,
        item: {
          ...JOB,
          identifier: `pay-${percent}`,
          baseSalary: {
            currency: 'USD',
            value: { value: PERSON.attributes.desiredSalary * (percent / 100), unitText: 'YEAR' },
          },
        },
      })),
    },
  ];
}

/** A place so many kilometres to the south of home, which names no town: far places lie in the same country. */
function placeAt(km: number): object {
  const latitude = HOME.latitude - km / KM_PER_DEGREE;
  return { geo: { latitude, longitude: HOME.longitude }, address: { addressCountry: 'US' } };
}
