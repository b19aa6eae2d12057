import * as Plot from '@observablehq/plot';
import type { AlphaPoint } from '../recipe/choose-alpha.ts';
import type { FloorPoint } from '../recipe/choose-floor.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import { formatNumber } from '../console/format.ts';
import type { SignalPointJson } from '../evaluate/render-signals.ts';
import type { DistillMetrics } from '../recipe/metrics.ts';
import {
  BASELINE,
  CHOSEN,
  FAINT,
  HALO,
  INK,
  INTERVAL,
  STUDENT,
  TEACHER,
  WIDTHS,
  type Drawing,
} from './drawing.ts';

/** Room that every curve leaves for its axes. */
const FRAME = { height: 300, marginLeft: 48, marginBottom: 44, marginTop: 28, marginRight: 18 };

const cross = () => [
  Plot.gridX({ ticks: 5, stroke: FAINT, strokeOpacity: 1 }),
  Plot.gridY({ ticks: 5, stroke: FAINT, strokeOpacity: 1 }),
];

/** Grades along a sweep: the student's and the rubric's. The points stand at equal steps, whatever lies between. */
export function sweepPlot({ unit, points }: DistillMetrics['sweeps'][number]): Drawing {
  const rows = points.flatMap(({ value, student, rubric }) => [
    { value, kind: 'rubric', grade: rubric, colour: TEACHER },
    { value, kind: 'student', grade: student, colour: STUDENT },
  ]);
  return () => ({
    ...FRAME,
    x: {
      label: `${unit} →`,
      type: 'point',
      domain: points.map(({ value }) => value),
      padding: 0.4,
    },
    y: { label: '↑ grade', domain: [0, 4], ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: FAINT, strokeOpacity: 1 }),
      ...['rubric', 'student'].flatMap((kind) => {
        const own = rows.filter((row) => row.kind === kind);
        return [
          Plot.line(own, { x: 'value', y: 'grade', stroke: 'colour', strokeWidth: 2 }),
          Plot.dot(own, { x: 'value', y: 'grade', fill: 'colour', r: 4 }),
        ];
      }),
    ],
  });
}

/** Clicks against poor matches for every weight of the policy: up and to the left is better. */
export function alphaPlot(sweep: readonly AlphaPoint[], chosen: number): Drawing {
  return () => {
    const name = (alpha: number, text: string, side: 1 | -1, dy = 0) =>
      Plot.text(
        sweep.filter((point) => point.alpha === alpha),
        {
          x: 'poor',
          y: 'click',
          text: () => `${text}${formatNumber(alpha, 2)}`,
          dx: 11 * side,
          dy,
          textAnchor: side === 1 ? 'start' : 'end',
          fill: INK,
          ...HALO,
        },
      );
    const points = sweep.filter(({ alpha }) => alpha === chosen);
    return {
      ...FRAME,
      x: { label: 'poor matches among the first ten →', ticks: 5, inset: 48 },
      y: { label: '↑ nDCG@10 of clicks', nice: true, ticks: 5 },
      marks: [
        ...cross(),
        Plot.line(sweep, { x: 'poor', y: 'click', stroke: STUDENT, strokeWidth: 2 }),
        Plot.dot(sweep, { x: 'poor', y: 'click', fill: STUDENT, r: 3 }),
        Plot.dot(points, { x: 'poor', y: 'click', fill: CHOSEN, r: 7 }),
        ...(chosen === 0 ? [] : [name(0, 'α ', 1)]),
        ...(chosen === 1 ? [] : [name(1, 'α ', -1)]),
        name(chosen, 'chosen: α ', 1, 14),
      ],
    };
  };
}

/** A network's size and how well it ranks. */
export interface SizedModel {
  name: string;
  kilobytes: number;
  mean: number;
  low: number;
  high: number;
  colour: string;
}

const isNear = (a: SizedModel, b: SizedModel): boolean =>
  Math.abs(Math.log(a.kilobytes / b.kilobytes)) < 0.05;

/** Quality against size, the size on a logarithmic scale: up and to the left is better. */
export function sizePlot(models: readonly SizedModel[]): Drawing {
  const sizes = models.map((model) => model.kilobytes);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const domain = [least / 1.5, most * 1.5] as const;
  return (width) => {
    const ticks = [0, 1, 2, 3, 4, 5]
      .flatMap((power) =>
        (width === WIDTHS.narrow ? [1, 3] : [1, 2, 5]).map((n) => n * 10 ** power),
      )
      .filter((tick) => tick >= domain[0] && tick <= domain[1]);
    return {
      ...FRAME,
      x: { label: 'KB →', type: 'log', domain, ticks, tickFormat: ',~r' },
      y: { label: '↑ nDCG@10', nice: true, ticks: 5, inset: 18 },
      marks: [
        Plot.gridX(ticks, { stroke: FAINT, strokeOpacity: 1 }),
        Plot.gridY({ ticks: 5, stroke: FAINT, strokeOpacity: 1 }),
        ...models.flatMap((model, i) => {
          // Models of about one size stand side by side.
          const before = models.slice(0, i).filter((m) => isNear(m, model)).length;
          const dx = 12 * before;
          const rival = models.find((other) => other !== model && isNear(other, model));
          const above = rival === undefined ? i % 2 === 0 : model.mean >= rival.mean;
          return [
            Plot.ruleX([model], {
              x: 'kilobytes',
              y1: 'low',
              y2: 'high',
              ...INTERVAL,
              dx,
            }),
            Plot.dot([model], { x: 'kilobytes', y: 'mean', fill: 'colour', r: 6, dx }),
            // Names stand over and under the intervals by turns: sizes may be close together.
            Plot.text([model], {
              x: 'kilobytes',
              y: above ? 'high' : 'low',
              text: 'name',
              dx,
              dy: above ? -11 : 11,
              fill: INK,
              ...HALO,
            }),
          ];
        }),
      ],
    };
  };
}

export const RELIABILITY_COLOURS = [BASELINE, 'var(--teacher)', STUDENT] as const;

/** Clicked share against predicted probability; on the diagonal they are one. */
export function reliabilityPlot(curves: DistillMetrics['reliability']): Drawing {
  const points = curves.flatMap(({ name, bins }, i) =>
    bins.map(({ predicted, observed }) => ({
      name,
      predicted,
      ...asInterval(observed),
      colour: RELIABILITY_COLOURS.at(i - curves.length)!,
    })),
  );
  const top = Math.max(...points.flatMap(({ predicted, high }) => [predicted, high]));
  return () => ({
    ...FRAME,
    x: { label: 'predicted probability of a click →', domain: [0, top], nice: true, ticks: 5 },
    y: { label: '↑ share clicked', domain: [0, top], nice: true, ticks: 5 },
    marks: [
      ...cross(),
      Plot.line(
        [
          [0, 0],
          [top, top],
        ],
        { stroke: INK, strokeDasharray: '3 3', strokeOpacity: 0.6 },
      ),
      Plot.ruleX(points, {
        x: 'predicted',
        y1: 'low',
        y2: 'high',
        stroke: 'colour',
        strokeOpacity: 0.3,
        strokeWidth: 3,
      }),
      Plot.line(points, {
        x: 'predicted',
        y: 'mean',
        z: 'name',
        stroke: 'colour',
        strokeWidth: 2,
      }),
      Plot.dot(points, { x: 'predicted', y: 'mean', fill: 'colour', r: 3.5 }),
    ],
  });
}

/** Scores of the integers that ship against those of the floats they were made from. */
export function quantizationPlot(sample: readonly (readonly [number, number])[]): Drawing {
  const all = sample.flat();
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return () => ({
    ...FRAME,
    x: { label: 'score, float →', nice: true, ticks: 5 },
    y: { label: '↑ score, int8', nice: true, ticks: 5 },
    marks: [
      ...cross(),
      Plot.line(
        [
          [low, low],
          [high, high],
        ],
        { stroke: INK, strokeDasharray: '3 3', strokeOpacity: 0.6 },
      ),
      Plot.dot(sample, { x: '0', y: '1', fill: STUDENT, fillOpacity: 0.55, r: 2.5 }),
    ],
  });
}

/** nDCG@10 by the number of signals seen, with and without them. */
export function signalPlot(points: readonly SignalPointJson[]): Drawing {
  const rows = points.flatMap(({ signals, base, personalized }) => [
    { signals, kind: 'without', colour: BASELINE, shift: -3, ...asInterval(base) },
    { signals, kind: 'with', colour: STUDENT, shift: 3, ...asInterval(personalized) },
  ]);
  return () => ({
    ...FRAME,
    x: {
      label: 'signals seen →',
      type: 'point',
      domain: points.map(({ signals }) => signals),
      padding: 0.4,
    },
    y: { label: '↑ nDCG@10', nice: true, ticks: 5 },
    marks: [
      Plot.gridY({ ticks: 5, stroke: FAINT, strokeOpacity: 1 }),
      ...['without', 'with'].flatMap((kind) => {
        const own = rows.filter((row) => row.kind === kind);
        const dx = own[0]!.shift;
        return [
          Plot.ruleX(own, {
            x: 'signals',
            y1: 'low',
            y2: 'high',
            ...INTERVAL,
            dx,
          }),
          Plot.line(own, { x: 'signals', y: 'mean', stroke: 'colour', strokeWidth: 2, dx }),
          Plot.dot(own, { x: 'signals', y: 'mean', fill: 'colour', r: 4.5, dx }),
        ];
      }),
    ],
  });
}

/** What signals gain against the mean grade that the first ten keep, for every floor: up and to the right is better. */
export function floorPlot(sweep: readonly FloorPoint[], chosen: number): Drawing {
  const named = sweep.filter(({ slack }) => slack === null || slack === 0 || slack === chosen);
  const nameOf = ({ slack }: FloorPoint): string =>
    slack === null ? 'no floor' : `${slack === chosen ? 'chosen: ' : ''}${formatNumber(slack, 2)}`;
  return () => ({
    ...FRAME,
    x: { label: 'mean policy grade of the first ten →', ticks: 5, inset: 48 },
    y: { label: '↑ gain of nDCG@10, no poor matches', nice: true, ticks: 5 },
    marks: [
      ...cross(),
      Plot.line(sweep, { x: 'grade', y: 'goodGain', stroke: STUDENT, strokeWidth: 2 }),
      Plot.dot(sweep, { x: 'grade', y: 'goodGain', fill: STUDENT, r: 3 }),
      Plot.dot(
        sweep.filter(({ slack }) => slack === chosen),
        { x: 'grade', y: 'goodGain', fill: CHOSEN, r: 7 },
      ),
      Plot.text(named, {
        x: 'grade',
        y: 'goodGain',
        text: nameOf,
        dy: -14,
        fill: INK,
        ...HALO,
      }),
    ],
  });
}
