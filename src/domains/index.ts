/** The build step as a library, for Node: everything that the `pocketrank` command is made of. */
export { distill, type Distilled, type DistillOptions } from '../distill/recipe/distill.ts';
export {
  ablate,
  type AblateOptions,
  type Ablations,
  type VariantResult,
} from '../distill/recipe/ablate.ts';
export { type DistillMetrics } from '../distill/recipe/metrics.ts';
export { STUDENT_SIZES, type StudentSize } from '../distill/recipe/student-size.ts';
export { PRESET_NAMES, PRESETS, type Preset, type PresetName } from '../distill/recipe/presets.ts';
export { inferSchema, type InferredSchema } from '../distill/schema/infer-schema.ts';

export {
  type Domain,
  type DomainCode,
  type Domains,
  type SimulatedTables,
  type TaughtFacts,
  type TaughtPair,
} from '../distill/domain.ts';
export { openDomain, type OpenDomainOptions } from '../distill/open-domain.ts';
export { domains } from './registry.ts';

export { openTables } from '../distill/tables/open-tables.ts';
export { writeTable } from '../distill/tables/write-table.ts';
export { formatBadRows } from '../distill/tables/bad-rows.ts';
export {
  type BadRow,
  type BadRowReason,
  type BadRowSummary,
  type OpenTablesOptions,
  type TableFile,
  type TableKind,
  type Tables,
} from '../distill/tables/types.ts';

export { compilePolicy, type CompilePolicyOptions } from '../distill/policy/compile-policy.ts';
export { openPolicy, requirePolicy } from '../distill/policy/open-policy.ts';
export {
  createRubricGrader,
  type CriterionResult,
  type LimitResult,
  type RubricGrade,
  type RubricGrader,
  type RubricGraderOptions,
  type Ungraded,
} from '../distill/policy/rubric-grader.ts';
export {
  diffPolicies,
  type GradeChange,
  type PolicyDiff,
  type PolicyPair,
} from '../distill/policy/diff-policies.ts';
export { agreement, type Agreement } from '../distill/policy/agreement.ts';
export { type Policy } from '../distill/policy/policy.ts';

export {
  evaluateModel,
  type EvaluateModelOptions,
  type ModelEvaluation,
  type SlatesReport,
} from '../distill/evaluate/evaluate-model.ts';
export {
  evaluateSlates,
  type EvaluateSlatesOptions,
  type Evaluation,
  type EvaluationRow,
  type NamedScorer,
} from '../distill/evaluate/evaluate-slates.ts';
export {
  createModelScorers,
  type ModelScorerOptions,
  type ModelScorers,
} from '../distill/evaluate/model-scorer.ts';
export { standardBaselines } from '../distill/evaluate/baselines/standard.ts';
export { trainingEvents } from '../distill/evaluate/training-events.ts';
export {
  modelEvaluationJson,
  renderModelEvaluation,
} from '../distill/evaluate/render-model-evaluation.ts';
export { type Baseline, type Scorer } from '../distill/evaluate/scorer.ts';
export { type Interval } from '../distill/evaluate/bootstrap.ts';
export { type SignalPoint } from '../distill/evaluate/signal-curve.ts';

export { simulateDomain, type SimulateDomainOptions } from '../distill/simulate/simulate-domain.ts';
export { createMarket } from './jobs/market/create-market.ts';
export { writeMarket } from './jobs/market/write-market.ts';
export { MARKET_PRESETS } from './jobs/market/presets.ts';
export { type Market, type MarketOptions, type MarketTruth } from './jobs/market/types.ts';

export {
  createProgress,
  type Progress,
  type ProgressOptions,
} from '../distill/console/progress.ts';
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
