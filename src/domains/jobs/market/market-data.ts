import type { z } from 'zod';
import {
  adsDocument,
  benefitsDocument,
  namesDocument,
  spamDocument,
  spokenDocument,
  traitsDocument,
  webDocument,
} from '../data-schema.ts';
import { lazily, readDocument } from '../read-data.ts';

// Everything here is read from `data/market` when first asked for.

/** What the names of people and employers are made of. */
export const nameParts: () => z.output<typeof namesDocument> = lazily(() =>
  readDocument('market/names.yaml', namesDocument),
);

/** How ads ask for general strengths, by skill id. */
export const traitPhrases: () => z.output<typeof traitsDocument> = lazily(() =>
  readDocument('market/traits.yaml', traitsDocument),
);

/** What ads are written from. */
export const adWords: () => z.output<typeof adsDocument> = lazily(() =>
  readDocument('market/ads.yaml', adsDocument),
);

/** Offers that are no real jobs, and ads that hardly say anything. */
export const spamWords: () => z.output<typeof spamDocument> = lazily(() =>
  readDocument('market/spam.yaml', spamDocument),
);

/** What employers offer: by country, everywhere, and with desk work alone. */
export const benefits: () => z.output<typeof benefitsDocument> = lazily(() =>
  readDocument('market/benefits.yaml', benefitsDocument),
);

/** Which titles and names of the taxonomy ads use, and how. */
export const spokenWords: () => z.output<typeof spokenDocument> = lazily(() =>
  readDocument('market/spoken.yaml', spokenDocument),
);

/** How pages and people of the web write what the simulation knows. */
export const webForms: () => z.output<typeof webDocument> = lazily(() =>
  readDocument('market/web.yaml', webDocument),
);
