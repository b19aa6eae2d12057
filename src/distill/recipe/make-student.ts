import { readSchema } from '../../core/features/read-schema.ts';
import { createRandom } from '../../core/math/random.ts';
import { DEFAULT_PRIOR } from '../../core/format/prior.ts';
import { loadStudent } from '../../core/student/load.ts';
import { makeCanaries } from '../../core/student/make-canaries.ts';
import type { Student } from '../../core/student/student.ts';
import { writeStudent, type StudentContent } from '../../core/student/write.ts';
import type { Json } from '../../core/types.ts';
import { heldOutImpressions, shownPairs } from './calibrate-click-teacher.ts';
import { chooseAlpha, type AlphaChoice } from './choose-alpha.ts';
import { chooseWeights, type BlendChoice } from './choose-weights.ts';
import type { Teaching } from '../domain.ts';
import { weightsByName } from '../evaluate/named-weights.ts';
import { keepOutputs } from './keep-outputs.ts';
import type { OtherTeacher } from './other-teachers.ts';
import { chooseFloor, type FloorChoice } from './choose-floor.ts';
import { makeLogCodes } from './make-residuals.ts';
import { learnsCodesOnly } from './fit-student.ts';
import { learningEvents, type Material } from './material.ts';
import type { Preset } from './presets.ts';
import { quantizeNetwork } from '../quantize/quantize-network.ts';
import type { Run } from './run.ts';
import { common, mapHead, silenceHead, stepsOf, trainWith, warmStart } from './stages.ts';
import type { Teacher } from '../teachers/teacher.ts';
import { mapLogit, type LogitMap } from '../train/calibrate/calibrate-clicks.ts';
import type { PairGrader } from '../train/data/graded-lists.ts';
import { CLICK } from '../train/network/losses.ts';
import { fitPlatt } from '../train/calibrate/platt.ts';
import { TOGETHER_WIDTH } from '../residuals/learn-together.ts';
import { learnGiven } from '../train/choices/learn-given.ts';
import { groupChoices } from '../train/choices/choices-by-profile.ts';
import { learnPrior } from '../train/choices/learn-prior.ts';
import type { CodeLabels } from '../teachers/code-labels.ts';
import { createCodeLesson } from '../train/student/distill-codes.ts';
import { makeBatch } from '../train/data/lists.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';
import type { SoftList } from '../teachers/soft-lists.ts';
import { createStudentLists } from '../train/data/student-lists.ts';
import type { Tf } from '../train/backend/tf.ts';
import { trainStudent } from '../train/student/train-student.ts';

/** What a student is made from. */
export interface StudentSources {
  material: Material;
  schemaHash: string;
  /** Lists with the labels of whichever teachers there are, as trained. */
  soft: readonly SoftList[];
  policyTeacher: Teacher | undefined;
  clickTeacher: Teacher | undefined;
  /** Of the click teacher, where choices are all there is to learn from. */
  /** Further teachers, and the list in which all stand; without one policy and clicks teach. */
  others?: readonly OtherTeacher[];
  teaching?: Teaching | undefined;
  codeLabels: CodeLabels | undefined;
  grade: PairGrader;
  /** What the model file says beside the student: hard limits, words of reasons. */
  metadata: Readonly<Record<string, string>>;
  /** Weight of the policy head; default: chosen on held-out profiles. */
  alpha: number | undefined;
  /** Whether to learn what the log says of single items. */
  withLogCodes: boolean;
}

/** A distilled student: as trained, as it ships, and how it was chosen. */
export interface MadeStudent {
  network: PairNetwork;
  /** All that a model file says but its metadata. */
  content: StudentContent;
  student: Student;
  alphaChoice: AlphaChoice | undefined;
  blendChoice: BlendChoice | undefined;
  floorChoice: FloorChoice | undefined;
  personalizationChoices: Json;
  /** What the log says of items, by key; undefined where it says nothing, or was not asked. */
  residuals: ReadonlyMap<string, Int8Array> | undefined;
}

/**
 * Distills labelled lists into one student, quantizes it, chooses α on held-out profiles, learns what the log
 * says of items and the personalization prior with it, chooses the policy floor, and makes the canaries.
 *
 * @param stage the name of its training, which is also that of its checkpoint
 */
export async function makeStudent(
  tf: Tf,
  sources: StudentSources,
  preset: Preset,
  run: Run,
  stage = 'student',
): Promise<MadeStudent> {
  const { material, soft, policyTeacher, clickTeacher, codeLabels, grade } = sources;
  const { others = [], teaching } = sources;
  const { data } = material;
  const names = ['policy', 'click', ...others.map(({ source }) => source.name)];
  const taught = preset.recipe.matches ? material : { ...material, matches: undefined };
  const { calibration } = preset.recipe;
  const map = calibration === 'labels' ? clickTeacher?.map : undefined;
  const labels = map === undefined ? soft : soft.map((list) => mapClicks(list, map));
  const lesson =
    codeLabels && learnsCodesOnly(codeLabels, preset.recipe)
      ? createCodeLesson(data, material.log.choices, codeLabels, preset)
      : undefined;
  const network = await trainWith(
    run,
    stage,
    stepsOf(taught, lesson ? preset.codeSteps : preset.studentSteps, preset.studentWarmSteps),
    (shared) =>
      trainStudent(
        tf,
        data,
        labels,
        {
          policy: true,
          click: clickTeacher?.calibrated ?? false,
          others: others.map(({ teacher }) => teacher.calibrated),
        },
        {
          ...shared,
          ...common(
            preset,
            others.length === 0 ? preset.student : { ...preset.student, outputs: names.length },
            'student',
            run,
          ),
          warm: warmStart(taught, preset.studentWarmSteps, preset),
          recipe: preset.recipe,
          codes: lesson,
        },
      ),
  );
  if (policyTeacher === undefined) silenceHead(network, 0);
  if (clickTeacher === undefined) silenceHead(network, 1);

  if (calibration === 'output' && clickTeacher?.calibrated) {
    const slates = heldOutImpressions(material).calibrate;
    const affine = fitPlatt(
      await shownPairs(material, { ...clickTeacher, networks: [network] }, slates),
    );
    if (affine !== undefined) mapHead(network, CLICK, affine);
  }
  if (calibration === 'output') {
    for (const [o, { source, lesson: own, teacher }] of others.entries()) {
      if (source.kind !== 'events') continue;
      const head = CLICK + 1 + o;
      const student = { ...teacher, networks: [network], head };
      const affine = fitPlatt(await shownPairs(material, student, own.slates.heldOut));
      if (affine !== undefined) mapHead(network, head, affine);
    }
  }

  const typical = Array.from({ length: 8 }, (_, i) =>
    makeBatch(
      data,
      soft.slice(i * 16, (i + 1) * 16).length > 0
        ? soft.slice(i * 16, (i + 1) * 16)
        : soft.slice(0, 16),
    ),
  );
  const content: StudentContent = {
    schema: data.schema,
    schemaHash: sources.schemaHash,
    ...(await quantizeNetwork(network, data, preset.student.format, typical)),
    weights: alphaWeights(policyTeacher === undefined ? 0 : clickTeacher === undefined ? 1 : 0.5),
    personalization: DEFAULT_PRIOR,
    canaries: [],
    metadata: sources.metadata,
  };
  if (teaching !== undefined) stateOutputs(content, names, teaching);
  let student = loadStudent(writeStudent(content));
  const lists = createStudentLists(student, data, material.now);
  let alphaChoice: AlphaChoice | undefined;
  let blendChoice: BlendChoice | undefined;
  if (sources.alpha !== undefined) {
    const { alpha } = sources;
    content.weights = weightsByName(student.outputs, { policy: alpha, click: 1 - alpha });
  } else if (teaching !== undefined) {
    const random = createRandom(`${run.seed}/weights`);
    const { goal } = teaching;
    blendChoice = chooseWeights(student, material, lists, grade, random, others, goal);
    content.weights = blendChoice.weights;
  } else if (policyTeacher !== undefined && clickTeacher !== undefined) {
    alphaChoice = chooseAlpha(material, lists, grade, createRandom(`${run.seed}/alpha`));
    content.weights = alphaWeights(alphaChoice.alpha);
  }
  student = loadStudent(writeStudent(content));
  const logCodes = sources.withLogCodes
    ? await makeLogCodes(tf, material, student, preset.residualEpochs, run)
    : undefined;
  if (logCodes !== undefined) {
    content.schema = readSchema(data.schema.source, TOGETHER_WIDTH);
    student = loadStudent(writeStudent(content));
  }
  const own = createStudentLists(student, data, material.now);
  const events = learningEvents(material.tables);
  const learned = learnPrior({
    student,
    data,
    lists: own,
    served: logCodes && createStudentLists(student, data, material.now, logCodes.served),
    events,
    chosen: material.log.impressions.length > 0 ? undefined : chosenBy(material),
    heldOut: new Set(material.heldOut),
    now: material.now,
    random: createRandom(`${run.seed}/prior`),
  });
  content.personalization = learned.prior;
  student = loadStudent(writeStudent(content));
  const floorChoice = chooseFloor(student, material, grade, createRandom(`${run.seed}/floor`));
  if (floorChoice !== undefined) {
    content.personalization = { ...learned.prior, floor: { slack: floorChoice.slack } };
  }
  const { given } = learnGiven(
    data,
    own,
    events,
    material.now,
    new Set(material.heldOut),
    createRandom(`${run.seed}/given`),
    material.tables.eventTypes,
  );
  content.personalization = { ...content.personalization, given };
  content.canaries = await makeCanaries(student, run.seed);
  student = loadStudent(writeStudent(content));
  return {
    network,
    content,
    student,
    alphaChoice,
    blendChoice,
    floorChoice,
    personalizationChoices: learned.choices,
    residuals: logCodes?.shipped,
  };
}

/** What policy and clicks are worth. */
function alphaWeights(alpha: number): number[] {
  return [alpha, 1 - alpha];
}

/** Says which outputs there are, and leaves out what nobody teaches. */
function stateOutputs(content: StudentContent, names: readonly string[], teaching: Teaching): void {
  const outputs = teaching.teachers.map(({ name }) => name);
  const which = outputs.map((name) => names.indexOf(name));
  content.parameters = {
    ...content.parameters,
    head: keepOutputs(content.parameters.head, which),
  };
  content.outputScale = which.map((k) => content.outputScale[k]!);
  content.outputOffset = which.map((k) => content.outputOffset[k]!);
  content.outputs = outputs;
  content.weights = outputs.map(() => 1 / outputs.length);
  if (teaching.teachers.some(({ range }) => range !== undefined)) {
    content.outputRange = teaching.teachers.map(
      ({ kind, range }) => range ?? (kind === 'policy' ? [0, 4] : [0, 1]),
    );
  }
}

function chosenBy({ log }: Material): number[][] {
  return [...groupChoices(log.choices).chosen.values()].map((own) => [...own]);
}

function mapClicks(list: SoftList, map: LogitMap): SoftList {
  return { ...list, click: list.click?.map((logit) => mapLogit(map, logit)) };
}
