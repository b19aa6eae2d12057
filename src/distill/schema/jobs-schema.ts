import type { CrossSource, SchemaSource } from '../../core/features/schema.ts';

/** Work from home has no way to it, and who would move asks for none. */
const NO_COMMUTE: CrossSource['unless'] = {
  job: { field: 'workplace', is: ['TELECOMMUTE', 'remote'] },
  profile: { field: 'relocation', is: 'true' },
};

/**
 * The built-in schema: schema.org JobPosting against JSON Resume, as the web has them. The only place of
 * the package that knows what a job is.
 */
export const JOBS_SCHEMA: SchemaSource = {
  name: 'jobs',
  version: 1,
  fields: [
    {
      name: 'title',
      kind: 'text',
      job: 'title',
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
      job: 'alternateName',
      grams: true,
      maxWords: 64,
    },
    {
      name: 'titles',
      description:
        'All titles of a job, for the cross that compares them one by one; not embedded again.',
      kind: 'text',
      job: ['title', 'alternateName'],
      profile: ['basics.label', 'attributes.desiredJobs', 'attributes.positionsOfInterest'],
      embed: false,
      grams: false,
      maxWords: 256,
    },
    { name: 'experience', kind: 'text', profile: 'work.position', grams: true, maxWords: 24 },
    {
      name: 'skills',
      kind: 'tags',
      job: ['skills', 'experienceRequirements.skills'],
      profile: ['skills.name', 'skills.keywords'],
      maxWords: 32,
    },
    {
      name: 'description',
      kind: 'text',
      job: ['description', 'responsibilities'],
      profile: ['basics.summary', 'work.summary', 'work.highlights'],
      maxWords: 96,
    },
    { name: 'occupation', kind: 'text', job: 'occupationalCategory', maxWords: 24 },
    { name: 'industry', kind: 'text', job: 'industry', profile: 'work.industry', maxWords: 24 },
    { name: 'employer', kind: 'category', job: 'hiringOrganization', embed: false },
    {
      name: 'employmentType',
      kind: 'category',
      job: 'employmentType',
      profile: 'attributes.employmentType',
    },
    {
      name: 'workplace',
      kind: 'category',
      job: ['jobLocationType', 'attributes.workplace'],
      profile: 'attributes.workplace',
    },
    {
      name: 'education',
      kind: 'text',
      job: ['educationRequirements', 'educationRequirements.credentialCategory'],
      profile: ['education.studyType', 'education.area'],
      maxWords: 24,
    },
    {
      name: 'licences',
      kind: 'tags',
      job: 'qualifications',
      profile: 'certificates.name',
      grams: false,
      maxWords: 32,
    },
    {
      name: 'languages',
      kind: 'tags',
      job: 'attributes.languages',
      profile: 'languages.language',
      grams: false,
      maxWords: 12,
    },
    { name: 'place', kind: 'place', job: 'jobLocation', profile: 'basics.location' },
    {
      name: 'region',
      kind: 'category',
      job: 'jobLocation.address.addressRegion',
      profile: 'basics.location.region',
      embed: false,
    },
    {
      name: 'country',
      description: 'Where the work is, or from where it may be done remotely.',
      kind: 'category',
      job: ['applicantLocationRequirements', 'jobLocation.address.addressCountry'],
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
      job: ['baseSalary', 'estimatedSalary'],
      profile: 'attributes.desiredSalary',
      min: 10_000,
      max: 500_000,
      scale: 'log',
    },
    {
      name: 'monthsOfExperience',
      kind: 'number',
      job: 'experienceRequirements.monthsOfExperience',
      profile: ['attributes.monthsOfExperience', 'work'],
      min: 0,
      max: 240,
    },
    { name: 'posted', kind: 'time', job: 'datePosted' },
  ],
  crosses: [
    { name: 'title', kind: 'match', job: 'title', slots: 8 },
    { name: 'titles', kind: 'match', job: 'titles', slots: 64, perText: true },
    { name: 'titleExperience', kind: 'match', job: 'title', profile: 'experience', slots: 8 },
    { name: 'skills', kind: 'match', job: 'skills', slots: 12 },
    { name: 'place', kind: 'match', job: 'place', slots: 6, unless: NO_COMMUTE },
    { name: 'region', kind: 'match', job: 'region', slots: 2, unless: NO_COMMUTE },
    { name: 'country', kind: 'match', job: 'country', slots: 2 },
    { name: 'distance', kind: 'distance', job: 'place', slots: 2, unless: NO_COMMUTE },
    { name: 'pay', kind: 'difference', job: 'pay' },
    { name: 'experience', kind: 'difference', job: 'monthsOfExperience' },
    { name: 'employmentType', kind: 'match', job: 'employmentType', slots: 2 },
    { name: 'workplace', kind: 'match', job: 'workplace', slots: 1 },
    { name: 'licences', kind: 'match', job: 'licences', slots: 4 },
    { name: 'employer', kind: 'match', job: 'employer', slots: 1 },
    { name: 'freshness', kind: 'age', job: 'posted' },
  ],
};
