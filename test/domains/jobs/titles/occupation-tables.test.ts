import { describe, expect, it } from 'vitest';
import { findFamilies } from '../../../../src/domains/jobs/titles/find-families.ts';
import {
  addLabels,
  occupationTables,
  type OccupationEntry,
} from '../../../../src/domains/jobs/titles/occupation-tables.ts';

function entry(
  id: string,
  title: string,
  otherTitles: string[],
  description = '',
): OccupationEntry {
  return { id, title, otherTitles, description, related: [] };
}

const NARROW = [
  entry('n:1', 'harness maker', ['saddle stitcher'], 'They stitch leather for horses.'),
  entry('n:2', 'ward nurse', ['staff nurse'], 'They care for patients.'),
  entry('n:3', 'zzz', [], ''),
];
const WIDE = [
  entry('w:1', 'Leather Workers', ['Saddle Stitchers', 'Cobblers'], 'Cut and stitch leather.'),
  entry('w:2', 'Registered Nurses', ['Staff Nurses', 'Ward Nurse'], 'Care for patients in wards.'),
];

describe('findFamilies', () => {
  it('finds what shares titles, words and work, and nothing for what shares none', () => {
    expect([...findFamilies(NARROW, WIDE)]).toEqual([
      ['n:1', 'w:1'],
      ['n:2', 'w:2'],
    ]);
    expect(findFamilies(NARROW, []).size).toBe(0);
  });
});

describe('occupationTables', () => {
  it('says of each job its group and family, and of each title its language', () => {
    const { items, profiles } = occupationTables([{ ...NARROW[1]!, family: 'w:2' }], 'n', 1);
    expect(items.map(({ attributes }) => attributes)).toEqual(
      Array.from({ length: 3 }, () => ({ group: 'n:2', family: 'w:2', relatedGroups: [] })),
    );
    expect(profiles[0]).toMatchObject({
      basics: { label: 'ward nurse' },
      attributes: { language: 'en' },
    });
  });

  it('adds what an occupation is called elsewhere, once, and no more than asked for', () => {
    const tables = occupationTables(NARROW, 'n', 1);
    const before = tables.profiles.length;
    const added = addLabels(
      tables,
      [
        { id: 'n:2', language: 'de', labels: ['Krankenpfleger', 'Krankenpflegerin', 'Pfleger'] },
        { id: 'n:2', language: 'en', labels: ['staff nurse', 'nurse on a ward'] },
        { id: 'n:9', language: 'de', labels: ['niemand'] },
      ],
      'n',
      2,
    );
    expect(added).toBe(3);
    expect(tables.profiles.slice(before)).toEqual([
      {
        id: 'n:2/de/Krankenpfleger',
        basics: { label: 'Krankenpfleger' },
        attributes: { language: 'de' },
      },
      {
        id: 'n:2/de/Krankenpflegerin',
        basics: { label: 'Krankenpflegerin' },
        attributes: { language: 'de' },
      },
      {
        id: 'n:2/nurse on a ward',
        basics: { label: 'nurse on a ward' },
        attributes: { language: 'en' },
      },
    ]);
    expect(tables.grades.slice(-3).every(({ itemId }) => itemId === 'n:2/title')).toBe(true);
  });
});
