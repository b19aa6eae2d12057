import type { WhenSource } from '../../core/limits/limit.ts';
import { whenSource } from './limit-sources.ts';
import type { Limit, Policy } from './policy.ts';

/** What a policy compiles to, as far as grades depend on it: plain values, made for hashing. */
export interface PolicyContent {
  grades: readonly [grade: number, from: number][];
  criteria: readonly {
    weight: number;
    required: boolean;
    levels: readonly [level: number, when: WhenSource][];
  }[];
  limits: readonly [cap: number, when: readonly WhenSource[]][];
  caps: PolicyContent['limits'];
  leastEvidence: number;
  /** Numbers of the settings that measures are computed with. */
  settings: Readonly<Record<string, number>>;
}

/**
 * Takes of a policy what grades depend on. Prose, names, meanings, reasons and examples are left out, so that two
 * documents which grade alike have the same content, and a checkpoint of one serves the other. Criteria stand in the
 * document's order, since sums of floating-point numbers do; limits in any, since the lowest wins.
 */
export function policyContent(policy: Policy): PolicyContent {
  return {
    grades: policy.grades.map(({ grade, from }) => [grade, from]),
    criteria: policy.criteria.map(({ weight, required, measure, levels }) => ({
      weight,
      required,
      levels: levels.map(({ level, condition }) => [level, sorted(measure, condition)]),
    })),
    limits: limitContent(policy.limits),
    caps: limitContent(policy.caps),
    leastEvidence: policy.settings.leastEvidence,
    settings: policy.domain.settings,
  };
}

function limitContent(limits: readonly Limit[]): PolicyContent['limits'] {
  const content = limits.map(({ cap, conditions }): PolicyContent['limits'][number] => [
    cap,
    conditions.map(({ measure, condition }) => sorted(measure, condition)),
  ]);
  const key = (limit: PolicyContent['limits'][number]): string => JSON.stringify(limit);
  return content.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** A condition, its values in an order that the document does not decide. */
function sorted(...[measure, condition]: Parameters<typeof whenSource>): WhenSource {
  const source = whenSource(measure, condition);
  return 'values' in source ? { ...source, values: [...source.values].sort() } : source;
}
