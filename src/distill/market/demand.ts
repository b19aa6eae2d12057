import type { Random } from '../../core/math/random.ts';
import type { Occupation, Place, Taxonomy } from '../taxonomy/types.ts';

/** Occupations with many more openings than the others; 1 for all that are not named. */
const OPENINGS: Readonly<Record<string, number>> = {
  'registered-nurse': 6,
  'home-care-aide': 5,
  'nursing-assistant': 4,
  'licensed-practical-nurse': 2,
  'medical-assistant': 2.5,
  'software-engineer': 5,
  'backend-developer': 2.2,
  'frontend-developer': 2,
  'devops-engineer': 1.8,
  'it-support-specialist': 2.5,
  'systems-administrator': 1.5,
  'data-analyst': 2.2,
  'data-engineer': 1.5,
  'data-scientist': 1.4,
  'retail-sales-associate': 6,
  cashier: 3.5,
  'stock-clerk': 3,
  'store-manager': 2.5,
  'warehouse-worker': 5.5,
  'forklift-operator': 2.2,
  'truck-driver': 4.5,
  'delivery-driver': 4,
  'logistics-coordinator': 1.8,
  cook: 4,
  chef: 2.4,
  waiter: 4,
  'kitchen-assistant': 2.6,
  'fast-food-worker': 3,
  barista: 2,
  bartender: 1.6,
  housekeeper: 2.2,
  'hotel-receptionist': 1.8,
  'restaurant-manager': 1.8,
  cleaner: 4,
  'security-guard': 2.8,
  'production-worker': 4,
  assembler: 2,
  'machine-operator': 2.4,
  'maintenance-technician': 2.6,
  welder: 1.6,
  'cnc-machinist': 1.6,
  'automotive-mechanic': 2.4,
  electrician: 2.8,
  plumber: 2,
  'hvac-technician': 2,
  carpenter: 1.8,
  'construction-laborer': 2.8,
  'construction-manager': 1.5,
  'customer-service-representative': 5,
  'sales-representative': 4.5,
  'account-executive': 2,
  'account-manager': 2.2,
  'sales-manager': 1.6,
  'administrative-assistant': 4,
  receptionist: 2.4,
  'medical-secretary': 2.2,
  'data-entry-clerk': 1.5,
  'executive-assistant': 1.3,
  'hr-specialist': 2,
  recruiter: 1.6,
  accountant: 3.2,
  bookkeeper: 2.4,
  'financial-analyst': 1.8,
  'bank-teller': 1.5,
  'project-manager': 2.8,
  'business-analyst': 1.8,
  'product-manager': 1.8,
  'operations-manager': 2,
  'primary-teacher': 2.2,
  'secondary-teacher': 2.4,
  'teaching-assistant': 2.6,
  'preschool-teacher': 2.2,
  'childcare-worker': 2.2,
  'social-worker': 2,
  'mechanical-engineer': 1.8,
  'electrical-engineer': 1.5,
  'civil-engineer': 1.5,
  'manufacturing-engineer': 1.4,
  'quality-engineer': 1.3,
  'marketing-specialist': 2,
  'digital-marketing-specialist': 1.5,
  'graphic-designer': 1.4,
  gardener: 1.8,
  hairdresser: 1.6,
  'fitness-trainer': 1.4,
  'building-maintenance-worker': 1.8,
  'quality-inspector': 1.5,
  pilot: 0.3,
  actuary: 0.3,
  midwife: 0.5,
  agronomist: 0.4,
  'performing-artist': 0.4,
  'fashion-designer': 0.5,
  'corrections-officer': 0.6,
  'emergency-dispatcher': 0.5,
  firefighter: 0.6,
  'farm-manager': 0.5,
  'aerospace-engineer': 0.6,
  statistician: 0.5,
  librarian: 0.6,
  arborist: 0.5,
  dietitian: 0.6,
  'aircraft-mechanic': 0.6,
  scaffolder: 0.5,
};

/** What a market of a size covers. */
export interface Demand {
  occupations: Occupation[];
  /** Relative number of openings, by the order of `occupations`. */
  weights: number[];
  places: Place[];
}

/**
 * Chooses occupations and places so that a person finds several fitting jobs near by whatever the size:
 * small markets have fewer of both. The most common ones come first.
 *
 * @param only the ids of the occupations to use instead.
 */
export function chooseDemand(
  taxonomy: Taxonomy,
  jobs: number,
  only: readonly string[] | undefined,
): Demand {
  const openings = ({ id }: Occupation) =>
    Object.hasOwn(OPENINGS, id) ? (OPENINGS[id] as number) : 1;
  const occupations = only
    ? taxonomy.occupations.filter(({ id }) => only.includes(id))
    : [...taxonomy.occupations]
        .sort((a, b) => openings(b) - openings(a))
        .slice(0, Math.max(20, Math.round(30 + jobs / 50)));
  const placeCount = Math.max(4, Math.round(5 + jobs / 350));
  // Small markets too should have more than one country.
  const abroad: Record<string, number> = { DE: 1.7, IE: 1.9, GB: 1.1 };
  const places = [...taxonomy.places]
    .sort((a, b) => b.weight * (abroad[b.country] ?? 1) - a.weight * (abroad[a.country] ?? 1))
    .slice(0, placeCount);
  return { occupations, weights: occupations.map(openings), places };
}

/** Occupations whose title says manager, but which lead no one. */
const LEADS_NOBODY = new Set([
  'project-manager',
  'product-manager',
  'account-manager',
  'social-media-manager',
  'contract-manager',
  'community-programme-manager',
  'engineering-project-manager',
]);

/** Whether people of an occupation lead others as a rule. */
export function isManagerial({ id, title }: Occupation): boolean {
  return (
    !LEADS_NOBODY.has(id) &&
    /Manager|Supervisor|Controller|School Principal|Administrator$/u.test(title) &&
    !/^(?:Systems|Database)/u.test(title)
  );
}

/** Draws the seniority of a job or a person: a rank of the ladder that the occupation has. */
export function drawSeniority(random: Random, occupation: Occupation): number {
  if (isManagerial(occupation)) return [1, 2, 3, 6][random.weighted([0.13, 0.6, 0.17, 0.1])] ?? 2;
  if (occupation.education >= 4) {
    return random.weighted([0.05, 0.17, 0.42, 0.26, 0.1]);
  }
  if (occupation.education >= 2) return random.weighted([0.09, 0.1, 0.58, 0.14, 0.09]);
  return random.weighted([0.03, 0.05, 0.78, 0.06, 0.08]);
}

/** Fields that work in shifts and at weekends. */
export const SHIFT_FIELDS: ReadonlySet<string> = new Set([
  'care',
  'hospitality',
  'retail',
  'logistics',
  'manufacturing',
  'safety',
]);
