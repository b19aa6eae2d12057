import { crossFeatures, FEATURES_PER_CROSS } from '../../../core/features/crosses.ts';
import { DAY_MS } from '../../../core/features/evidence.ts';
import { createEncoder, type ProfileCode } from '../../../core/student/encode.ts';
import { addResiduals } from '../../../core/student/residual-encoder.ts';
import { applyLimits } from '../../../core/limits/apply-limits.ts';
import { limitsOf } from '../../../core/limits/limits-of.ts';
import { foldProfile } from '../../../core/student/fold.ts';
import { capLogit } from '../../../core/student/outputs.ts';
import { scoreItems } from '../../../core/student/score.ts';
import { itemCodeBytes, type Student } from '../../../core/student/student.ts';
import type { CandidateList } from './lists.ts';
import type { PairData } from './pair-data.ts';

/** Scores lists with the integer student, exactly as it ships; item codes are made once. */
export interface StudentLists {
  /** Codes of all items of the data, `itemCodeBytes(student)` each. */
  codes: Uint8Array;
  stride: number;
  /** Length of a code's dense part. */
  width: number;
  /** The base score of a list's items. */
  blend(list: CandidateList): Float64Array;
  /** Logits of a list's items by output, the policy's as hard limits leave them, and the best grade that these leave. */
  score(list: CandidateList): { logits: readonly Float64Array[]; caps: Uint8Array };
}

/** @param residuals what a log says of items, by key: see `addResiduals` */
export function createStudentLists(
  student: Student,
  data: PairData,
  now: number,
  residuals: ReadonlyMap<string, Int8Array> = new Map(),
): StudentLists {
  const { schema, parameters } = student;
  const stride = itemCodeBytes(student);
  const encoder = addResiduals(createEncoder(student), student, residuals);
  const codes = new Uint8Array(stride * data.items.count);
  for (const [i, item] of data.itemObjects.entries())
    codes.set(encoder.item(item, now), i * stride);
  const signed = new Int8Array(codes.buffer);
  const profiles = new Map<number, ProfileCode>();
  const features = FEATURES_PER_CROSS * schema.crosses.length;
  const limits = { limits: limitsOf(student), schema, stride };
  const lists: StudentLists = {
    codes,
    stride,
    width: parameters.width,
    blend(list) {
      const { logits } = lists.score(list);
      return blendLogits(logits, student.weights);
    },
    score(list) {
      let profile = profiles.get(list.profile);
      if (profile === undefined) {
        profile = encoder.profile(data.profileObjects[list.profile], now);
        if (profiles.size >= 1000) profiles.clear();
        profiles.set(list.profile, profile);
      }
      const evidence = { ...profile.evidence, today: Math.floor(list.at / DAY_MS) };
      const slots = Uint32Array.from(list.items);
      const crosses = new Uint8Array(features * slots.length);
      for (let k = 0; k < slots.length; k++) {
        crossFeatures(
          schema,
          evidence,
          codes,
          slots[k]! * stride + parameters.width,
          crosses,
          k * features,
        );
      }
      const { outputs, outputScale, outputOffset, policyAt } = student;
      const out = new Int32Array(outputs.length * slots.length);
      scoreItems(foldProfile(parameters, profile.dense), signed, stride, slots, crosses, out);
      const caps = new Uint8Array(slots.length);
      applyLimits(limits, evidence, codes, slots, caps, new Uint32Array(slots.length));
      const logits = outputs.map((_, k) =>
        Float64Array.from(slots, (_slot, i) => {
          const logit = out[outputs.length * i + k]! * outputScale[k]! + outputOffset[k]!;
          return k === policyAt ? capLogit(logit, caps[i]!) : logit;
        }),
      );
      return { logits, caps };
    },
  };
  return lists;
}

/** The scores of a list's items: `Σ weight · logit`, by output. */
export function blendLogits(
  logits: readonly Float64Array[],
  weights: readonly number[],
): Float64Array {
  return logits[0]!.map((_, i) =>
    weights.reduce((sum, weight, k) => sum + weight * logits[k]![i]!, 0),
  );
}
