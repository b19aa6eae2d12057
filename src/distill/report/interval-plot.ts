import * as Plot from '@observablehq/plot';
import { formatInterval } from '../console/format.ts';
import { FAINT, HALO, INK, INTERVAL, WIDTHS, type Drawing } from './drawing.ts';

/** One line of an interval Plot. */
export interface IntervalRow {
  name: string;
  mean: number;
  low: number;
  high: number;
  colour: string;
}

/**
 * Means with their 95 % intervals, one line a row, the first on top; names and figures stand over the lines on
 * a narrow page, beside them on a wide one.
 *
 * @param reference what the rows are to be compared with: a vertical line
 */
export function intervalPlot(
  rows: readonly IntervalRow[],
  options: { label: string; reference?: number; digits?: number },
): Drawing {
  const { label, reference, digits = 3 } = options;
  const figure = (row: IntervalRow): string => formatInterval(row, digits);
  return (width) => {
    const narrow = width === WIDTHS.narrow;
    const data = rows.filter((row) => Number.isFinite(row.mean));
    const names = { frameAnchor: 'left', y: 'name', text: 'name', textAnchor: 'start' } as const;
    const figures = { frameAnchor: 'right', y: 'name', text: figure, textAnchor: 'end' } as const;
    return {
      height: (narrow ? 40 : 27) * data.length + 46,
      marginTop: narrow ? 14 : 6,
      marginLeft: narrow ? 4 : 190,
      marginRight: narrow ? 4 : 152,
      marginBottom: 40,
      x: { label, nice: true, ticks: 3, insetLeft: 6, insetRight: 6 },
      y: { domain: data.map((row) => row.name), axis: null, padding: 0.4 },
      marks: [
        Plot.gridX({ ticks: 3, stroke: FAINT, strokeOpacity: 1 }),
        ...(reference === undefined
          ? []
          : [Plot.ruleX([reference], { stroke: INK, strokeDasharray: '3 3' })]),
        Plot.ruleY(data, {
          y: 'name',
          x1: 'low',
          x2: 'high',
          ...INTERVAL,
        }),
        Plot.dot(data, { y: 'name', x: 'mean', fill: 'colour', r: 5 }),
        Plot.text(data, { ...names, ...(narrow ? { dy: -15 } : { dx: -184 }), fill: INK, ...HALO }),
        Plot.text(data, {
          ...figures,
          ...(narrow ? { dy: -15 } : { dx: 148 }),
          fill: INK,
          ...HALO,
          fontVariant: 'tabular-nums',
        }),
      ],
    };
  };
}
