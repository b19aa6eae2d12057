import { formatInterval, formatNumber } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import { FOREIGN, NOISE, type PartWorth, type SignalsReport } from './measure-signals.ts';
import { intervalJson, type IntervalJson } from './render-evaluation.ts';
import { HARM, type SignalPoint } from './signal-curve.ts';

/** A point of a curve as JSON can hold it. */
export interface SignalPointJson {
  signals: number;
  slates: number;
  base: IntervalJson;
  personalized: IntervalJson;
  difference: IntervalJson;
  /** Share of slates that signals made worse by more than 0.05. */
  harm: IntervalJson;
  /** Among items that are no poor matches, and the share of poor matches; null where nobody judges. */
  judged: { difference: IntervalJson; poorBase: IntervalJson; poor: IntervalJson } | null;
}

/** What a part of the personal layer is worth, as JSON can hold it. */
export interface PartWorthJson {
  without: string;
  difference: IntervalJson;
  poor: IntervalJson | null;
}

/** {@link SignalsReport} as JSON can hold it. */
export interface SignalsJson {
  curve: SignalPointJson[];
  noisy: SignalPointJson[];
  switched: SignalPointJson[];
  parts: PartWorthJson[];
}

/** What signals do, unrounded. */
export function signalsJson({ curve, noisy, switched, parts }: SignalsReport): SignalsJson {
  return {
    curve: curve.map(pointJson),
    noisy: noisy.map(pointJson),
    switched: switched.map(pointJson),
    parts: parts.map(({ without, difference, poor }) => ({
      without,
      difference: intervalJson(difference),
      poor: poor === undefined ? null : intervalJson(poor),
    })),
  };
}

function pointJson({ judged, ...point }: SignalPoint): SignalPointJson {
  const { signals, slates, base, personalized, difference, harm } = point;
  return {
    signals,
    slates,
    base: intervalJson(base),
    personalized: intervalJson(personalized),
    difference: intervalJson(difference),
    harm: intervalJson(harm),
    judged: judged
      ? {
          difference: intervalJson(judged.difference),
          poorBase: intervalJson(judged.poorBase),
          poor: intervalJson(judged.poor),
        }
      : null,
  };
}

/** What signals do, as tables for the console; the source stands in every line. Empty without histories. */
export function renderSignals(report: SignalsReport, k: number, source: string): string {
  const { curve, noisy, switched, parts } = report;
  if (curve.length === 0) return '';
  return [
    `\nPersonalization, nDCG@${k} after the latest signals\n`,
    renderCurve(curve, k, source),
    `Harmed: slates that signals made worse by more than ${HARM}\n`,
    `\nThe same where each signal is of a random item with a chance of ${NOISE}\n`,
    renderCurve(noisy, k, source),
    `\nThe same after ${FOREIGN} signals of somebody else: interests that have changed\n`,
    renderCurve(switched, k, source),
    `\nThe personal layer less what it is without each part, by all signals\n`,
    renderParts(parts, k, source),
  ].join('');
}

function renderCurve(points: readonly SignalPoint[], k: number, source: string): string {
  return renderTable(
    [
      { title: 'signals', align: 'right' },
      { title: 'slates', align: 'right' },
      { title: 'without', align: 'right' },
      { title: 'with', align: 'right' },
      { title: 'difference', align: 'right' },
      { title: 'among no poor matches', align: 'right' },
      { title: `poor-match@${k}`, align: 'right' },
      { title: 'harmed', align: 'right' },
      { title: 'data' },
    ],
    points.map(({ signals, slates, base, personalized, difference, harm, judged }) => [
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
  );
}

function renderParts(parts: readonly PartWorth[], k: number, source: string): string {
  return renderTable(
    [
      { title: 'without' },
      { title: `nDCG@${k} lost`, align: 'right' },
      { title: `poor-match@${k} added`, align: 'right' },
      { title: 'data' },
    ],
    parts.map(({ without, difference, poor }) => [
      without,
      formatInterval(difference, 4),
      poor === undefined ? '' : formatInterval(poor, 4),
      source,
    ]),
  );
}
