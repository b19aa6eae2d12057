import { describe, expect, it } from 'vitest';
import { loadTaxonomy } from '../../../../src/domains/jobs/taxonomy/index.ts';
import { phraseKey } from '../../../../src/domains/jobs/taxonomy/phrase-index.ts';

const { fields, occupations, skills, seniorities, places } = loadTaxonomy();

function idsOf(list: readonly { id: string }[]): Set<string> {
  return new Set(list.map(({ id }) => id));
}

/** Every key, with the owners that claim it. */
function owners<T extends { id: string }>(list: readonly T[], names: (item: T) => string[]) {
  const byKey = new Map<string, Set<string>>();
  for (const item of list) {
    for (const name of names(item)) {
      const key = phraseKey(name);
      byKey.set(key, (byKey.get(key) ?? new Set()).add(item.id));
    }
  }
  return byKey;
}

describe('the taxonomy', () => {
  it('is as large as promised', () => {
    expect(fields.length).toBeGreaterThanOrEqual(16);
    expect(occupations.length).toBeGreaterThanOrEqual(120);
    expect(skills.length).toBeGreaterThanOrEqual(350);
    expect(places.length).toBeGreaterThanOrEqual(60);
  });

  it('has unique ids', () => {
    for (const list of [fields, occupations, skills, seniorities, places]) {
      expect(idsOf(list).size).toBe(list.length);
    }
  });

  it('refers only to what exists', () => {
    const fieldIds = idsOf(fields);
    const occupationIds = idsOf(occupations);
    const skillIds = idsOf(skills);
    const missing: string[] = [];
    for (const occupation of occupations) {
      if (!fieldIds.has(occupation.field)) missing.push(`${occupation.id}: ${occupation.field}`);
      for (const id of [...occupation.coreSkills, ...occupation.niceSkills])
        if (!skillIds.has(id)) missing.push(`${occupation.id}: ${id}`);
      for (const { id } of occupation.related)
        if (!occupationIds.has(id)) missing.push(`${occupation.id}: ${id}`);
    }
    expect(missing).toEqual([]);
  });

  it('uses every field and every skill', () => {
    const used = new Set(
      occupations.flatMap(({ coreSkills, niceSkills, field }) => [
        ...coreSkills,
        ...niceSkills,
        field,
      ]),
    );
    expect([...skills, ...fields].filter(({ id }) => !used.has(id))).toEqual([]);
  });

  it('relates occupations both ways with the same closeness', () => {
    const closeness = new Map<string, number>();
    for (const occupation of occupations)
      for (const related of occupation.related)
        closeness.set(`${occupation.id} ${related.id}`, related.closeness);
    const wrong = [...closeness].filter(([pair, value]) => {
      const [a, b] = pair.split(' ');
      return a === b || value <= 0 || value >= 1 || closeness.get(`${b} ${a}`) !== value;
    });
    expect(wrong).toEqual([]);
  });

  it('relates every occupation to at least one other', () => {
    expect(occupations.filter(({ related }) => related.length === 0)).toEqual([]);
  });

  it('has no title that means two occupations and no skill name that means two skills', () => {
    const ambiguous = (keys: Map<string, Set<string>>) =>
      [...keys].filter(([, ids]) => ids.size > 1).map(([key, ids]) => [key, ...ids]);
    expect(
      ambiguous(owners(occupations, (o) => [o.title, ...o.synonyms, ...o.germanTitles])),
    ).toEqual([]);
    expect(ambiguous(owners(occupations, (o) => o.workNames))).toEqual([]);
    expect(ambiguous(owners(skills, (s) => [s.name, ...s.synonyms]))).toEqual([]);
  });

  it('repeats no synonym and no skill within an occupation', () => {
    for (const { title, synonyms, germanTitles, coreSkills, niceSkills } of occupations) {
      const titles = [title, ...synonyms, ...germanTitles];
      expect(new Set(titles).size).toBe(titles.length);
      expect(new Set([...coreSkills, ...niceSkills]).size).toBe(
        coreSkills.length + niceSkills.length,
      );
    }
  });

  it('describes every occupation well enough to write an ad', () => {
    const thin = occupations.filter(
      ({ tasks, coreSkills, description, synonyms, germanTitles }) =>
        tasks.length < 5 ||
        coreSkills.length < 3 ||
        description.length < 40 ||
        synonyms.length + germanTitles.length < 5,
    );
    expect(thin.map(({ id }) => id)).toEqual([]);
  });

  it('orders pay and keeps shares and levels in range', () => {
    for (const { id, pay, remoteShare, education } of occupations) {
      expect(pay.low, id).toBeGreaterThan(15_000);
      expect(pay.median, id).toBeGreaterThan(pay.low);
      expect(pay.high, id).toBeGreaterThan(pay.median);
      expect(remoteShare, id).toBeGreaterThanOrEqual(0);
      expect(remoteShare, id).toBeLessThanOrEqual(1);
      expect(education, id).toBeLessThanOrEqual(6);
    }
  });

  it('has a rising seniority ladder', () => {
    seniorities.forEach((step, at) => {
      expect(step.rank).toBe(at);
      expect(step.years.high).toBeGreaterThan(step.years.low);
      if (at > 0) expect(step.payFactor).toBeGreaterThan(seniorities[at - 1]?.payFactor ?? 0);
    });
  });

  it('has places on this planet, most of them in the United States', () => {
    for (const place of places) {
      expect(Math.abs(place.latitude)).toBeLessThanOrEqual(90);
      expect(Math.abs(place.longitude)).toBeLessThanOrEqual(180);
      expect(place.country).toMatch(/^[A-Z]{2}$/);
      expect(place.weight).toBeGreaterThan(0);
    }
    const home = places.filter(({ country }) => country === 'US').length;
    expect(home / places.length).toBeGreaterThan(0.5);
    expect(new Set(places.map(({ country }) => country)).size).toBeGreaterThanOrEqual(5);
  });
});
