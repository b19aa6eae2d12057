import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/core/math/random.ts';
import {
  couldBeWrong,
  mayFit,
  type Match,
  type Matches,
} from '../../../../src/distill/train/data/matches.ts';
import { createTitleDraw } from '../../../../src/distill/train/matches/title-pairs.ts';

/** Groups 0 to 5 in families of two, three titles of each in two languages; 0 and 2 are related. */
function matches(titlesEach = 3): Matches {
  const list: Match[] = [];
  for (const language of ['en', 'de']) {
    for (let group = 0; group < 6; group++) {
      for (let t = 0; t < titlesEach; t++) {
        const alike = new Set(t === 0 && group < 2 ? [0, 1] : [group]);
        const family = 10 + (group >> 1);
        list.push({ profile: list.length, items: [0], group, family, language, alike });
      }
    }
  }
  return { list, related: new Map([[0, new Set([2])]]) };
}

describe('mayFit', () => {
  it('says of a batch what couldBeWrong says of each pair', () => {
    const all = matches();
    const fits = mayFit(all, all.list, all.list.slice(0, 9));
    for (const [i, match] of all.list.entries()) {
      for (const [j, other] of all.list.slice(0, 9).entries()) {
        expect(fits[i * 9 + j]).toBe(couldBeWrong(all, match, other) ? 0 : 1);
      }
    }
  });
});

describe('createTitleDraw', () => {
  it('draws titles with partners that mean the same, and masks what may fit too', () => {
    const all = matches();
    const draw = createTitleDraw(all)!;
    const families = new Set<boolean>();
    const languages = new Set<string>();
    for (let step = 0; step < 60; step++) {
      const { titles, partners, mask } = draw.draw(8, createRandom(`pairs/${step}`));
      const [own, other] = [titles, partners].map((which) =>
        [...which].map((profile) => all.list[profile]!),
      ) as [Match[], Match[]];
      languages.add(`${own[0]!.language} ${other[0]!.language}`);
      for (const [i, title] of own.entries()) {
        expect(title.language).toBe(own[0]!.language);
        expect(other[i]!.family).toBe(title.family);
        expect(mask[i * 8 + i]).toBe(0);
        families.add(other[i]!.group === title.group);
        for (const [j, partner] of other.entries()) {
          if (i !== j && partner.group === title.group) expect(mask[i * 8 + j]).toBeLessThan(-1e3);
          if (title.family !== partner.family && title.group > 2 && partner.group > 2) {
            expect(mask[i * 8 + j]).toBe(0);
          }
        }
      }
    }
    expect(families).toEqual(new Set([true, false]));
    expect(languages).toEqual(new Set(['en en', 'de de', 'de en', 'en de']));
  });

  it('gives none where no group has two titles in a language', () => {
    expect(createTitleDraw(matches(1))).toBeUndefined();
  });
});
