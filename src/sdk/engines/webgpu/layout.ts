import type { Student } from '../../../core/student/student.ts';

/** Where everything lies in the kernel's buffers, in 32-bit words. */
export interface GpuLayout {
  /** An item's record: its dense code, four components a word and filled up with zeros, then its evidence. */
  denseWords: number;
  recordWords: number;
  /** Cross features, four a word. */
  crossWords: number;
  hidden: number;
  outputs: number;
  /** The packed head: weights, cross weights, bias, multiplier, weights of the outputs, profile, shifts. */
  weights: number;
  crossWeights: number;
  bias: number;
  multiplier: number;
  outHidden: number;
  outCross: number;
  profile: number;
  /** Of each output the weight of the dot product, then of each what is added. */
  outputConstants: number;
  constants: number;
  headWords: number;
  /** For each cross: where its part of the profile's evidence starts. */
  evidence: number[];
  evidenceWords: number;
}

/** Constants of a query, in this order from `GpuLayout.constants`. */
export const CONSTANTS = ['crossShift', 'shift', 'outHiddenShift', 'outCrossShift'] as const;

/** A bit for each match key. */
export const KEY_WORDS = 2048;
/** The most places of a profile: `collect` reads no more values than that. */
export const MAX_PLACES = 256;

/** The most keys of a profile that items may name. */
export const MAX_TERMS = 255;

/** The data of a cross of a profile: of a mention its bits, how many keys there are, and each with its weight. */
const EVIDENCE_WORDS: Readonly<Record<string, number>> = {
  match: KEY_WORDS,
  distance: 3 * MAX_PLACES,
  mention: KEY_WORDS + 1 + MAX_TERMS,
};

/** Lays out the buffers for a student. */
export function createGpuLayout(student: Student): GpuLayout {
  const { width, head } = student.parameters;
  const { crosses, evidenceBytes } = student.schema;
  const denseWords = Math.ceil(width / 4);
  const crossWords = Math.ceil(crosses.length / 2);
  const { hidden } = head;
  const outputs = student.outputs.length;
  let end = 0;
  const place = (words: number): number => (end += words) - words;
  const parts = {
    weights: place(hidden * denseWords),
    crossWeights: place(hidden * crossWords),
    bias: place(hidden),
    multiplier: place(hidden),
    outHidden: place(outputs * hidden),
    outCross: place(2 * outputs * crossWords),
    profile: place(denseWords),
    outputConstants: place(2 * outputs),
    constants: place(CONSTANTS.length),
  };
  const headWords = end;
  // Evidence: the day, then for each cross a word that says what is known, and its data.
  end = 1;
  const evidence = crosses.map(({ kind }) => place(1 + (EVIDENCE_WORDS[kind] ?? 0)));
  return {
    denseWords,
    recordWords: denseWords + Math.ceil(evidenceBytes / 4),
    crossWords,
    hidden,
    outputs,
    ...parts,
    headWords,
    evidence,
    evidenceWords: end,
  };
}
