import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { readTensorFile } from '../../src/core/format/safetensors.ts';
import { renderTable } from '../../src/distill/console/print-table.ts';
import { createMarket } from '../../src/domains/jobs/market/create-market.ts';
import { NOW } from '../fixtures/jobs.ts';
import { flipBits } from '../fixtures/flip-bits.ts';
import { withoutChecksum } from '../fixtures/without-checksum.ts';

/**
 * How many files with one damaged bit are refused, with the checksum that a file carries and by its golden inputs alone:
 * `npx tsx test/bench/bit-flips.ts [--model FILE] [--count N]`. Ranked are 200 jobs of the simulated market.
 */
const { values } = parseArgs({
  options: {
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    count: { type: 'string', default: '1000' },
  },
});
const model = new Uint8Array(await readFile(values.model));
const { metadata } = readTensorFile(model);
const market = createMarket({ seed: 12, profiles: 2, items: 200, sessions: 2, slateSize: 20 });
const settings = {
  count: Number(values.count),
  seed: 'bit flips',
  profile: market.profiles[0]!,
  items: market.items,
  options: { engine: 'scalar', now: () => NOW } as const,
};
const rows: string[][] = [];
for (const [name, bytes] of [
  [`checksum ${metadata.checksum ?? '(none)'}`, model],
  ['canaries alone', withoutChecksum(model)],
] as const) {
  const { refused, same, different } = await flipBits(bytes, settings);
  const codes = Object.entries(refused).map(([code, count]) => `${count} ${code}`);
  rows.push([name, codes.join(', '), String(same), String(different.length)]);
}
process.stdout.write(
  renderTable(
    [
      { title: `${values.count} files with one bit changed` },
      { title: 'refused' },
      { title: 'same scores', align: 'right' },
      { title: 'other scores', align: 'right' },
    ],
    rows,
  ),
);
