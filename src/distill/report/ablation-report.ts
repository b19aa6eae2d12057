import { formatInterval, formatNumber } from '../console/format.ts';
import type { Ablations, Measure, VariantResult } from '../recipe/ablate.ts';
import { asInterval } from '../recipe/render-measurements.ts';
import { FULL } from '../recipe/variants.ts';
import { sizePlot } from './curves.ts';
import { BASELINE, draw, STUDENT, TEACHER } from './drawing.ts';
import { htmlTable } from './html.ts';
import { intervalPlot } from './interval-plot.ts';
import { renderPage, type Figure } from './page.ts';

const QUALITY = 'nDCG@10';

/** What an ablation report says beyond its results. */
export interface AblationReportFacts {
  data: string;
  command: string;
}

/** The report of ablations: one HTML file that needs nothing else. */
export function renderAblationReport(
  ablations: Ablations,
  { data, command }: AblationReportFacts,
): string {
  const { variants, simulated, source, slates, profiles, preset } = ablations;
  const full = variants.find(({ name }) => name === FULL)!;
  const quality = full.measures[QUALITY]!.value;
  const figures = (['nDCG@10', 'nDCG@10, clicks alone', 'poor-match@10'] as const)
    .filter((measure) => full.measures[measure])
    .map((measure) => differenceFigure(ablations, measure));
  return renderPage({
    title: 'Ablations',
    lead: `One student for each change of the recipe, distilled from the same teachers' labels and measured on the same ${slates} slates of ${profiles} profiles. Made from ${data}, preset ${preset}.`,
    ...(simulated
      ? {
          warning:
            'Made from a simulated market: its figures say how well the method recovers what was simulated, nothing about real people.',
        }
      : {}),
    tiles: [
      {
        value: formatNumber(asInterval(quality).mean),
        label: `${QUALITY}, ${FULL}`,
        note: `${formatInterval(asInterval(quality))}; ${source}`,
      },
      {
        value: `${formatNumber(full.gzipBytes / 1024, 0)} KB`,
        label: `after gzip, ${FULL}`,
        note: 'model file without its metrics',
      },
    ],
    figures: [figures[0]!, paretoFigure(ablations), ...figures.slice(1), tableFigure(ablations)],
    foot: `Made by: ${command}`,
  });
}

function differenceFigure({ variants, source }: Ablations, measure: Measure): Figure {
  const rows = variants
    .filter(({ name }) => name !== FULL)
    .map(({ name, measures }) => ({
      name,
      ...asInterval(measures[measure]!.difference),
      colour: STUDENT,
    }));
  const better = measure === 'poor-match@10' ? 'less is better' : 'more is better';
  return {
    title: `What each part is worth: ${measure}`,
    says: `${measure} less that of the full recipe, paired by slate, with 95 % intervals (${source}); ${better}.`,
    drawing: draw(
      `${measure} of each variant less that of the full recipe, ${source}`,
      intervalPlot(rows, { label: 'difference to the full recipe →', reference: 0 }),
    ),
  };
}

const SIZED: Readonly<Partial<Record<VariantResult['kind'], string>>> = {
  recipe: STUDENT,
  size: TEACHER,
  table: BASELINE,
};

function paretoFigure({ variants, source }: Ablations): Figure {
  const models = variants
    .filter(({ kind }) => SIZED[kind] !== undefined)
    .map(({ name, kind, gzipBytes, measures }) => ({
      name: name.replace(/^size | table$/g, ''),
      kilobytes: gzipBytes / 1024,
      ...asInterval(measures[QUALITY]!.value),
      colour: SIZED[kind]!,
    }))
    .sort((a, b) => a.kilobytes - b.kilobytes);
  return {
    title: 'Size and quality',
    says: `${QUALITY} against the bytes of the model file after gzip (${source}): smaller students, and other formats of the table at the same rows and dimensions. Up and to the left is better.`,
    keys: [
      [FULL, STUDENT],
      ['sizes', TEACHER],
      ['table formats', BASELINE],
    ],
    drawing: draw(`${QUALITY} against size, ${source}`, sizePlot(models)),
  };
}

function tableFigure({ variants, source }: Ablations): Figure {
  const measures = Object.keys(variants[0]!.measures) as Measure[];
  return {
    title: 'All numbers',
    says: `Values with 95 % intervals (${source}).`,
    drawing: htmlTable(
      ['variant', 'KB', 'α', ...measures, 'ECE', 'data'],
      variants.map((variant) => [
        variant.name,
        formatNumber(variant.gzipBytes / 1024, 0),
        formatNumber(variant.alpha, 2),
        ...measures.map((measure) => formatInterval(asInterval(variant.measures[measure]!.value))),
        variant.ece === null ? '–' : formatNumber(variant.ece, 4),
        source,
      ]),
      [measures.length + 4],
    ),
  };
}
