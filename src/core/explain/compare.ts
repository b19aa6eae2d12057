import type { Phrases } from './phrases.ts';
import type { Facts, Reason } from './reason.ts';

/**
 * Why one item scores differently from another of the same ranking: reason by reason, the contribution to
 * `above` less that to `below`. The differences sum to the difference of the scores; zeros are left out.
 * Largest first.
 */
export function compareReasons(
  above: readonly Reason[],
  below: readonly Reason[],
  phrases: Phrases,
): Reason[] {
  const rest = new Map(below.map((reason) => [keyOf(reason.facts), reason]));
  const differences: Reason[] = [];
  for (const reason of above) {
    const key = keyOf(reason.facts);
    const other = rest.get(key);
    rest.delete(key);
    differences.push(
      other === undefined
        ? reason
        : {
            contribution: reason.contribution - other.contribution,
            text:
              reason.text === other.text ? reason.text : phrases.versus(reason.text, other.text),
            facts: reason.facts,
          },
    );
  }
  for (const { contribution, text, facts } of rest.values()) {
    differences.push({ contribution: -contribution, text: phrases.versus('–', text), facts });
  }
  return differences
    .filter(({ contribution, facts }) => contribution !== 0 || /^(floor|limit)$/.test(facts.kind))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
}

function keyOf(facts: Facts): string {
  return 'name' in facts ? `${facts.kind}/${facts.name}` : facts.kind;
}
