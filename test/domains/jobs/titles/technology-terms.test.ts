import { describe, expect, it } from 'vitest';
import { technologyTerms } from '../../../../src/domains/jobs/titles/technology-terms.ts';

const TEXTS = [
  'People access data, excel at a word and go on.',
  'They schedule work with a database.',
  'They access a database and go on.',
  ...Array.from({ length: 60 }, () => 'People work on data.'),
];

function termsOf(...names: string[]): string[] {
  const more = ['Word', 'Access', 'Excel', 'Visio', 'Windows'].map((name) => `Microsoft ${name}`);
  const technologies = [...more, ...names].map((name) => ({ name, uses: 5 }));
  return technologyTerms(technologies, TEXTS).map(({ name, kind }) =>
    kind === undefined ? name : `${kind} ${name}`,
  );
}

describe('technologyTerms', () => {
  it('has the names that people use for short, everyday words as they are written alone', () => {
    const terms = termsOf('Go', 'R', 'Oracle Primavera Enterprise Project Portfolio Management');
    expect(terms).toEqual(expect.arrayContaining(['Visio', 'cased Excel', 'cased Go', 'cased R']));
    expect(terms).toEqual(expect.arrayContaining(['Microsoft Excel', 'Primavera']));
    expect(terms).not.toContain('Go');
  });

  it('has both forms of what is spelled out and in letters, and nothing that says only "software"', () => {
    const terms = termsOf(
      'Structured query language SQL',
      'Salesforce software',
      'Database software',
    );
    expect(terms).toEqual(
      expect.arrayContaining(['SQL', 'Structured query language', 'Salesforce']),
    );
    expect(terms).not.toContain('Database');
  });

  it('has makers, and words that tell nothing', () => {
    const terms = termsOf();
    expect(terms).toEqual(expect.arrayContaining(['maker Microsoft', 'common data', 'common on']));
    expect(terms).not.toContain('common database');
  });
});
