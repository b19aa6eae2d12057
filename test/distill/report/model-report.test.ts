import { beforeAll, describe, expect, it } from 'vitest';
import { parseHTML } from 'linkedom';
import type { IntervalJson } from '../../../src/distill/evaluate/render-evaluation.ts';
import type { DistillMetrics } from '../../../src/distill/recipe/metrics.ts';
import { renderModelReport } from '../../../src/distill/report/model-report.ts';

const around = (mean: number): IntervalJson => ({
  mean,
  low: mean - 0.03,
  high: mean + 0.04,
  n: 9,
});
const source = 'simulated market, validation slates';
const names = ['random', 'policy teacher', 'click teacher', 'student, float', 'student, int8'];

const METRICS: DistillMetrics = {
  source,
  simulated: true,
  evaluation: {
    source,
    k: 10,
    slates: 9,
    profiles: 8,
    slatesWithoutGain: 0,
    models: names.map((name, i) => ({
      name,
      metrics: { 'nDCG@10': around(0.1 + i / 20), 'poor-match@10': around(0.5) },
    })),
  },
  retention: { policy: around(0.97), click: around(0.99), blend: around(0.98) },
  travels: null,
  limits: { count: 12, difference: around(-0.002) },
  quantization: {
    tau: 0.981,
    overlap: 0.97,
    difference: around(0.001),
    ratio: around(1.002),
    sample: [
      [0, 0.01],
      [1, 0.98],
    ],
  },
  personalization: [0, 1, 3].map((signals) => ({
    signals,
    slates: 9,
    base: around(0.3),
    personalized: around(0.3 + signals / 50),
    difference: around(signals / 50),
    harm: around(0.1),
    judged: { difference: around(signals / 40), poorBase: around(0.2), poor: around(0.2) },
  })),
  noisy: [],
  switched: [],
  parts: [{ without: 'what was dismissed', difference: around(0.004), poor: null }],
  reliability: [
    {
      name: 'student, int8',
      ece: 0.0123,
      auroc: around(0.8),
      predictions: 100,
      clicks: 12,
      bins: [0.05, 0.2].map((predicted) => ({ predicted, observed: around(predicted) })),
    },
  ],
  teachers: [],
  blends: null,
  alpha: {
    alpha: 0.5,
    sweep: [0, 0.5, 1].map((alpha) => ({ alpha, click: 0.4 - alpha / 10, poor: 0.6 - alpha / 4 })),
  },
  floor: {
    slack: 0.3,
    lists: 60,
    base: { grade: 2.5, poor: 0.2 },
    sweep: [0, 0.3, null].map((slack, i) => ({
      slack,
      gain: 0.01 * i,
      goodGain: 0.01 * i,
      grade: 2.5 - 0.1 * i,
      poor: 0.2,
    })),
  },
  sweeps: [
    {
      name: 'Distance',
      unit: 'km',
      points: [0, 10, 200].map((value) => ({ value, student: 3, rubric: 4 - value / 100 })),
    },
  ],
  personalizationChoices: null,
  weights: [
    { name: 'policy teacher', count: 1e6 },
    { name: 'click teacher', count: 1e6 },
    { name: 'student', count: 2e5 },
  ],
};

const FACTS = {
  name: 'a<b.safetensors',
  data: 'tables of "R&D"',
  command: 'pocketrank distill --data x --out a<b.safetensors',
  gzipBytes: 150_000,
};

describe('renderModelReport', () => {
  let html: string;
  let document: Document;
  beforeAll(() => {
    html = renderModelReport(METRICS, FACTS);
    ({ document } = parseHTML(html));
  });

  it('draws every figure for both widths, each with a label that says its source', () => {
    const figures = [...document.querySelectorAll('figure')];
    expect(figures.map((figure) => figure.querySelector('h2')!.textContent)).toEqual([
      'Quality',
      'Retention',
      'Policy against clicks',
      'Size',
      'Click probabilities',
      'Integers against floats',
      'After the first signals',
      'Parts of the personal layer',
      'The policy floor',
      'Distance',
    ]);
    // A sweep is of one invented pair, and says so.
    const sweep = figures.pop()!;
    expect(sweep.textContent).toContain('one invented person');
    expect(sweep.querySelectorAll('tbody tr')).toHaveLength(3);
    for (const figure of figures) {
      expect(figure.querySelector('figcaption')!.textContent).toContain('simulated market');
      for (const width of ['narrow', 'wide']) {
        const svg = figure.querySelector(`svg.${width}`)!;
        expect(svg.getAttribute('aria-label')).toContain('simulated market');
        expect(svg.querySelectorAll('circle, path').length).toBeGreaterThan(2);
      }
      for (const row of figure.querySelectorAll('tbody tr')) {
        expect(row.textContent).toContain('simulated market');
      }
    }
    for (const tile of document.querySelectorAll('.tiles small')) {
      if (tile.textContent !== 'model file') expect(tile.textContent).toContain('simulated market');
    }
  });

  it('asks for nothing and runs nothing', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\son\w+=|src=|href=/i);
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('escapes what it is given', () => {
    expect(document.querySelector('h1')!.textContent).toBe('a<b.safetensors');
    expect(html).not.toContain('a<b');
    expect(html).toContain('R&amp;D');
  });

  it('gives the same bytes again', () => {
    expect(renderModelReport(METRICS, FACTS)).toBe(html);
  });

  it('leaves out what was not measured', () => {
    const bare: DistillMetrics = {
      ...METRICS,
      source: 'held-out choices',
      simulated: false,
      evaluation: null,
      retention: {},
      quantization: null,
      personalization: [],
      parts: [],
      reliability: [],
      sweeps: [],
      alpha: { chosen: 1 },
      floor: null,
    };
    const page = renderModelReport(bare, FACTS);
    expect(page).not.toContain('<figure>');
    expect(page).not.toContain('simulated');
    expect(page).toContain('146 KB');
  });
});
