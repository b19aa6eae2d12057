import { formatInterval, formatNumber } from '../console/format.ts';
import { FOREIGN, NOISE } from '../evaluate/measure-signals.ts';
import type { SignalPointJson } from '../evaluate/render-signals.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import { signalPlot } from './curves.ts';
import { BASELINE, draw, STUDENT } from './drawing.ts';
import { htmlTable } from './html.ts';
import { intervalPlot } from './interval-plot.ts';
import type { MakeFigure } from './model-figures.ts';
import type { Figure } from './page.ts';

/** What signals do by their number. */
export const signalFigure: MakeFigure = ({ personalization, source }) =>
  curveFigure(
    'After the first signals',
    `nDCG@10 once the model has seen a person's latest signals, against the same slates without (${source}). Each point has its own slates: those with histories long enough.`,
    personalization,
    source,
  );

/** The same with random clicks. */
export const noisyFigure: MakeFigure = ({ noisy = [], source }) =>
  curveFigure(
    'With random clicks',
    `The same where each signal is of a random item with a chance of ${NOISE} (${source}).`,
    noisy,
    source,
  );

/** The same after a change of interests. */
export const switchedFigure: MakeFigure = ({ switched = [], source }) =>
  curveFigure(
    'After a change of interests',
    `The same after ${FOREIGN} signals of somebody else, with the person's own after them (${source}).`,
    switched,
    source,
  );

/** What each part of the personal layer is worth. */
export const partsFigure: MakeFigure = ({ parts = [], source }) => {
  if (parts.length === 0) return undefined;
  const rows = parts.map(({ without, difference }) => ({
    name: without,
    ...asInterval(difference),
    colour: STUDENT,
  }));
  return {
    title: 'Parts of the personal layer',
    says: `nDCG@10 by all of a person's signals less the same without one part (${source}): what the part is worth.`,
    drawing: draw(
      `nDCG@10 lost without each part of the personal layer, ${source}`,
      intervalPlot(rows, { label: 'nDCG@10 lost without it →', reference: 0, digits: 4 }),
    ),
    numbers: htmlTable(
      ['without', 'nDCG@10 lost', 'poor-match@10 added', 'data'],
      parts.map(({ without, difference, poor }) => [
        without,
        formatInterval(asInterval(difference), 4),
        poor === null ? '' : formatInterval(asInterval(poor), 4),
        source,
      ]),
      [3],
    ),
  };
};

function curveFigure(
  title: string,
  says: string,
  points: readonly SignalPointJson[],
  source: string,
): Figure | undefined {
  if (points.length < 2) return undefined;
  return {
    title,
    says,
    keys: [
      ['without signals', BASELINE],
      ['personalized', STUDENT],
    ],
    drawing: draw(`nDCG@10 by signals seen: ${title.toLowerCase()}, ${source}`, signalPlot(points)),
    numbers: htmlTable(
      [
        'signals',
        'slates',
        'without',
        'with',
        'difference',
        'among no poor matches',
        'poor-match@10',
        'harmed',
        'data',
      ],
      points.map(({ signals, slates, base, personalized, difference, judged, harm }) => [
        String(signals),
        String(slates),
        ...[base, personalized, difference].map((interval) => formatInterval(asInterval(interval))),
        judged ? formatInterval(asInterval(judged.difference)) : '',
        judged
          ? `${formatNumber(asInterval(judged.poorBase).mean)} → ${formatNumber(asInterval(judged.poor).mean)}`
          : '',
        `${formatNumber(100 * asInterval(harm).mean, 1)} %`,
        source,
      ]),
      [8],
    ),
  };
}
