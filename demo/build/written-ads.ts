import type { Item } from 'pocketrank/distill';
import type { WrittenAd } from './person.ts';

const DAY_MS = 86_400_000;

/** A day of the data, as ISO 8601 without a time. */
export function isoDay(dayMs: number): string {
  return new Date(dayMs).toISOString().slice(0, 10);
}

/** Writes an ad as a JobPosting, as pages mark it up for search engines. */
export function toPosting(ad: WrittenAd, todayMs: number): Item {
  const { pay, place } = ad;
  return {
    '@type': 'JobPosting',
    identifier: ad.id,
    title: ad.title,
    description: ad.text,
    hiringOrganization: { '@type': 'Organization', name: ad.employer },
    jobLocation: {
      '@type': 'Place',
      address: {
        addressLocality: place.city,
        ...(place.region && { addressRegion: place.region }),
        addressCountry: place.country,
      },
      ...(place.geo && { geo: { latitude: place.geo[0], longitude: place.geo[1] } }),
    },
    ...(ad.type && { employmentType: ad.type }),
    ...(ad.workplace === 'remote' && { jobLocationType: 'TELECOMMUTE' }),
    ...(ad.workplace === 'hybrid' && { attributes: { workplace: 'hybrid' } }),
    ...(ad.remoteCountry && {
      applicantLocationRequirements: { '@type': 'Country', name: ad.remoteCountry },
    }),
    ...(pay && {
      baseSalary: {
        currency: pay.currency,
        value: { minValue: pay.from, maxValue: pay.to, unitText: pay.unit },
      },
    }),
    datePosted: isoDay(todayMs - ad.posted * DAY_MS),
    validThrough: isoDay(todayMs + ad.expires * DAY_MS),
    ...(ad.skills && { skills: ad.skills }),
  };
}
