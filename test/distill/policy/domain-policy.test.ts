import { describe, expect, it } from 'vitest';
import { isPocketRankError } from '../../../src/core/errors.ts';
import { compilePolicy } from '../../../src/distill/policy/compile-policy.ts';
import { createRubricGrader, type RubricGrade } from '../../../src/distill/policy/rubric-grader.ts';
import { shop, shopPolicy, type ShopParts } from './shop.ts';

const NOW = Date.UTC(2026, 2, 1);

function compile(parts: ShopParts = {}): ReturnType<typeof compilePolicy> {
  return compilePolicy(shopPolicy(parts), 'shop.md', shop);
}

function grade(parts: ShopParts, profile: object, item: object): RubricGrade {
  const grader = createRubricGrader(compile(parts), { now: NOW });
  const result = grader.grade(profile as Record<string, unknown>, item as Record<string, unknown>);
  if (result.grade === undefined) throw new Error(result.reason);
  return result;
}

/** What is said of a policy, and the line at which `text` stands in it. */
function problemOf(parts: ShopParts, text: string): { said: string; line: string } {
  const markdown = shopPolicy(parts);
  const line = `line ${markdown.slice(0, markdown.indexOf(text)).split('\n').length}`;
  try {
    compilePolicy(markdown, 'shop.md', shop);
  } catch (error) {
    if (isPocketRankError(error)) return { said: error.message, line };
    throw error;
  }
  return { said: 'compiles', line };
}

describe('a policy over a domain of its own', () => {
  it('reads the schema’s measures, in words of the schema’s fields', () => {
    const result = grade({}, { budget: 10 }, { price: 8 });
    expect(result.grade).toBe(4);
    expect(result.rationale).toBe('Excellent match: it costs 80 % of 10 EUR.');
  });

  it('applies hard limits to what devices see, and says which holds', () => {
    const result = grade({}, { budget: 10, avoids: ['nuts'] }, { price: 8, contents: ['nuts'] });
    expect(result.grade).toBe(0);
    expect(result.limits).toMatchObject([{ name: 'Avoided', isHard: true, cap: 0 }]);
    expect(result.rationale).toContain('It would be excellent, but it holds what is avoided.');
  });

  it('fills in what the build step knows for criteria and caps, never for hard limits', () => {
    const limits = '| Dear | Price ratio is more than 150 % | 1 | it is far too dear |';
    const told = grade({ limits }, {}, { pricePerWish: 2 });
    expect(told.criteria).toMatchObject([{ name: 'Price', level: 0 }]);
    expect(told.limits).toEqual([]);
    const seen = grade({ limits }, { budget: 10 }, { price: 20, pricePerWish: 0.5 });
    expect(seen.criteria).toMatchObject([{ name: 'Price', level: 0 }]);
    expect(seen.limits).toMatchObject([{ name: 'Dear' }]);
    const capped = grade({ limits }, { budget: 10 }, { price: 8, smells: true });
    expect(capped.limits).toMatchObject([
      { name: 'Not fresh', isHard: false, because: 'it smells' },
    ]);
  });

  it('tells days, ways and names with "and" in them', () => {
    const limits = [
      '| Gone | Days left is less than 0 | 0 | it is past by {days left} |',
      '| Far and dear | Price and way is more than 5 EUR and Way is more than 100 km | 1 | {item shop} is {way} away |',
    ].join('\n');
    const home = { latitude: 48, longitude: 11 };
    const shops = { name: 'North', geo: { latitude: 52, longitude: 11 } };
    const item = { price: 8, shop: shops, bestBefore: '2026-02-27' };
    const { limits: held } = grade({ limits }, { budget: 10, home }, item);
    expect(held.map(({ because }) => because)).toEqual([
      'it is past by -2 days',
      expect.stringMatching(/^North is 44\d km away$/u) as string,
    ]);
  });

  it.each<[string, ShopParts, string, string]>([
    [
      'a limit on an unknown measure',
      { limits: '| X | Prise ratio is more than 150 % | 1 | dear |' },
      'unknown measure "Prise ratio" (did you mean "Price ratio"?)',
      '| X |',
    ],
    [
      'a hard limit on a taught measure',
      { limits: '| X | Freshness is not so fresh | 1 | old |' },
      'X: Freshness is a taught measure: only the build step can compute it, so no device could apply this limit; put it under "Grade caps"',
      '| X |',
    ],
    [
      'a hard limit on words by rarity',
      { limits: '| X | Word overlap is less than 10 % | 1 | other |' },
      'X: Word overlap weighs words by how rare they are',
      '| X |',
    ],
    [
      'words of a hard limit that no device knows',
      { limits: '| X | Avoided is yes | 1 | {smell} |' },
      'only the build step knows {smell}',
      '| X |',
    ],
    [
      'a value that the measure lacks',
      { caps: '| X | Freshness is rotten | 1 | old |' },
      '"rotten" is no value of Freshness; it has: fresh, not so fresh',
      '| X |',
    ],
    [
      'another unit than the measure has',
      { limits: '| X | Days left is less than 3 km | 1 | old |' },
      '"less than 3 km" is in km, but Days left is in days',
      '| X |',
    ],
    [
      'an unknown field in a reason',
      { reason: '{item prices}' },
      'unknown placeholder "item prices" (did you mean "item price"?)',
      '| 4 | at most',
    ],
    [
      'limits under another heading',
      { examples: '## More limits\n\n| Limit | When | At most | Reason |\n| - | - | - | - |' },
      'a table of limits stands under "More limits"',
      '| Limit | When | At most | Reason |\n| - |',
    ],
    [
      'an example without the item',
      { examples: '### Half\n\n```json\n{ "grade": 4, "profile": {} }\n```' },
      'an example needs "basket", an object',
      '{ "grade": 4',
    ],
    [
      'an example that breaks a limit',
      {
        examples:
          '### Nuts\n\n```json\n{ "grade": 4, "profile": { "budget": 10, "avoids": "nuts" }, "basket": { "price": 8, "contents": "nuts" } }\n```',
      },
      'breaks the hard limit "Avoided" of line 37: at most 0 (it holds what is avoided)',
      '{ "grade": 4',
    ],
  ])('refuses %s, with file and line', (_, parts, message, place) => {
    const { said, line } = problemOf(parts, place);
    expect(said).toContain('shop.md');
    expect(said).toContain(line);
    expect(said).toContain(message);
  });
});
