import { createRandom } from '../../core/math/random.ts';
import type { Graded } from './draw-graded.ts';
import type { Material } from './material.ts';
import type { Preset } from './presets.ts';
import type { Run } from './run.ts';
import { hasImpressions, trainClickTeacher } from '../teachers/click-teacher.ts';
import { joinMembers, trainChoiceMember, type ChoiceMember } from '../teachers/choice-teacher.ts';
import { trainPolicyTeacher, type TeacherOptions } from '../teachers/policy-teacher.ts';
import type { Teacher } from '../teachers/teacher.ts';
import type { WarmStart } from '../train/matches/contrast.ts';
import { createTitleDraw } from '../train/matches/title-pairs.ts';
import type { FitOptions } from '../train/network/fit.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';
import { hardenLists } from '../teachers/harden-lists.ts';
import type { GradedList, PairGrader } from '../train/data/graded-lists.ts';
import type { CandidateList } from '../train/data/lists.ts';
import type { PairData } from '../train/data/pair-data.ts';
import type { NetworkSize } from '../train/network/network-size.ts';
import type { Affine } from '../train/calibrate/platt.ts';
import {
  drawLists,
  gradedAsSoft,
  gradeSoft,
  teacherLogits,
  type SoftList,
} from '../teachers/soft-lists.ts';
import type { Tf } from '../train/backend/tf.ts';

/** Steps on choices that even a small log needs. */
const MIN_CHOICE_STEPS = 120;

export async function makePolicyTeacher(
  tf: Tf,
  material: Material,
  graded: Graded,
  preset: Preset,
  run: Run,
): Promise<Teacher | undefined> {
  const { stated, drawn, titles } = graded;
  if (drawn.length + stated.length === 0) {
    run.note('No policy teacher: no pair could be graded, and no grades were given.');
    return undefined;
  }
  return trainWith(
    run,
    'policy teacher',
    stepsOf(material, preset.policySteps, preset.policyWarmSteps),
    (shared) =>
      trainPolicyTeacher(
        tf,
        material.data,
        { stated, drawn: [...drawn, ...titles] },
        {
          ...shared,
          ...common(preset, preset.teacher, 'policy', run),
          warm: warmStart(material, preset.policyWarmSteps, preset),
        },
      ),
  );
}

/** The click teacher; it starts from what the policy teacher knows, where there is one. */
export async function makeClickTeacher(
  tf: Tf,
  material: Material,
  policyTeacher: Teacher | undefined,
  preset: Preset,
  run: Run,
): Promise<Teacher | undefined> {
  const { data, log } = material;
  if (log.impressions.length + log.choices.length === 0) {
    run.note('No click teacher: there are no events to learn from.');
    return undefined;
  }
  if (!hasImpressions(log)) return makeChoiceTeacher(tf, material, policyTeacher, preset, run);
  return trainWith(run, 'click teacher', preset.clickSteps, (shared) =>
    trainClickTeacher(tf, data, withVariants(material, run), {
      ...shared,
      ...common(preset, preset.teacher, 'click', run),
      start: policyTeacher,
    }),
  );
}

/** Share of what a profile was shown from which its variant learns in its place. */
const SHOWN_TO_VARIANT = 0.4;

function withVariants({ log, variants }: Material, run: Run): Material['log']['impressions'] {
  const random = createRandom(`${run.seed}/variants`);
  return log.impressions.map((shown) => {
    const variant = variants.get(shown.profile);
    const isVaried = variant !== undefined && random.next() < SHOWN_TO_VARIANT;
    return isVaried ? { ...shown, profile: variant } : shown;
  });
}

async function makeChoiceTeacher(
  tf: Tf,
  { data, log: { choices } }: Material,
  start: Teacher | undefined,
  preset: Preset,
  run: Run,
): Promise<Teacher> {
  const { steps, count } = choiceMembers(choices.length, preset);
  const members: ChoiceMember[] = [];
  for (let k = 1; k <= count; k++) {
    const member = await trainWith(run, `click teacher, ${k} of ${count}`, steps, (shared) =>
      trainChoiceMember(tf, data, choices, {
        ...shared,
        ...common(preset, preset.teacher, `click ${k}`, run),
        choicesPerBatch: preset.choicesPerBatch,
        start,
      }),
    );
    members.push(member);
  }
  return joinMembers(members);
}

/**
 * How many networks learn from a log of choices, and for how many steps each: as often as the preset wants each
 * choice to be learned from, and as many as its steps then allow.
 */
export function choiceMembers(
  choices: number,
  { choiceSteps, choiceEpochs, choicesPerBatch, maxChoiceMembers }: Preset,
): { steps: number; count: number } {
  const wanted = Math.max(MIN_CHOICE_STEPS, Math.round((choiceEpochs * choices) / choicesPerBatch));
  const steps = Math.min(choiceSteps, wanted);
  return { steps, count: Math.min(maxChoiceMembers, Math.floor(choiceSteps / steps)) };
}

/** The graded lists anew, with the mistakes of a policy teacher among them. */
export async function hardenGraded(
  { data }: Material,
  policy: Teacher,
  { stated, drawn, titles, shared }: Graded,
  grade: PairGrader,
  run: Run,
): Promise<Graded> {
  const bar = run.progress.bar('grade mistakes', drawn.length + titles.length, 'lists');
  const hardening = {
    data,
    grade,
    random: createRandom(`${run.seed}/harden`),
    score: (lists: readonly CandidateList[]) => teacherLogits(data, policy, lists),
    onLists: (count: number) => bar.advance(count),
  };
  const hardened = {
    stated,
    drawn: await hardenLists(drawn, hardening),
    titles: await hardenLists(titles, hardening),
    shared,
  };
  bar.done();
  return hardened;
}

/** What labels lists for the student. */
export interface Labelling {
  policyTeacher: Teacher | undefined;
  clickTeacher: Teacher | undefined;
  /** What a model is to learn of the policy. */
  teach: PairGrader;
  graded: Graded;
  /** Further teachers, which label what the click teacher labels. */
  others?: readonly Teacher[];
}

/**
 * Lists with labels for the student: drawn ones, labelled by the click teacher and by the policy itself, or by its
 * teacher where it cannot grade; then those that the policy has graded already, and of bare titles none for clicks.
 * Each kind fills whole batches.
 */
export async function makeSoftLists(
  material: Material,
  { policyTeacher: policy, clickTeacher: click, teach, graded, others = [] }: Labelling,
  preset: Preset,
  run: Run,
): Promise<SoftList[]> {
  const { data, learners, logged, chosen, mine, now } = material;
  const random = createRandom(`${run.seed}/lists`);
  const profiles = learners.slice(0, preset.softLists);
  const each = listsEach(preset.softLists, profiles);
  const sources = { data, logged, chosen, mine, at: now, random };
  const drawn = fillBatches(drawLists(sources, profiles, each, preset.lists), preset.lists);
  const asSoft = (lists: readonly GradedList[]): SoftList[] =>
    policy ? fillBatches(random.shuffle(gradedAsSoft(lists)), preset.lists) : [];
  const taught = asSoft(graded.drawn);
  const titles = asSoft(graded.titles);
  const policyLogits = policy && gradeSoft(drawn, teach);
  const ungraded = policy ? drawn.filter((_, i) => policyLogits?.[i] === undefined) : [];
  const labelled = ungraded.length + (click ? drawn.length + taught.length : 0);
  const bar = run.progress.bar('label lists', labelled, 'lists');
  const label = async (
    teacher: Teacher | undefined,
    lists: readonly CandidateList[],
  ): Promise<Float32Array[] | undefined> =>
    teacher && teacherLogits(data, teacher, lists, (count) => bar.advance(count));
  const guessed = await label(policy, ungraded);
  const clickLogits = await label(click, drawn);
  const taughtClicks = await label(click, taught);
  bar.done();
  const byOthers = await labelByOthers(data, [...drawn, ...taught], others, run);
  return [
    ...drawn.map((list, i) => ({
      ...list,
      policy: policyLogits?.[i] ?? guessed?.shift(),
      click: clickLogits?.[i],
      others: byOthers?.[i],
    })),
    ...taught.map((list, i) => ({
      ...list,
      click: taughtClicks?.[i],
      others: byOthers?.[drawn.length + i],
    })),
    ...titles,
    ...(policy ? gradedAsSoft(graded.shared) : []),
  ];
}

/** The labels of further teachers, by list; undefined without any. */
async function labelByOthers(
  data: PairData,
  lists: readonly CandidateList[],
  teachers: readonly Teacher[],
  run: Run,
): Promise<Float32Array[][] | undefined> {
  if (teachers.length === 0) return undefined;
  const bar = run.progress.bar('label lists', teachers.length * lists.length, 'lists');
  const labels: Float32Array[][] = lists.map(() => []);
  for (const teacher of teachers) {
    const logits = await teacherLogits(data, teacher, lists, (count) => bar.advance(count));
    for (const [i, own] of logits.entries()) labels[i]!.push(own);
  }
  bar.done();
  return labels;
}

/** The lists, and the first of them again until they fill whole batches: those of a batch have the same labels. */
function fillBatches<T>(lists: readonly T[], perBatch: number): T[] {
  const missing = (perBatch - (lists.length % perBatch)) % perBatch;
  if (lists.length === 0) return [];
  return [...lists, ...Array.from({ length: missing }, (_, i) => lists[i % lists.length]!)];
}

/** Lists a profile, where `lists` are spread over `profiles`. */
function listsEach(lists: number, profiles: readonly number[]): number {
  return Math.max(1, Math.floor(lists / Math.max(1, profiles.length)));
}

type Shared = Pick<FitOptions, 'onStep' | 'checkpoint' | 'signal' | 'steps'>;

/** With matches: their own steps first, and one beside each of the others. */
export function stepsOf({ matches }: Material, steps: number, warmSteps: number): number {
  return matches === undefined ? steps : warmSteps + 2 * steps;
}

/** Certain matches to begin with, where there are any. */
export function warmStart(
  { matches }: Material,
  steps: number,
  { matchesPerBatch }: Preset,
): WarmStart | undefined {
  if (matches === undefined) return undefined;
  return { matches, steps, size: matchesPerBatch, titles: createTitleDraw(matches) };
}

export async function trainWith<T>(
  run: Run,
  stage: string,
  steps: number,
  train: (shared: Shared) => Promise<T>,
): Promise<T> {
  const checkpoint = await run.checkpoint(stage);
  run.stage(stage, checkpoint.saved?.step === steps);
  const bar = run.progress.bar(stage, steps, 'steps');
  let shown = 0;
  const result = await train({
    steps,
    checkpoint,
    ...(run.signal ? { signal: run.signal } : {}),
    onStep(done) {
      bar.advance(done - shown);
      shown = done;
    },
  });
  bar.done();
  return result;
}

export function common(
  preset: Preset,
  size: NetworkSize,
  name: string,
  run: Run,
): Omit<TeacherOptions, 'steps'> {
  return {
    size,
    lists: preset.lists,
    rates: { dense: 0.003, table: 0.1 },
    seed: `${run.seed}/${name}`,
    random: createRandom(`${run.seed}/${name}/weights`),
  };
}

const OUTPUTS = ['head.outHidden', 'head.outCross', 'head.outDot', 'head.outBias'] as const;

/** Takes away an output that nothing taught: its logit is 0 for every pair. */
export function silenceHead(network: PairNetwork, head: number): void {
  mapHead(network, head, { scale: 0, offset: 0 });
}

/** Maps the logits of one output by `scale · logit + offset`. */
export function mapHead(network: PairNetwork, head: number, { scale, offset }: Affine): void {
  const { outputs = 2 } = network.size;
  for (const name of OUTPUTS) {
    const add = name === 'head.outBias' ? offset : 0;
    network.edit(name, (values) =>
      values.map((value, i) => (i % outputs === head ? scale * value + add : value)),
    );
  }
}
