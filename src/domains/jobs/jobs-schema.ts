import type { MeasureSource } from '../../core/features/measure.ts';
import type { SchemaSource } from '../../core/features/schema.ts';

/** Work from home has no way to it, and who would move asks for none. */
const NO_COMMUTE: MeasureSource['unless'] = {
  item: { field: 'workplace', is: ['TELECOMMUTE', 'remote'] },
  profile: { field: 'relocation', is: 'true' },
};

/**
 * The built-in schema: schema.org JobPosting against JSON Resume, as the web has them. The only place of
 * the package that knows what a job is.
 */
export const JOBS_SCHEMA: SchemaSource = {
  name: 'jobs',
  version: 2,
  fields: [
    {
      name: 'title',
      kind: 'text',
      item: 'title',
      profile: [
        'basics.label',
        'attributes.desiredTitles',
        'attributes.desiredJobs',
        'attributes.positionsOfInterest',
      ],
      grams: true,
      maxWords: 48,
    },
    {
      name: 'alternateTitles',
      kind: 'text',
      item: 'alternateName',
      grams: true,
      maxWords: 64,
    },
    {
      name: 'titles',
      description:
        'All titles of a job, for the cross that compares them one by one; not embedded again.',
      kind: 'text',
      item: ['title', 'alternateName'],
      profile: ['basics.label', 'attributes.desiredJobs', 'attributes.positionsOfInterest'],
      embed: false,
      grams: false,
      maxWords: 256,
    },
    { name: 'experience', kind: 'text', profile: 'work.position', grams: true, maxWords: 24 },
    {
      name: 'skills',
      kind: 'tags',
      item: ['skills', 'experienceRequirements.skills'],
      profile: ['skills.name', 'skills.keywords'],
      maxWords: 32,
    },
    {
      name: 'description',
      kind: 'text',
      item: ['description', 'responsibilities'],
      profile: ['basics.summary', 'work.summary', 'work.highlights'],
      maxWords: 96,
    },
    { name: 'occupation', kind: 'text', item: 'occupationalCategory', maxWords: 24 },
    { name: 'industry', kind: 'text', item: 'industry', profile: 'work.industry', maxWords: 24 },
    { name: 'employer', kind: 'category', item: 'hiringOrganization', embed: false },
    {
      name: 'employmentType',
      kind: 'category',
      item: 'employmentType',
      profile: 'attributes.employmentType',
    },
    {
      name: 'workplace',
      kind: 'category',
      item: ['jobLocationType', 'attributes.workplace'],
      profile: 'attributes.workplace',
    },
    {
      name: 'education',
      kind: 'text',
      item: ['educationRequirements', 'educationRequirements.credentialCategory'],
      profile: ['education.studyType', 'education.area'],
      maxWords: 24,
    },
    {
      name: 'licences',
      kind: 'tags',
      item: 'qualifications',
      profile: 'certificates.name',
      grams: false,
      maxWords: 32,
    },
    {
      name: 'languages',
      kind: 'tags',
      item: 'attributes.languages',
      profile: 'languages.language',
      grams: false,
      maxWords: 12,
    },
    { name: 'place', kind: 'place', item: 'jobLocation', profile: 'basics.location' },
    {
      name: 'region',
      kind: 'category',
      item: 'jobLocation.address.addressRegion',
      profile: 'basics.location.region',
      embed: false,
    },
    {
      name: 'country',
      description: 'Where the work is, or from where it may be done remotely.',
      kind: 'category',
      item: ['applicantLocationRequirements', 'jobLocation.address.addressCountry'],
      profile: ['basics.location.countryCode', 'basics.location.country'],
      embed: false,
    },
    {
      name: 'relocation',
      kind: 'category',
      profile: ['attributes.willingToRelocate', 'attributes.relocate'],
      embed: false,
    },
    {
      name: 'pay',
      kind: 'number',
      item: ['baseSalary', 'estimatedSalary'],
      profile: 'attributes.desiredSalary',
      min: 10_000,
      max: 500_000,
      scale: 'log',
    },
    {
      name: 'monthsOfExperience',
      kind: 'number',
      item: 'experienceRequirements.monthsOfExperience',
      profile: ['attributes.monthsOfExperience', 'work'],
      min: 0,
      max: 240,
    },
    { name: 'posted', kind: 'time', item: 'datePosted' },
  ],
  measures: [
    { name: 'title', kind: 'overlap', item: 'title', slots: 8 },
    { name: 'titles', kind: 'overlap', item: 'titles', slots: 64, perText: true },
    { name: 'titleExperience', kind: 'overlap', item: 'title', profile: 'experience', slots: 8 },
    { name: 'skills', kind: 'overlap', item: 'skills', slots: 12 },
    { name: 'place', kind: 'overlap', item: 'place', slots: 6, unless: NO_COMMUTE },
    { name: 'region', kind: 'overlap', item: 'region', slots: 2, unless: NO_COMMUTE },
    { name: 'country', kind: 'overlap', item: 'country', slots: 2 },
    { name: 'distance', kind: 'distance', item: 'place', slots: 2, unless: NO_COMMUTE },
    { name: 'pay', kind: 'difference', item: 'pay' },
    { name: 'experience', kind: 'difference', item: 'monthsOfExperience' },
    { name: 'employmentType', kind: 'overlap', item: 'employmentType', slots: 2 },
    { name: 'workplace', kind: 'overlap', item: 'workplace', slots: 1 },
    { name: 'licences', kind: 'overlap', item: 'licences', slots: 4 },
    { name: 'employer', kind: 'overlap', item: 'employer', slots: 1 },
    { name: 'freshness', kind: 'age', item: 'posted' },
  ],
};
