import { describe, expect, it } from 'vitest';
import { protectedWarnings } from '../../src/core/features/check-protected.ts';
import { domains } from '../../src/domains/registry.ts';
import { checkDomain, openEdited } from './domain-checks.ts';

const lending = await domains.open('lending');

const POSTAL_CODES = `fields:
  - name: district
    kind: category
    item: attributes.servedPostalCodes
    profile: attributes.postalCode
`;
const CROSSED = `measures:
  - name: Same district
    kind: same
    item: district
`;

/** What is said of lending with a field of postal codes, and with more edits. */
async function warningsWith(...edits: [from: string, to: string][]): Promise<string[]> {
  const added = ['fields:\n', POSTAL_CODES] as [string, string];
  return protectedWarnings((await openEdited('lending', 'schema.yaml', added, ...edits)).schema);
}

describe('the domain of lending', () => {
  checkDomain(lending, { one: 'loan', many: 'loans' });

  it('exempts no protected attribute, and warns of nothing', () => {
    expect(lending.schema.protected?.exempt ?? []).toEqual([]);
    expect(protectedWarnings(lending.schema)).toEqual([]);
  });

  it('warns of a postal code that is embedded, and of one that is crossed', async () => {
    expect(await warningsWith()).toEqual([
      expect.stringMatching(/"district".*attributes\.servedPostalCodes.*is embedded\.$/u),
      expect.stringMatching(/"district".*attributes\.postalCode.*is embedded\.$/u),
    ]);
    expect(await warningsWith(['measures:\n', CROSSED])).toEqual([
      expect.stringMatching(/servedPostalCodes.*is embedded, is crossed by "Same district"\.$/u),
      expect.stringMatching(
        /attributes\.postalCode.*is embedded, is crossed by "Same district"\.$/u,
      ),
    ]);
  });

  it.each(['maritalStatus', 'birthDate', 'dependants', 'religion', 'phoneModel'])(
    'refuses %s',
    async (word) => {
      const read = openEdited('lending', 'schema.yaml', [
        'profile: attributes.incomeKind',
        `profile: [attributes.incomeKind, attributes.${word}]`,
      ]);
      await expect(read).rejects.toMatchObject({ code: 'PROTECTED_ATTRIBUTE' });
    },
  );

  it('refuses an alias that names two kinds of income', async () => {
    const twice = openEdited('lending', 'lexicon.yaml', ['pension,', 'freelance,']);
    await expect(twice).rejects.toMatchObject({
      code: 'INVALID_LEXICON',
      message: expect.stringMatching(/lexicon\.yaml, line \d+: .*freelance/su),
    });
  });
});
