import { describe, expect, it } from 'vitest';
import { compileSchema } from '../../../src/core/features/compile-schema.ts';
import { createReader } from '../../../src/core/reading/reading.ts';
import { createFieldReader } from '../../../src/distill/policy/field-values.ts';
import { jobEmployment } from '../../../src/domains/jobs/facts/read-employment.ts';
import { readSections } from '../../../src/domains/jobs/facts/read-sections.ts';
import {
  seniorityOfField,
  seniorityOfTitle,
} from '../../../src/domains/jobs/facts/read-seniority.ts';
import { jobWorkplace } from '../../../src/domains/jobs/facts/read-workplace.ts';
import { requiredYears } from '../../../src/domains/jobs/facts/read-years.ts';
import { wordPattern } from '../../../src/domains/jobs/word-pattern.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';

const NOW = Date.UTC(2026, 2, 1);
const schema = compileSchema(jobs.schema);
const fieldsOf = createFieldReader(schema);
const none = fieldsOf('item', {}, NOW);

/** What a page states in a language, and what devices and rubric read of it. */
const FIELDS: [string, { employmentType?: string; jobLocationType?: string }, string][] = [
  ['en', { employmentType: 'Part time' }, 'part-time'],
  ['de', { employmentType: 'Teilzeit' }, 'part-time'],
  ['fr', { employmentType: 'Temps partiel' }, 'part-time'],
  ['es', { employmentType: 'Jornada parcial' }, 'part-time'],
  ['pl', { employmentType: 'część etatu' }, 'part-time'],
  ['nl', { employmentType: 'Deeltijd' }, 'part-time'],
  ['de', { employmentType: 'Vollzeit, unbefristet' }, 'full-time'],
  ['fr', { employmentType: 'CDI temps plein' }, 'full-time'],
  ['es', { employmentType: 'Jornada completa' }, 'full-time'],
  ['pl', { employmentType: 'Pełny etat' }, 'full-time'],
  ['nl', { employmentType: 'Voltijd' }, 'full-time'],
  ['de', { employmentType: 'Befristet' }, 'temporary'],
  ['fr', { employmentType: 'CDD' }, 'temporary'],
  ['es', { employmentType: 'Contrato temporal' }, 'temporary'],
  ['pl', { employmentType: 'Umowa na czas określony' }, 'temporary'],
  ['nl', { employmentType: 'Tijdelijk contract' }, 'temporary'],
  ['de', { jobLocationType: 'Homeoffice' }, 'remote'],
  ['fr', { jobLocationType: 'Télétravail' }, 'remote'],
  ['es', { jobLocationType: 'Teletrabajo' }, 'remote'],
  ['pl', { jobLocationType: 'Praca zdalna' }, 'remote'],
  ['nl', { jobLocationType: 'Thuiswerk' }, 'remote'],
];

describe('terms that fields state in several languages', () => {
  const read = createReader(schema);

  it.each(FIELDS)('%s: %o is %s to devices and to the rubric', (_language, item, value) => {
    const field = 'employmentType' in item ? 'employmentType' : 'workplace';
    const f = schema.fields.findIndex(({ name }) => name === field);
    const { text, textEnds, fieldEnds } = read('item', item, NOW);
    const first = f === 0 ? 0 : fieldEnds[f - 1]!;
    expect(fieldEnds[f]).toBeGreaterThan(first);
    expect(text.slice(first === 0 ? 0 : textEnds[first - 1]!, textEnds[first]!)).toBe(value);
    expect(fieldsOf('item', item, NOW).texts(field)).toContain(value);
  });
});

describe('terms that titles and texts say in several languages', () => {
  it.each([
    ['Verkäufer (m/w/d) in Teilzeit', ['part-time']],
    ['Vendeuse à temps partiel', ['part-time']],
    ['Dependiente media jornada', ['part-time']],
    ['Sprzedawca – pół etatu', ['part-time']],
    ['Verkoopmedewerker deeltijd', ['part-time']],
    ['Werkstudent Marketing', ['internship']],
    ['Développeur web en alternance', ['internship']],
    ['Becario de finanzas', ['internship']],
    ['Praktykant w dziale HR', ['internship']],
    ['Stagiair communicatie', ['internship']],
    ['Lagerist, befristet', ['temporary']],
    ['Comptable CDD', ['temporary']],
    ['Stage Manager', []],
    ['Sachbearbeiter unbefristet', []],
  ])('%s: %o', (title, types) => {
    expect(jobEmployment(none, title, '')).toEqual(types);
  });

  it.each([
    ['Java-Entwickler, Homeoffice', '', 'remote'],
    ['Développeur en télétravail', '', 'remote'],
    ['Programador (en remoto)', '', 'remote'],
    ['Programista – praca zdalna', '', 'remote'],
    ['Developer op afstand', '', 'remote'],
    ['Buchhalterin', 'Die Stelle ist 100 % Homeoffice.', 'remote'],
    ['Buchhalterin', 'Homeoffice ist nach Absprache möglich.', 'onsite'],
    ['Buchhalterin', 'Zwei Tage pro Woche Homeoffice.', 'hybrid'],
    ['Comptable', 'Deux jours de télétravail par semaine.', 'hybrid'],
    ['Contable', 'Modelo híbrido en Madrid.', 'hybrid'],
    ['Księgowa', 'Oferujemy pracę w trybie hybrydowym.', 'hybrid'],
    ['Boekhouder', 'Hybride werken is de norm.', 'hybrid'],
    ['Telefonist', 'Kein Homeoffice, telework is no option.', 'onsite'],
    ['A Distance Runner', '', 'onsite'],
    ['Home Office Manager', '', 'onsite'],
  ])('%s %s: %s', (title, description, workplace) => {
    expect(jobWorkplace(none, title, description, true)).toBe(workplace);
  });

  it.each([
    ['Praktikantin Marketing', 0],
    ['Stagiaire juridique', 0],
    ['Młodszy księgowy', 1],
    ['Comptable débutant', 1],
    ['Starszy specjalista ds. zakupów', 3],
    ['Teamleiterin Einkauf', 4],
    ["Chef d'équipe logistique", 4],
    ['Responsable d’équipe', 4],
    ['Jefa de equipo de ventas', 4],
    ['Kierownik zespołu', 4],
    ['Ploegleider productie', 4],
    ['Abteilungsleiter Controlling', 5],
    ['Responsable marketing', 5],
    ['Gerente de tienda', 5],
    ['Kierowniczka sklepu', 5],
    ['Hoofd financiën', 5],
    ['Geschäftsführerin', 6],
    ['Directrice financière', 6],
    ['Dyrektor handlowy', 6],
    ['Kraftfahrer', undefined],
    ['Infirmière', undefined],
  ])('%s: level %s', (title, level) => {
    expect(seniorityOfTitle(title, undefined)).toBe(level);
    if (level !== undefined) expect(seniorityOfField(title)).toBe(level);
  });

  it.each([
    ['Mindestens 3 Jahre Berufserfahrung als Koch.', 3],
    ['Vous avez 2 à 4 ans d’expérience en vente.', 2],
    ['Se requieren 5 años de experiencia.', 5],
    ['Minimum 2 lata doświadczenia na podobnym stanowisku.', 2],
    ['Je hebt 4 jaar ervaring als verpleegkundige.', 4],
    ['18 Monate Erfahrung im Verkauf.', 1.5],
    ['Unsere Firma ist 40 Jahre alt.', undefined],
    ['Keine Berufserfahrung nötig.', 0],
    ['Débutants acceptés.', 0],
    ['Bez doświadczenia.', 0],
  ])('%s: %s years', (text, years) => {
    expect(requiredYears(none, readSections(text))).toBe(years);
  });
});

describe('wordPattern', () => {
  it('finds whole words, with accents and without, and never parts of words', () => {
    const pattern = wordPattern(['pół etatu', "chef d'équipe", 'CDD']);
    for (const text of ['PÓŁ ETATU', 'pol-etatu', 'chef d’equipe', 'en cdd.', '(CDD)']) {
      expect(pattern.test(text)).toBe(true);
    }
    for (const text of ['pół', 'ACDD', 'cddé', 'chefs d équipes']) {
      expect(pattern.test(text)).toBe(false);
    }
  });
});
