import type { Json } from '../../core/types.ts';
import { formatInterval, formatNumber } from '../console/format.ts';
import type { ModelEvaluation, SlatesReport } from './evaluate-model.ts';
import { offPolicyJson, renderOffPolicy } from './off-policy/render-off-policy.ts';
import { pairsJson, renderPairs } from './render-pairs.ts';
import { renderSignals, signalsJson } from './render-signals.ts';
import { evaluationJson, intervalJson, renderEvaluation } from './render-evaluation.ts';

/** A model's evaluation for the console; the source of the numbers stands in every line of a table. */
export function renderModelEvaluation(evaluation: ModelEvaluation, source: string): string {
  const parts = evaluation.slates.map((report) => renderSlates(report, source));
  parts.push(...evaluation.pairs.map((report) => renderPairs(report, source)));
  const { clicks, offPolicy } = evaluation;
  if (clicks !== undefined) {
    parts.push(
      `Click head, AUROC over ${clicks.shown} items shown after training, ${clicks.clicked} clicked: ` +
        `${formatInterval(clicks.auroc)} (${source})\n`,
    );
  }
  if (offPolicy !== undefined) parts.push(renderOffPolicy(offPolicy, source));
  return parts.join('\n');
}

function renderSlates(report: SlatesReport, source: string): string {
  const { name, evaluation, signals, poorMatch } = report;
  const share = poorMatch.gradedShare;
  const graded =
    share === undefined ? '' : `; the rubric grades ${formatNumber(100 * share, 0)} % of the pairs`;
  const judgedSlates = evaluation.rows[0]?.metrics[`poor-match@${evaluation.k}`]?.n ?? 0;
  return [
    `${name}\n`,
    renderEvaluation(evaluation, { source }),
    `Poor matches (grade at most 1) judged by ${poorMatch.by} on ${judgedSlates} slates${graded}\n`,
    renderSignals(signals, evaluation.k, source),
  ].join('');
}

/**
 * The same as JSON, unrounded; what has no value is null.
 * `{ source, weights, slates: [{ name, source, k, slates, profiles, slatesWithoutGain, models: [{ name,
 * metrics }], poorMatch, personalization, noisy, switched, parts }], pairs: [{ name, kinds: [{ kind, right, accuracy, bm25 }], all, wrong }],
 * clicks, offPolicy }`.
 */
export function modelEvaluationJson(evaluation: ModelEvaluation, source: string): Json {
  const { weights, slates, pairs, clicks, offPolicy } = evaluation;
  return {
    source,
    weights,
    slates: slates.map(({ name, evaluation: measured, signals, poorMatch }) => {
      const { curve, noisy, switched, parts } = signalsJson(signals);
      return {
        name,
        ...evaluationJson(measured, { source }),
        poorMatch: { by: poorMatch.by, gradedShare: poorMatch.gradedShare ?? null },
        personalization: curve,
        noisy,
        switched,
        parts,
      } as unknown as Json;
    }),
    pairs: pairs.map(pairsJson),
    clicks:
      clicks === undefined
        ? null
        : { auroc: intervalJson(clicks.auroc), shown: clicks.shown, clicked: clicks.clicked },
    offPolicy: offPolicy === undefined ? null : offPolicyJson(offPolicy),
  };
}
