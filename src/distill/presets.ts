import type { TableFormat } from '../core/format/packed-table.ts';
import { DEFAULT_RECIPE, type Recipe } from './recipe.ts';
import type { NetworkSize } from './train/pair-network.ts';

/** How much work a distillation does. */
export interface Preset {
  teacher: NetworkSize;
  /** The student of size `base`; `studentOfSize` derives the others. */
  student: NetworkSize & { format: TableFormat };
  recipe: Recipe;
  /** Lists that the policy grades for its teacher, at most; spread over all profiles. */
  gradedLists: number;
  /** Training steps by network. */
  policySteps: number;
  clickSteps: number;
  studentSteps: number;
  /** How often each choice teaches residuals of jobs; 0: there are none. */
  residualEpochs: number;
  /** Where the log has choices alone: how often each teaches the click teacher, and choices a batch. */
  choiceEpochs: number;
  choicesPerBatch: number;
  /** Steps on certain matches before the others, where a taxonomy is given; and matches a batch. */
  policyWarmSteps: number;
  studentWarmSteps: number;
  matchesPerBatch: number;
  /** Lists a batch. */
  lists: number;
  /** Lists that the student is distilled on, at most; spread over all profiles. */
  softLists: number;
}

export const PRESET_NAMES = ['smoke', 'quick', 'full'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/**
 * `smoke` to see within seconds that tables, schema and policy go through (its model is no good), `quick` for
 * a first look within a minute or so, `full` for a model to ship.
 */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  smoke: {
    teacher: { tableRows: 2000, width: 16, tower: 16, hidden: 8, format: 'float' },
    student: { tableRows: 1000, width: 16, tower: 8, hidden: 8, format: 'int4' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 60,
    policySteps: 40,
    clickSteps: 40,
    policyWarmSteps: 20,
    studentWarmSteps: 20,
    matchesPerBatch: 32,
    studentSteps: 60,
    residualEpochs: 1,
    choiceEpochs: 2,
    choicesPerBatch: 64,
    lists: 8,
    softLists: 200,
  },
  quick: {
    teacher: { tableRows: 20_000, width: 64, tower: 64, hidden: 32, format: 'float' },
    student: { tableRows: 4000, width: 64, tower: 32, hidden: 32, format: 'int4' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 1200,
    policySteps: 450,
    clickSteps: 350,
    policyWarmSteps: 200,
    studentWarmSteps: 400,
    matchesPerBatch: 256,
    studentSteps: 1000,
    residualEpochs: 3,
    choiceEpochs: 3,
    choicesPerBatch: 512,
    lists: 32,
    softLists: 3000,
  },
  full: {
    teacher: { tableRows: 50_000, width: 96, tower: 96, hidden: 48, format: 'float' },
    student: { tableRows: 4900, width: 128, tower: 0, hidden: 32, format: 'ternary' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 16_000,
    policySteps: 800,
    clickSteps: 700,
    studentSteps: 2400,
    residualEpochs: 8,
    choiceEpochs: 3,
    choicesPerBatch: 512,
    policyWarmSteps: 400,
    studentWarmSteps: 2000,
    matchesPerBatch: 640,
    lists: 48,
    softLists: 16_000,
  },
};
