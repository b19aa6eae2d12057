import { describe, expect, it } from 'vitest';
import { requirePolicy } from '../../src/distill/policy/open-policy.ts';
import { createRubricGrader } from '../../src/distill/policy/rubric-grader.ts';
import { domains } from '../../src/domains/registry.ts';
import { checkDomain, fieldsForLimits, openEdited } from './domain-checks.ts';

const products = await domains.open('products');

describe('the domain of products', () => {
  checkDomain(products, { one: 'product', many: 'products' });

  it('exempts the department of a garment for limits alone, and a word that misleads', () => {
    const { exempt = [] } = products.schema.protected ?? {};
    expect(exempt.map(({ path, features = false }) => [path, features])).toEqual([
      ['audience.suggestedGender', false],
      ['attributes.photoCount', true],
    ]);
    expect(fieldsForLimits(products.schema)).toEqual(['department']);
  });

  it('refuses the department as a feature', async () => {
    const refused = openEdited('products', 'schema.yaml', [
      'profile: attributes.departments\n    embed: false',
      'profile: attributes.departments',
    ]);
    await expect(refused).rejects.toMatchObject({
      code: 'PROTECTED_ATTRIBUTE',
      message: expect.stringMatching(/schema\.yaml, line \d+: .*department.*embed: false/su),
    });
  });

  it('names the example that an edited limit breaks', async () => {
    const edited = await openEdited('products', 'policy.md', [
      'Price ratio is more than 150 %',
      'Price ratio is more than 105 %',
    ]);
    expect(() => requirePolicy(edited)).toThrowError(
      expect.objectContaining({
        code: 'POLICY_EXAMPLE_FAILED',
        message: expect.stringMatching(
          /line \d+, "A little over the budget": stated 4, computed 0/u,
        ),
      }),
    );
  });

  it('finds an allergen at the end of a long list', () => {
    const policy = requirePolicy(products);
    const grader = createRubricGrader(policy, { now: policy.settings.exampleNow });
    const ingredients = Array.from({ length: 40 }, (_, i) => `extract ${i + 1}`);
    const grade = (last: string) =>
      grader.grade(
        { attributes: { categories: ['snacks'], allergies: ['sesame'] } },
        { name: 'Bar', category: 'Snacks', attributes: { ingredients: [...ingredients, last] } },
      ).grade;
    expect(grade('tahini')).toBe(0);
    expect(grade('sunflower oil')).toBeGreaterThan(0);
  });
});
