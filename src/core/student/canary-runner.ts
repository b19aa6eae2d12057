import { PocketRankError } from '../errors.ts';
import type { ProfileEvidence } from '../features/evidence.ts';
import type { Canary } from '../format/model-file.ts';
import { hashStart, hashStep, mix32 } from '../math/hash.ts';
import type { Encoder } from './encode-with.ts';
import { foldProfile, type Query } from './fold.ts';
import { itemCodeBytes, type Student } from './student.ts';

/** A way to encode and score that is to give a model's recorded bits: an engine's, or the definition. */
export interface CanaryRunner {
  encoder: Encoder;
  /** @param codes `count` item codes, one after the other @param out receives an integer for each output, of each */
  score(
    query: Query,
    evidence: ProfileEvidence,
    codes: Uint8Array,
    count: number,
    out: Int32Array,
  ): void | Promise<void>;
}

/**
 * Runs a canary's input.
 *
 * @returns codes and outputs in a canary's form
 */
export async function runCanaryWith(
  student: Student,
  input: Pick<Canary, 'now' | 'profile' | 'items'>,
  { encoder, score }: CanaryRunner,
): Promise<Pick<Canary, 'codes' | 'outputs'>> {
  const stride = itemCodeBytes(student);
  const count = input.items.length;
  const codes = new Uint8Array(stride * count);
  for (const [i, item] of input.items.entries())
    codes.set(encoder.item(item, input.now), i * stride);
  const { dense, evidence } = encoder.profile(input.profile, input.now);
  const outputs = student.outputs.length;
  const out = new Int32Array(outputs * count);
  await score(foldProfile(student.parameters, dense), evidence, codes, count, out);
  return {
    codes: input.items.map((_, i) => hashBytes(codes, i * stride, stride)),
    outputs: input.items.map((_, i) => [...out.subarray(outputs * i, outputs * (i + 1))]),
  };
}

/** Checks every canary of a model. @throws CANARY_FAILED naming the first difference */
export async function checkCanariesWith(student: Student, runner: CanaryRunner): Promise<void> {
  const canaries = JSON.parse(student.metadata.canaries ?? '[]') as Canary[];
  for (const [c, canary] of canaries.entries()) {
    const got = await runCanaryWith(student, canary, runner);
    for (let i = 0; i < canary.items.length; i++) {
      const [have, want] = [got, canary].map(({ codes, outputs }) => `${codes[i]}, ${outputs[i]}`);
      if (have === want) continue;
      throw new PocketRankError(
        'CANARY_FAILED',
        `Canary ${c + 1}, item ${i + 1}: hash of the code and outputs are ${have}, recorded as ${want}.`,
        { hint: 'The model file is damaged, or this engine computes something else.' },
      );
    }
  }
}

function hashBytes(bytes: Uint8Array, from: number, count: number): number {
  let state = hashStart(0);
  for (let i = from; i < from + count; i++) state = hashStep(state, bytes[i]!);
  return mix32(state);
}
