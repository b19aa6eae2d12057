/**
 * What a long log costs: events are made up by DuckDB, and a student of the preset `smoke` is distilled from them by
 * the command, whose peak memory and time are taken. The figures are of the machine and of whatever else runs on it.
 *
 *     npx tsx test/bench/long-logs.ts --events 1e6 5e6 50e6 [--format csv] [--people N] [--work DIR]
 *     npx tsx test/bench/long-logs.ts --encode 1e6 [--model FILE]
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sqlText, withDuckDB } from '../../src/distill/tables/duckdb.ts';
import { buildProgram } from '../distill/build-program.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    events: { type: 'string', multiple: true, default: ['1e6'] },
    format: { type: 'string', default: 'parquet' },
    encode: { type: 'string' },
    model: { type: 'string', default: 'models/jobs-en.safetensors' },
    people: { type: 'string' },
    items: { type: 'string', default: '100000' },
    work: { type: 'string', default: join(tmpdir(), 'pocketrank-long-logs') },
    keep: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

/** Events of each person, on average. */
const PER_PERSON = 50;
/** Items of a slate. */
const PER_SLATE = 10;
const NOW = '2026-01-01';
const FILES = 8;
const MB = 2 ** 20;

const TITLES = `['Line cook', 'Registered nurse', 'Truck driver', 'Data analyst', 'Electrician', 'Teacher',
  'Accountant', 'Warehouse worker', 'Software engineer', 'Sales manager', 'Welder', 'Receptionist']`;
const SKILLS = `['cooking', 'nursing', 'driving', 'SQL', 'wiring', 'teaching', 'accounting', 'forklift', 'Python',
  'sales', 'welding', 'scheduling']`;
const TOWNS = `['Dallas', 'Chicago', 'Boston', 'Denver', 'Seattle', 'Miami', 'Berlin', 'London']`;
const pick = (list: string, by: string): string =>
  `${list}[(1 + (${by}) % 997 % len(${list}))::BIGINT]`;

interface Sizes {
  events: number;
  people: number;
  items: number;
}

/** Items as SQL. */
const itemsSql = (items: number): string =>
  `SELECT 'j' || i AS identifier, ${pick(TITLES, 'i')} || ' ' || (i % 97) AS title,
        [${pick(SKILLS, 'i')}, ${pick(SKILLS, 'i + 5')}] AS skills,
        'We look for somebody who knows ' || ${pick(SKILLS, 'i')} || '.' AS description,
        {'address': {'addressLocality': ${pick(TOWNS, 'hash(i)')}}} AS jobLocation
        FROM range(${items}) t(i)`;

/** Writes items, profiles and a log whose clicks follow the trade. */
async function makeTables(folder: string, { events, people, items }: Sizes): Promise<void> {
  await mkdir(join(folder, 'events'), { recursive: true });
  const csv = values.format.startsWith('csv');
  const options = csv ? '(FORMAT csv, HEADER)' : '(FORMAT parquet, COMPRESSION zstd)';
  await withDuckDB(async (db) => {
    const write = (file: string, select: string, how = '(FORMAT parquet, COMPRESSION zstd)') =>
      db.run(`COPY (${select}) TO ${sqlText(join(folder, file))} ${how}`);
    await write('jobs.parquet', itemsSql(items));
    await write(
      'profiles.parquet',
      `SELECT 'p' || i AS id, {'label': ${pick(TITLES, 'i')}, 'location': {'city': ${pick(TOWNS, 'hash(i)')}}} AS basics,
        [{'name': ${pick(SKILLS, 'i')}}] AS skills FROM range(${people}) t(i)`,
    );
    for (let file = 0; file < FILES; file++) {
      const [from, to] = [file, file + 1].map((n) => Math.floor((n * events) / FILES));
      // Ten items in a row are a slate of one person; half of its items are of the person's trade.
      await write(
        `events/part-${file}.${csv ? 'csv' : 'parquet'}`,
        `SELECT 'p' || person AS "profileId", 'j' || item AS "itemId",
          CASE WHEN item % 12 = person % 12 AND hash(n) % 3 = 0 THEN 'click' ELSE 'impression' END AS type,
          ${csv ? 'epoch_ms' : ''}(TIMESTAMP '2025-06-01' + to_seconds((n // ${PER_SLATE} * 37) % 15552000)) AS "at",
          n % ${PER_SLATE} + 1 AS position, 's' || n // ${PER_SLATE} AS "slateId"
        FROM (SELECT n, hash(n // ${PER_SLATE}) % ${people} AS person,
            CASE WHEN n % 2 = 0 THEN (hash(n + 7) % ${Math.floor(items / 12)}) * 12 + person % 12
              ELSE hash(n + 11) % ${items} END AS item
          FROM range(${from}, ${to}) t(n))`,
        options,
      );
    }
  });
}

interface Cost {
  seconds: number;
  peakMb: number;
  code: number | null;
  said: string;
}

/** Runs a program under Node and watches its memory: the peak of the process, all of it. */
function watch(program: string, args: readonly string[]): Promise<Cost> {
  const start = performance.now();
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let peakMb = 0;
  let said = '';
  child.stdout.resume();
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    const seconds = ((performance.now() - start) / 1000).toFixed(0);
    if (values.verbose) process.stderr.write(`${seconds} s, ${peakMb.toFixed(0)} MB: ${chunk}`);
  });
  const timer = setInterval(() => {
    const path = `/proc/${child.pid}/status`;
    const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+)/.exec(status) ?? [];
    peakMb = Math.max(peakMb, Number(kilobytes) / 1024);
  }, 100);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearInterval(timer);
      resolve({ seconds: (performance.now() - start) / 1000, peakMb, code, said });
    });
  });
}

const program = await buildProgram(new URL('../../src/domains/cli.ts', import.meta.url));
try {
  if (values.encode === undefined) await measureLogs();
  else await measureEncoding(Number(values.encode));
} finally {
  await program.remove();
}

/** Item codes of so many items. */
async function measureEncoding(items: number): Promise<void> {
  await mkdir(values.work, { recursive: true });
  const [table, out] = ['items.parquet', 'codes.jsonl.gz'].map((name) => join(values.work, name));
  await withDuckDB((db) =>
    db.run(`COPY (${itemsSql(items)}) TO ${sqlText(table!)} (FORMAT parquet)`),
  );
  const cost = await watch(program.path, [
    'encode',
    table!,
    '--model',
    values.model,
    '--out',
    out!,
  ]);
  console.log('| items | seconds | peak MB |\n| --- | --- | --- |');
  console.log(`| ${items} | ${cost.seconds.toFixed(0)} | ${cost.peakMb.toFixed(0)} |`);
  console.error(cost.said);
  await rm(values.work, { recursive: true, force: true });
}

async function measureLogs(): Promise<void> {
  console.log('| events | people | items | tables on the disk | seconds | peak MB |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const text of [...values.events, ...positionals]) {
    const events = Number(text);
    const people = Number(values.people ?? Math.ceil(events / PER_PERSON));
    const items = Number(values.items);
    const folder = join(values.work, `${values.format}-${events}`);
    await makeTables(folder, { events, people, items });
    const out = join(values.work, 'model.safetensors');
    const args = [
      'distill',
      '--data',
      folder,
      '--domain',
      'jobs',
      '--preset',
      'smoke',
      '--now',
      NOW,
    ];
    const cost = await watch(program.path, [
      ...args,
      '--work',
      join(values.work, 'c'),
      '--out',
      out,
    ]);
    const held = cost.said.split('\n').find((line) => line.startsWith('A sample')) ?? '';
    console.log(
      `| ${events} ${values.format} | ${people} | ${items} | ${await sizeMb(folder)} MB | ${cost.seconds.toFixed(0)} | ${cost.peakMb.toFixed(0)} |`,
    );
    console.error(cost.code === 0 ? held : cost.said);
    await rm(join(values.work, 'c'), { recursive: true, force: true });
    if (!values.keep) await rm(folder, { recursive: true, force: true });
  }
}

async function sizeMb(folder: string): Promise<string> {
  const { listParts } = await import('../../src/distill/tables/table-parts.ts');
  const { statSync } = await import('node:fs');
  const bytes = (await listParts(folder)).reduce((sum, { path }) => sum + statSync(path).size, 0);
  return (bytes / MB).toFixed(0);
}
