import type { Json } from '../../core/types.ts';
import { formatInterval, formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import type { ModelEvaluation, SlatesReport } from './evaluate-model.ts';
import { HARM } from './signal-curve.ts';
import { offPolicyJson, renderOffPolicy } from './off-policy/render-off-policy.ts';
import { pairsJson, renderPairs } from './render-pairs.ts';
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
  const { name, evaluation, personalization, poorMatch } = report;
  const share = poorMatch.gradedShare;
  const graded =
    share === undefined ? '' : `; the rubric grades ${formatNumber(100 * share, 0)} % of the pairs`;
  const judgedSlates = evaluation.rows[0]?.metrics[`poor-match@${evaluation.k}`]?.n ?? 0;
  const parts = [
    `${name}\n`,
    renderEvaluation(evaluation, { source }),
    `Poor matches (grade at most 1) judged by ${poorMatch.by} on ${judgedSlates} slates${graded}\n`,
  ];
  if (personalization.length > 0) {
    parts.push(
      `\nPersonalization, nDCG@${evaluation.k} after the latest signals\n`,
      renderTable(
        [
          { title: 'signals', align: 'right' },
          { title: 'slates', align: 'right' },
          { title: 'without', align: 'right' },
          { title: 'with', align: 'right' },
          { title: 'difference', align: 'right' },
          { title: 'among no poor matches', align: 'right' },
          { title: `poor-match@${evaluation.k}`, align: 'right' },
          { title: 'harmed', align: 'right' },
          { title: 'data' },
        ],
        personalization.map(({ signals, slates, base, personalized, difference, harm, judged }) => [
          String(signals),
          String(slates),
          formatInterval(base),
          formatInterval(personalized),
          formatInterval(difference),
          judged === undefined ? '' : formatInterval(judged.difference),
          judged === undefined
            ? ''
            : `${formatNumber(judged.poorBase.mean)} → ${formatNumber(judged.poor.mean)}`,
          `${formatNumber(100 * harm.mean, 1)} %`,
          source,
        ]),
      ),
      `Harmed: slates that signals made worse by more than ${HARM}\n`,
    );
  }
  return parts.join('');
}

/**
 * The same as JSON, unrounded; what has no value is null.
 * `{ source, alpha, slates: [{ name, source, k, slates, profiles, slatesWithoutGain, models: [{ name,
 * metrics }], poorMatch, personalization }], pairs: [{ name, kinds: [{ kind, right, accuracy, bm25 }], all, wrong }],
 * clicks, offPolicy }`.
 */
export function modelEvaluationJson(evaluation: ModelEvaluation, source: string): Json {
  const { alpha, slates, pairs, clicks, offPolicy } = evaluation;
  return {
    source,
    alpha,
    slates: slates.map(({ name, evaluation: measured, personalization, poorMatch }) => ({
      name,
      ...(evaluationJson(measured, { source }) as unknown as Record<string, Json>),
      poorMatch: { by: poorMatch.by, gradedShare: poorMatch.gradedShare ?? null },
      personalization: personalization.map(
        ({ signals, slates: count, base, personalized, difference, harm, judged }) => ({
          signals,
          slates: count,
          base: intervalJson(base),
          personalized: intervalJson(personalized),
          difference: intervalJson(difference),
          harm: intervalJson(harm),
          judged:
            judged === undefined
              ? null
              : {
                  difference: intervalJson(judged.difference),
                  poorBase: intervalJson(judged.poorBase),
                  poor: intervalJson(judged.poor),
                },
        }),
      ),
    })),
    pairs: pairs.map(pairsJson),
    clicks:
      clicks === undefined
        ? null
        : { auroc: intervalJson(clicks.auroc), shown: clicks.shown, clicked: clicks.clicked },
    offPolicy: offPolicy === undefined ? null : offPolicyJson(offPolicy),
  };
}
