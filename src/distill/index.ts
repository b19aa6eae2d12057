/** The build step as a library, for Node: everything that the `pocketrank` command is made of. */
export { distill, type Distilled, type DistillOptions } from './recipe/distill.ts';
export { ablate, type AblateOptions, type Ablations, type VariantResult } from './recipe/ablate.ts';
export { type DistillMetrics } from './recipe/metrics.ts';
export { STUDENT_SIZES, type StudentSize } from './recipe/student-size.ts';
export { PRESET_NAMES, PRESETS, type Preset, type PresetName } from './recipe/presets.ts';
export { inferSchema, type InferredSchema } from './schema/infer-schema.ts';
export { JOBS_SCHEMA } from '../domains/jobs/jobs-schema.ts';

export { openTables } from './tables/open-tables.ts';
export { writeTable } from './tables/write-table.ts';
export { formatBadRows } from './tables/bad-rows.ts';
export {
  type BadRow,
  type BadRowReason,
  type BadRowSummary,
  type OpenTablesOptions,
  type TableFile,
  type TableKind,
  type Tables,
} from './tables/types.ts';

export { compilePolicy, type CompilePolicyOptions } from './policy/compile-policy.ts';
export { jobPolicyMarkdown, loadJobPolicy } from '../domains/jobs/job-policy.ts';
export {
  createRubricGrader,
  type CriterionResult,
  type LimitResult,
  type RubricGrade,
  type RubricGrader,
  type RubricGraderOptions,
  type Ungraded,
} from './policy/rubric-grader.ts';
export {
  diffPolicies,
  type GradeChange,
  type PolicyDiff,
  type PolicyPair,
} from './policy/diff-policies.ts';
export { agreement, type Agreement } from './policy/agreement.ts';
export { type Policy } from './policy/policy.ts';

export {
  evaluateModel,
  type EvaluateModelOptions,
  type ModelEvaluation,
  type SlatesReport,
} from './evaluate/evaluate-model.ts';
export {
  evaluateSlates,
  type EvaluateSlatesOptions,
  type Evaluation,
  type EvaluationRow,
  type NamedScorer,
} from './evaluate/evaluate-slates.ts';
export {
  createModelScorers,
  type ModelScorerOptions,
  type ModelScorers,
} from './evaluate/model-scorer.ts';
export { standardBaselines } from './evaluate/baselines/standard.ts';
export { trainingEvents } from './evaluate/training-events.ts';
export { modelEvaluationJson, renderModelEvaluation } from './evaluate/render-model-evaluation.ts';
export { type Baseline, type Scorer } from './evaluate/scorer.ts';
export { type Interval } from './evaluate/bootstrap.ts';
export { type SignalPoint } from './evaluate/signal-curve.ts';

export { createMarket } from '../domains/jobs/market/create-market.ts';
export { writeMarket } from '../domains/jobs/market/write-market.ts';
export { MARKET_PRESETS } from '../domains/jobs/market/presets.ts';
export { type Market, type MarketOptions, type MarketTruth } from '../domains/jobs/market/types.ts';

export { createProgress, type Progress, type ProgressOptions } from './console/progress.ts';
export { loadStudent } from '../core/student/load.ts';
export { type Student } from '../core/student/student.ts';
export { isPocketRankError, PocketRankError, type ErrorCode } from '../core/errors.ts';
export {
  type Grade,
  type GradeValue,
  type HistoryEvent,
  type Item,
  type Json,
  type LogEvent,
  type Profile,
  type Slate,
} from '../core/types.ts';
export { type SchemaSource } from '../core/features/schema.ts';
