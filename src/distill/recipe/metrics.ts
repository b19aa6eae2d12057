import type { Json } from '../../core/types.ts';
import type { TravelMetrics } from './measure-travel.ts';
import type { AlphaPoint } from './choose-alpha.ts';
import type { BlendChoice } from './choose-weights.ts';
import type { TeacherRow } from './measure-teachers.ts';
import type { FloorChoice } from './choose-floor.ts';
import type { EvaluationJson, IntervalJson } from '../evaluate/render-evaluation.ts';
import type { PartWorthJson, SignalPointJson } from '../evaluate/render-signals.ts';

/** What `<model>.metrics.json` holds: every figure of the card and of the report, with its source. */
export interface DistillMetrics {
  /** Where the figures are from: `simulated market, validation slates`. */
  source: string;
  simulated: boolean;
  /** Null where there is nothing to measure on, as are the parts that need it. */
  evaluation: EvaluationJson | null;
  /** Student ÷ teacher, nDCG@10, by teacher; `blend` is the student's own score ÷ the teachers' by the same α. */
  retention: Record<string, IntervalJson>;
  /** Of the teachers that a domain names beside policy and clicks: how well each orders held-out people's own. */
  teachers: TeacherRow[];
  quantization: {
    tau: number;
    overlap: number;
    /** nDCG@10 of int8 − float, paired by slate; and int8 ÷ float. */
    difference: IntervalJson;
    ratio: IntervalJson;
    /** Scores of sampled pairs, [float, int8]. */
    sample: [number, number][];
  } | null;
  /** What hard limits cost: nDCG@10 with them less that without, paired by slate; null where there are none. */
  limits: { count: number; difference: IntervalJson } | null;
  /** What it is worth that what the log says of items travels with them; null where it says nothing. */
  travels: TravelMetrics | null;
  /** By number of signals; empty where no slate has a history. */
  personalization: SignalPointJson[];
  /** The same with random signals among them, and after a change of interests. */
  noisy: SignalPointJson[];
  switched: SignalPointJson[];
  /** What each part of the personal layer is worth. */
  parts: PartWorthJson[];
  /** Of clicks on what held-out profiles were shown; empty where the log says of no item that it was not clicked. */
  reliability: {
    name: string;
    ece: number;
    auroc: IntervalJson;
    predictions: number;
    clicks: number;
    bins: { predicted: number; observed: IntervalJson }[];
  }[];
  /** What the student's grade does where one thing alone changes, and what the rubric's does. */
  sweeps: {
    name: string;
    unit: string;
    points: { value: number; student: number; rubric: number }[];
  }[];
  alpha: { alpha: number; sweep: AlphaPoint[] } | { chosen: number };
  /** Where a domain lists its teachers: the blends of their outputs, and which was taken. */
  blends: BlendChoice | null;
  /** The slack of the policy floor and what it was chosen by; null: too few held-out histories, the default. */
  floor: FloorChoice | null;
  personalizationChoices: Json;
  /** Weights by network: float teachers and student as trained, 4 bytes each. */
  weights: { name: string; count: number }[];
}

/** The figures that the model file itself keeps: those of its report, without curves and samples. */
export function chiefMetrics(metrics: DistillMetrics): Json {
  const { source, simulated, evaluation, retention, quantization, limits, reliability, alpha } =
    metrics;
  const { tau, overlap, difference } = quantization ?? {};
  return rounded({
    source,
    simulated,
    evaluation: evaluation && { ...evaluation, models: evaluation.models.filter(isShipped) },
    retention,
    quantization: quantization === null ? null : { tau, overlap, difference },
    limits,
    reliability: reliability.map(({ name, ece, auroc }) => ({ name, ece, auroc })),
    alpha: 'sweep' in alpha ? alpha.alpha : alpha.chosen,
  });
}

/** Figures with four decimals, which is more than their intervals tell. */
function rounded(figures: unknown): Json {
  return JSON.parse(
    JSON.stringify(figures, (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toFixed(4)) : value,
    ),
  ) as Json;
}

/** What ranks on devices, and the simple baseline that it is held against: every byte of a file is loaded. */
function isShipped({ name }: { name: string }): boolean {
  return ['BM25', 'student, int8', 'student, int8, personalized'].includes(name);
}

/** The measured part of the metrics. */
export type Measurements = Omit<
  DistillMetrics,
  'alpha' | 'blends' | 'floor' | 'personalizationChoices' | 'sweeps'
>;
