import type { TableFormat } from '../../core/format/packed-table.ts';
import { DEFAULT_RECIPE, type Recipe } from '../train/student/recipe.ts';
import type { NetworkSize } from '../train/network/network-size.ts';

/** How much work a distillation does. */
export interface Preset {
  teacher: NetworkSize;
  /** The student of size `base`; `studentOfSize` derives the others. */
  student: NetworkSize & { format: TableFormat };
  /**
   * The same where its codes alone learn, from choices: the head is then the cosine, and what it would take goes
   * into towers.
   */
  codeStudent: NetworkSize & { format: TableFormat };
  recipe: Recipe;
  /** Lists that the policy grades for its teacher, at most; spread over all profiles. */
  gradedLists: number;
  /** The same for bare titles of a taxonomy, where one is given. */
  titleLists: number;
  /** Lists that share their items with others of a batch, of people and of bare titles, for the student. */
  sharedLists: number;
  /** Training steps by network. */
  policySteps: number;
  clickSteps: number;
  studentSteps: number;
  /** How often each profile teaches residuals of items; 0: there are none. */
  residualEpochs: number;
  /**
   * Where the log has choices alone: how often each teaches a network of the click teacher, choices a batch, steps
   * of all these networks together at most, and how many networks at most.
   */
  choiceEpochs: number;
  choicesPerBatch: number;
  choiceSteps: number;
  maxChoiceMembers: number;
  /** Where the student's codes alone learn, from the click teacher's: steps, and profiles (and items) a batch. */
  codeSteps: number;
  codesPerBatch: number;
  /** Steps on certain matches before the others, where a taxonomy is given; and matches a batch. */
  policyWarmSteps: number;
  studentWarmSteps: number;
  matchesPerBatch: number;
  /** Lists a batch. */
  lists: number;
  /** Lists that the student is distilled on, at most; spread over all profiles. */
  softLists: number;
  /** Whether its report also tells random clicks, a change of interests, and what each part of the prior is worth. */
  reportsEverything: boolean;
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
    codeStudent: { tableRows: 1000, width: 16, tower: 8, hidden: 8, format: 'int4' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 60,
    titleLists: 16,
    sharedLists: 8,
    policySteps: 40,
    clickSteps: 40,
    policyWarmSteps: 20,
    studentWarmSteps: 20,
    matchesPerBatch: 32,
    studentSteps: 60,
    residualEpochs: 1,
    choiceEpochs: 2,
    choicesPerBatch: 64,
    choiceSteps: 40,
    maxChoiceMembers: 1,
    codeSteps: 60,
    codesPerBatch: 64,
    lists: 8,
    softLists: 200,
    reportsEverything: false,
  },
  quick: {
    teacher: { tableRows: 20_000, width: 64, tower: 64, hidden: 32, format: 'float' },
    student: { tableRows: 4000, width: 64, tower: 32, hidden: 32, format: 'int4' },
    codeStudent: { tableRows: 4000, width: 64, tower: 32, hidden: 8, format: 'int4' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 1200,
    titleLists: 600,
    sharedLists: 640,
    policySteps: 450,
    clickSteps: 350,
    policyWarmSteps: 200,
    studentWarmSteps: 400,
    matchesPerBatch: 256,
    studentSteps: 700,
    residualEpochs: 5,
    choiceEpochs: 3,
    choicesPerBatch: 512,
    choiceSteps: 360,
    maxChoiceMembers: 3,
    codeSteps: 300,
    codesPerBatch: 256,
    lists: 32,
    softLists: 3000,
    reportsEverything: false,
  },
  full: {
    teacher: { tableRows: 50_000, width: 96, tower: 96, hidden: 48, format: 'float' },
    student: { tableRows: 3840, width: 128, tower: 0, hidden: 32, format: 'ternary' },
    codeStudent: { tableRows: 3200, width: 128, tower: 96, hidden: 8, format: 'ternary' },
    recipe: DEFAULT_RECIPE,
    gradedLists: 6000,
    titleLists: 3000,
    sharedLists: 9600,
    policySteps: 500,
    clickSteps: 700,
    studentSteps: 2600,
    residualEpochs: 6,
    choiceEpochs: 3,
    choicesPerBatch: 512,
    choiceSteps: 1200,
    maxChoiceMembers: 5,
    codeSteps: 500,
    codesPerBatch: 512,
    policyWarmSteps: 400,
    studentWarmSteps: 4000,
    matchesPerBatch: 640,
    lists: 48,
    softLists: 6000,
    reportsEverything: true,
  },
};
