import { healthField, healthOccupations } from './fields/health.ts';
import { careField, careOccupations } from './fields/care.ts';
import { softwareField, softwareOccupations } from './fields/software.ts';
import { dataField, dataOccupations } from './fields/data.ts';
import { engineeringField, engineeringOccupations } from './fields/engineering.ts';
import { tradesField, tradesOccupations } from './fields/trades.ts';
import { manufacturingField, manufacturingOccupations } from './fields/manufacturing.ts';
import { logisticsField, logisticsOccupations } from './fields/logistics.ts';
import { retailField, retailOccupations } from './fields/retail.ts';
import { hospitalityField, hospitalityOccupations } from './fields/hospitality.ts';
import { educationField, educationOccupations } from './fields/education.ts';
import { financeField, financeOccupations } from './fields/finance.ts';
import { lawField, lawOccupations } from './fields/law.ts';
import { marketingField, marketingOccupations } from './fields/marketing.ts';
import { salesField, salesOccupations } from './fields/sales.ts';
import { administrationField, administrationOccupations } from './fields/administration.ts';
import { managementField, managementOccupations } from './fields/management.ts';
import { scienceField, scienceOccupations } from './fields/science.ts';
import { safetyField, safetyOccupations } from './fields/safety.ts';
import { agricultureField, agricultureOccupations } from './fields/agriculture.ts';
import { designField, designOccupations } from './fields/design.ts';
import { personalField, personalOccupations } from './fields/personal.ts';
import { healthSkills } from './skills/health.ts';
import { softwareSkills } from './skills/software.ts';
import { engineeringSkills } from './skills/engineering.ts';
import { tradesSkills } from './skills/trades.ts';
import { logisticsSkills } from './skills/logistics.ts';
import { serviceSkills } from './skills/service.ts';
import { educationSkills } from './skills/education.ts';
import { financeSkills } from './skills/finance.ts';
import { lawSkills } from './skills/law.ts';
import { businessSkills } from './skills/business.ts';
import { marketingSkills } from './skills/marketing.ts';
import { creativeSkills } from './skills/creative.ts';
import { scienceSkills } from './skills/science.ts';
import { generalSkills } from './skills/general.ts';
import { GERMAN_TITLES } from './german-titles.ts';
import { PLACE_ALIASES, PLACES } from './places.ts';
import { SENIORITIES } from './seniority.ts';
import { WORK_NAMES } from './work-names.ts';
import type { Taxonomy } from './types.ts';

/**
 * The built-in vocabulary of work: occupations in their fields with titles, duties, skills, neighbours,
 * education, licences and pay; skills with their spellings; the seniority ladder; places. Written by hand.
 */
export const taxonomy: Taxonomy = {
  fields: [
    healthField,
    careField,
    softwareField,
    dataField,
    engineeringField,
    tradesField,
    manufacturingField,
    logisticsField,
    retailField,
    hospitalityField,
    educationField,
    financeField,
    lawField,
    marketingField,
    salesField,
    administrationField,
    managementField,
    scienceField,
    safetyField,
    agricultureField,
    designField,
    personalField,
  ],
  occupations: [
    ...healthOccupations,
    ...careOccupations,
    ...softwareOccupations,
    ...dataOccupations,
    ...engineeringOccupations,
    ...tradesOccupations,
    ...manufacturingOccupations,
    ...logisticsOccupations,
    ...retailOccupations,
    ...hospitalityOccupations,
    ...educationOccupations,
    ...financeOccupations,
    ...lawOccupations,
    ...marketingOccupations,
    ...salesOccupations,
    ...administrationOccupations,
    ...managementOccupations,
    ...scienceOccupations,
    ...safetyOccupations,
    ...agricultureOccupations,
    ...designOccupations,
    ...personalOccupations,
  ],
  skills: [
    ...healthSkills,
    ...softwareSkills,
    ...engineeringSkills,
    ...tradesSkills,
    ...logisticsSkills,
    ...serviceSkills,
    ...educationSkills,
    ...financeSkills,
    ...lawSkills,
    ...businessSkills,
    ...marketingSkills,
    ...creativeSkills,
    ...scienceSkills,
    ...generalSkills,
  ],
  seniorities: SENIORITIES,
  places: PLACES,
  placeAliases: PLACE_ALIASES,
  germanTitles: GERMAN_TITLES,
  workNames: WORK_NAMES,
};
