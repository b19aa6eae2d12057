import { crossFeatures } from '../../core/features/crosses.ts';
import { DAY_MS, type ProfileEvidence } from '../../core/features/evidence.ts';
import type { ObjectEncoder } from '../../core/student/residual-encoder.ts';
import { applyLimits, NO_CAP } from '../../core/limits/apply-limits.ts';
import { limitsOf } from '../../core/limits/limits-of.ts';
import { foldProfile, type Query } from '../../core/student/fold.ts';
import { readOutputs } from '../../core/student/outputs.ts';
import { scoreItems } from '../../core/student/score.ts';
import type { Student } from '../../core/student/student.ts';
import type { Item, Profile } from '../../core/types.ts';
import type { ItemCodes } from './item-codes.ts';

/** What the model says of each candidate of one list, before personalization. */
export interface SlateOutcomes {
  slots: Uint32Array;
  /** What each output says of each item, better first where it is higher, by its name. */
  heads: Readonly<Record<string, Float64Array>>;
  /** The policy's expected grade, 0 … 4; of a model without a policy nothing is poor. */
  expected: Float64Array;
  /** What ranks, in logits, before what is forbidden is put behind everything that is not. */
  score: Float64Array;
  /** The best grade that the model's limits leave each item. */
  caps: Uint8Array;
  /** The same score as if there were no limits. */
  unlimited: Float64Array;
}

/** Runs the model on (profile, candidates) at a time; the last answer is kept, by identity. */
export type OutcomesOf = (
  profile: Profile,
  candidates: readonly Item[],
  at: number,
) => SlateOutcomes;

/** A profile made ready for scoring. */
interface Ready {
  profile: Profile;
  day: number;
  query: Query;
  evidence: ProfileEvidence;
}

/** Creates the forward pass over whole slates, by the scalar definition alone. */
export function createSlateOutcomes(
  student: Student,
  encoder: ObjectEncoder,
  codes: ItemCodes,
  weights: readonly number[] = student.weights,
): OutcomesOf {
  const { schema, parameters } = student;
  const { width, crossFeatures: features } = parameters;
  const limits = { limits: limitsOf(student), schema, stride: codes.stride };
  let ready: Ready | undefined;
  let last: { candidates: readonly Item[]; ready: Ready; outcomes: SlateOutcomes };
  let crosses = new Uint8Array(0);
  let outputs = new Int32Array(0);
  const names = student.outputs;
  const values = new Float64Array(names.length);

  function prepare(profile: Profile, day: number): Ready {
    if (ready?.profile === profile && ready.day === day) return ready;
    const { dense, evidence } = encoder.profile(profile, day * DAY_MS);
    ready = { profile, day, query: foldProfile(parameters, dense), evidence };
    return ready;
  }

  return (profile, candidates, at) => {
    // A ranking does not depend on the minute, as on the device.
    const now = prepare(profile, Math.floor(at / DAY_MS));
    if (last?.ready === now && last.candidates === candidates) return last.outcomes;
    const slots = codes.slots(candidates);
    const count = slots.length;
    const bytes = codes.all();
    if (crosses.length < count * features) crosses = new Uint8Array(count * features);
    if (outputs.length < names.length * count) outputs = new Int32Array(names.length * count);
    for (let i = 0; i < count; i++) {
      const from = slots[i]! * codes.stride + width;
      crossFeatures(schema, now.evidence, bytes, from, crosses, i * features);
    }
    scoreItems(now.query, new Int8Array(bytes.buffer), codes.stride, slots, crosses, outputs);
    const outcomes: SlateOutcomes = {
      slots,
      heads: Object.fromEntries(names.map((name) => [name, new Float64Array(count)])),
      expected: new Float64Array(count).fill(4),
      score: new Float64Array(count),
      caps: new Uint8Array(count),
      unlimited: new Float64Array(count),
    };
    const { caps } = outcomes;
    applyLimits(limits, now.evidence, bytes, slots, caps, new Uint32Array(count));
    for (let i = 0; i < count; i++) {
      const from = names.length * i;
      outcomes.unlimited[i] = readOutputs(student, outputs, from, values, weights);
      outcomes.score[i] =
        caps[i] === NO_CAP
          ? outcomes.unlimited[i]!
          : readOutputs(student, outputs, from, values, weights, caps[i]);
      for (const [k, name] of names.entries()) outcomes.heads[name]![i] = values[k]!;
      if (student.policyAt >= 0) outcomes.expected[i] = values[student.policyAt]!;
    }
    last = { candidates, ready: now, outcomes };
    return outcomes;
  };
}
