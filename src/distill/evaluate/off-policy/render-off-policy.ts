import type { Json } from '../../../core/types.ts';
import { formatInterval, formatNumber } from '../../console/format.ts';
import { renderTable } from '../../console/print-table.ts';
import { intervalJson } from '../render-evaluation.ts';
import { MAX_WEIGHT } from './estimate.ts';
import type { OffPolicyReport } from './evaluate-off-policy.ts';

/** The report for the console: one line a ranker, and what its estimates rest on. */
export function renderOffPolicy(report: OffPolicyReport, source: string): string {
  const { places, profiles, clicks, skipped, logged, rankers } = report;
  const left = [
    [skipped.noPropensity, 'without a propensity'],
    [skipped.zeroPropensity, 'with propensity 0'],
    [skipped.noPosition, 'without a position'],
  ]
    .filter(([count]) => Number(count) > 0)
    .map(([count, why]) => `${count} ${why}`);
  const cut = rankers.reduce((sum, { estimate }) => sum + estimate.cut, 0);
  return [
    `Off-policy, clicks per 100 shown places (${source})\n`,
    `${places} places of ${profiles} profiles, ${clicks} clicks` +
      `${left.length > 0 ? `; left out: ${left.join(', ')}` : ''}` +
      `${cut > 0 ? `; ${cut} weights cut at ${MAX_WEIGHT}` : ''}\n`,
    renderTable(
      [
        { title: 'ranker' },
        { title: 'IPS', align: 'right' },
        { title: 'self-normalized', align: 'right' },
        { title: 'doubly robust', align: 'right' },
        { title: 'agreeing places', align: 'right' },
        { title: 'clicks there', align: 'right' },
        { title: 'effective places', align: 'right' },
      ],
      [
        ['as logged', percent(logged), '–', '–', String(places), String(clicks), String(places)],
        ...rankers.map(({ name, estimate }) => [
          name,
          percent(estimate.ips),
          percent(estimate.snips),
          percent(estimate.dr),
          String(estimate.agreeing),
          String(estimate.agreeingClicks),
          formatNumber(estimate.effectivePlaces, 0),
        ]),
      ],
    ),
  ].join('');
}

function percent({ mean, low, high }: { mean: number; low: number; high: number }): string {
  return formatInterval({ mean: 100 * mean, low: 100 * low, high: 100 * high }, 2);
}

/** The same as JSON, unrounded: clicks a place. */
export function offPolicyJson(report: OffPolicyReport): Json {
  const { places, profiles, clicks, skipped, logged, rankers } = report;
  return {
    places,
    profiles,
    clicks,
    skipped: { ...skipped },
    logged: intervalJson(logged),
    rankers: rankers.map(({ name, estimate }) => ({
      name,
      ips: intervalJson(estimate.ips),
      snips: intervalJson(estimate.snips),
      dr: intervalJson(estimate.dr),
      agreeing: estimate.agreeing,
      agreeingClicks: estimate.agreeingClicks,
      effectivePlaces: estimate.effectivePlaces,
      cut: estimate.cut,
    })),
  };
}
