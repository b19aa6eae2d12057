import type { GradeValue, Json } from '../../core/types.ts';
import type { Policy } from '../policy/policy.ts';

/** What a language model answers about one pair. */
export interface LlmAnswer {
  /** Null where the model says that the policy cannot grade the pair. */
  grade: GradeValue | null;
  rationale: string;
  /** Level by criterion; null where there is no evidence. Empty where the model gave none. */
  criteria: Record<string, GradeValue | null>;
  /** Ids of the hard limits that hold. */
  limits: string[];
}

const GRADES = [0, 1, 2, 3, 4, null];

/**
 * The JSON schema of an {@link LlmAnswer} for a policy, in the strict subset that structured outputs
 * accept: every property required, none besides. Levels come before the grade, and the grade before its
 * reason, as the policy has it, since a model writes from left to right.
 */
export function answerSchema(policy: Policy): { [key: string]: Json } {
  const level = { type: ['integer', 'null'], enum: GRADES };
  const limits = [...policy.limits, ...policy.caps].map(({ id }) => id);
  return object({
    criteria: object(Object.fromEntries(policy.criteria.map(({ id }) => [id, level]))),
    limits: {
      type: 'array',
      items: limits.length > 0 ? { type: 'string', enum: limits } : { type: 'string' },
    },
    grade: level,
    rationale: { type: 'string' },
  });
}

function object(properties: { [key: string]: Json }): { [key: string]: Json } {
  return {
    type: 'object',
    properties,
    required: Object.keys(properties),
    additionalProperties: false,
  };
}
