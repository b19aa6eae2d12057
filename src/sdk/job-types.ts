/*
 * Types of what the model that ships ranks, and for whom: the usual forms of a schema.org JobPosting and of a JSON Resume.
 * `rank` takes any object; these are for writing one by hand, so that a slip of the pen is found by the compiler.
 */

/** A text, or several. */
export type Texts = string | readonly string[];

/** One thing, or several. */
export type OneOrMore<T> = T | readonly T[];

/** A postal address, as schema.org has it. */
export interface PostalAddress {
  '@type'?: string | undefined;
  /** The street. */
  streetAddress?: string | undefined;
  /** The town. */
  addressLocality?: string | undefined;
  /** The region, by name or code. */
  addressRegion?: string | undefined;
  /** The postal code. */
  postalCode?: string | number | undefined;
  /** The country, by name or two letters. */
  addressCountry?: string | { readonly name?: string | undefined } | undefined;
}

/** A place, as schema.org has it. */
export interface Place {
  '@type'?: string | undefined;
  /** What it is called. */
  name?: string | undefined;
  /** Its address, as an object or in words. */
  address?: PostalAddress | string | undefined;
  /** Where it is, in degrees. */
  geo?:
    | {
        readonly latitude?: number | string | undefined;
        readonly longitude?: number | string | undefined;
      }
    | undefined;
}

/** Pay: an amount or a range, in a currency, by a unit of time. */
export interface MonetaryAmount {
  '@type'?: string | undefined;
  /** Three letters of ISO 4217. */
  currency?: string | undefined;
  /** The amount, or its range. */
  value?:
    | number
    | string
    | {
        readonly value?: number | string | undefined;
        readonly minValue?: number | string | undefined;
        readonly maxValue?: number | string | undefined;
        /** `HOUR`, `DAY`, `WEEK`, `MONTH` or `YEAR`. */
        readonly unitText?: string | undefined;
      }
    | undefined;
}

/** A job: a [JobPosting](https://schema.org/JobPosting), as pages carry it for search engines. Every part is optional. */
export interface JobPosting {
  '@context'?: unknown;
  '@type'?: OneOrMore<string> | undefined;
  '@id'?: string | undefined;
  /** The key: a string, a number or a PropertyValue. */
  identifier?: string | number | { readonly value?: string | number | undefined } | undefined;
  /** The key, where there is no `identifier`. */
  id?: string | number | undefined;
  /** The job's title. */
  title?: Texts | undefined;
  /** Other titles of it. */
  alternateName?: Texts | undefined;
  /** What stands in the ad; HTML or text. */
  description?: string | undefined;
  /** Its page. */
  url?: string | undefined;
  /** What one must know, as a list or in words. */
  skills?: OneOrMore<string | { readonly name?: string | undefined }> | undefined;
  /** What one does. */
  responsibilities?: Texts | undefined;
  /** What one must have. */
  qualifications?: unknown;
  /** The schooling asked for. */
  educationRequirements?: unknown;
  /** The experience asked for. */
  experienceRequirements?: unknown;
  /** Who hires. */
  hiringOrganization?: OneOrMore<string | { readonly name?: string | undefined }> | undefined;
  /** The trade. */
  industry?: Texts | undefined;
  /** The occupation, by name or code. */
  occupationalCategory?: unknown;
  /** Where. */
  jobLocation?: OneOrMore<Place | string> | undefined;
  /** `TELECOMMUTE` of work from home. */
  jobLocationType?: Texts | undefined;
  /** Where one may work from. */
  applicantLocationRequirements?: unknown;
  /** `FULL_TIME`, `PART_TIME`, `CONTRACTOR`, `TEMPORARY`, `INTERN` … */
  employmentType?: Texts | undefined;
  /** Hours of work, in words. */
  workHours?: string | undefined;
  /** Pay. */
  baseSalary?: MonetaryAmount | number | string | undefined;
  /** Pay as others estimate it. */
  estimatedSalary?: unknown;
  /** The currency of a `baseSalary` that is a number. */
  salaryCurrency?: string | undefined;
  /** What comes with it. */
  jobBenefits?: unknown;
  /** ISO 8601. */
  datePosted?: string | undefined;
  /** Until when it can be applied for; ISO 8601. */
  validThrough?: string | undefined;
  /** Whether one applies on the page itself. */
  directApply?: boolean | undefined;
  /** Whatever has no home in the vocabulary, flat; also `pocketrankCode`. */
  attributes?: Readonly<Record<string, unknown>> | undefined;
}

/** Somebody who looks for a job: a [JSON Resume](https://jsonresume.org/schema). Every part is optional. */
export interface Resume {
  /** Who it is, in short. */
  basics?:
    | {
        /** The title that one has or wants. */
        readonly label?: string | undefined;
        /** A few sentences. */
        readonly summary?: string | undefined;
        /** Where one lives. */
        readonly location?:
          | {
              readonly city?: string | undefined;
              readonly region?: string | undefined;
              readonly postalCode?: string | undefined;
              readonly countryCode?: string | undefined;
              readonly [more: string]: unknown;
            }
          | undefined;
        readonly [more: string]: unknown;
      }
    | undefined;
  /** Earlier and present work. */
  work?: readonly {
    readonly position?: string | undefined;
    readonly name?: string | undefined;
    readonly startDate?: string | undefined;
    readonly endDate?: string | undefined;
    readonly summary?: string | undefined;
    readonly highlights?: readonly string[] | undefined;
    readonly [more: string]: unknown;
  }[];
  /** Schools. */
  education?: readonly {
    readonly area?: string | undefined;
    readonly studyType?: string | undefined;
    readonly [more: string]: unknown;
  }[];
  /** What one knows. */
  skills?: readonly (
    | string
    | {
        readonly name?: string | undefined;
        readonly level?: string | undefined;
        readonly keywords?: readonly string[] | undefined;
      }
  )[];
  /** Languages that one speaks. */
  languages?: readonly {
    readonly language?: string | undefined;
    readonly fluency?: string | undefined;
  }[];
  /** Licences and certificates. */
  certificates?: readonly {
    readonly name?: string | undefined;
    readonly [more: string]: unknown;
  }[];
  /** Wishes, and whatever has no home in the format; flat. */
  attributes?: Readonly<Record<string, unknown>> | undefined;
  /** Further parts of the format. */
  [more: string]: unknown;
}
