import { mkdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeResiduals } from '../../../src/core/format/residuals.ts';
import { createRandom } from '../../../src/core/math/random.ts';
import { createEncoder } from '../../../src/core/student/encode.ts';
import { writeItemCode } from '../../../src/core/student/item-code-text.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { hashContent } from '../../../src/distill/files/content-hash.ts';
import { createMarket } from '../../../src/domains/jobs/market/create-market.ts';
import { writeMarket } from '../../../src/domains/jobs/market/write-market.ts';
import { openTables } from '../../../src/distill/tables/open-tables.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { CRITERIA, smallPolicy } from '../policy/small-policy.ts';
import { lines as jsonLines } from '../tables/tables-helpers.ts';
import { runCommand, useWorkplace } from './run-command.ts';

const { path, put, files } = useWorkplace();
const SMALL = ['--items', '80', '--profiles', '40', '--sessions', '60'];

beforeAll(async () => {
  await put('model.safetensors', await lexicalStudentFile());
  const market = createMarket({ seed: 7, profiles: 40, items: 80, sessions: 120, slateSize: 10 });
  await writeMarket(market, path('market'));
  await put('old.md', smallPolicy());
  await put('new.md', smallPolicy({ criteria: CRITERIA.replace('| Work | 3 |', '| Work | 1 |') }));
});

interface EvaluationJson {
  model: { file: string; bytes: number; canaries: number; tableFormat: string };
  source: string;
  weights: Record<string, number>;
  slates: {
    name: string;
    slates: number;
    models: { name: string; metrics: Record<string, { mean: number; low: number; n: number }> }[];
    poorMatch: { by: string };
    personalization: { signals: number; slates: number; difference: { mean: number } }[];
  }[];
}

describe('evaluate', () => {
  const evaluate = ['evaluate', '--data'];

  it.concurrent('prints JSON with every variant beside the baselines', async () => {
    const args = [...evaluate, path('market'), '--model', path('model.safetensors'), '--json'];
    const { exitCode, stdout, stderr } = await runCommand([...args, '--alpha', '0.25']);
    expect(exitCode, stderr).toBe(0);
    const json = JSON.parse(stdout) as EvaluationJson;
    const bytes = (await lexicalStudentFile()).length;
    expect(json).toMatchObject({
      model: { file: 'model.safetensors', bytes, tableFormat: 'ternary' },
      source: 'simulated market (market)',
      weights: { policy: 0.25, click: 0.75 },
    });
    expect(json.model.canaries).toBeGreaterThan(1);
    const [report] = json.slates;
    expect(report?.name).toBe('validation-slates');
    const names = report!.models.map(({ name }) => name);
    expect(names).toEqual([
      'random',
      'popularity',
      'BM25',
      'affinity',
      'same organization',
      'same title',
      'same place',
      'tuned history',
      'model',
      'model, not personalized',
      'model, policy head alone',
      'model, click head alone',
    ]);
    for (const { metrics } of report!.models) {
      const measured = Object.keys(metrics).join(' ');
      expect(measured).toBe('nDCG@10 MRR MAP Hit@10 AUROC poor-match@10');
      expect(metrics['nDCG@10']!.mean).toBeGreaterThan(0);
      expect(metrics['nDCG@10']!.mean).toBeLessThan(1);
    }
    expect(report!.poorMatch.by).toBe('rubric (Job policy)');
    expect(report!.personalization[0]).toMatchObject({
      signals: 0,
      slates: report!.slates,
      difference: { mean: 0 },
    });
  });

  it.concurrent(
    'prints a table in which every line says that the market is simulated',
    async () => {
      const args = [...evaluate, path('market'), '--model', path('model.safetensors')];
      const { exitCode, stdout, stderr } = await runCommand(args);
      expect(exitCode, stderr).toBe(0);
      const rows = stdout.split('\n').filter((line) => /\[\d\.\d+, \d\.\d+\]/.test(line));
      expect(rows.length).toBeGreaterThan(12);
      for (const row of rows) expect(row).toContain('simulated market');
      expect(stdout).toMatch(/\d canaries exact/);
    },
  );

  it.concurrent('measures pairs, of a folder that holds nothing else too', async () => {
    const of = (id: string, better: string, worse: string) => ({
      id,
      kind: 'titles',
      profile: { basics: { label: better } },
      items: [worse, better].map((title) => ({ identifier: title, title })),
      better,
    });
    await mkdir(path('cases'));
    await put(
      'cases/pairs.jsonl',
      jsonLines(of('1', 'Data Analyst', 'Head Chef'), {
        ...of('2', 'Head Chef', 'Data Analyst'),
        note: 'told wrong',
        better: 'Data Analyst',
      }),
    );
    const args = [...evaluate, path('cases'), '--model', path('model.safetensors')];
    const { exitCode, stdout, stderr } = await runCommand(args);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/all +2 +1 +0\.500 \[0\.095, 0\.905\]/);
    expect(stdout).toMatch(
      /Wrong: 2 \(titles, told wrong\): Data Analyst \S+ is not above Head Chef/,
    );
    const json = JSON.parse((await runCommand([...args, '--json'])).stdout) as unknown;
    expect(json).toMatchObject({
      slates: [],
      pairs: [
        {
          name: 'pairs',
          kinds: [{ kind: 'titles', right: 1, accuracy: { mean: 0.5, n: 2 }, bm25: 0.5 }],
          all: { right: 1 },
          wrong: [{ id: '2', note: 'told wrong', better: 'Data Analyst', worse: 'Head Chef' }],
        },
      ],
    });
  });

  it.concurrent('names the slates table that is not there', async () => {
    const args = [...evaluate, path('market'), '--model', path('model.safetensors')];
    const { exitCode, stderr } = await runCommand([...args, '--slates', 'test-slates']);
    expect(stderr).toContain('"test-slates"');
    expect(exitCode).toBe(1);
  });
});

describe('inspect', () => {
  it.concurrent('prints sizes, tensors and metadata as JSON', async () => {
    const { exitCode, stdout } = await runCommand(['inspect', path('model.safetensors'), '--json']);
    expect(exitCode).toBe(0);
    const bytes = await lexicalStudentFile();
    const json = JSON.parse(stdout) as {
      sha256: string;
      tensors: { name: string; shape: number[]; bytes: number }[];
      metadata: { schema: { name: string } };
    };
    expect(json.sha256).toBe(hashContent(bytes));
    expect(json.metadata.schema.name).toBe('items');
    expect(json.tensors).toContainEqual(
      expect.objectContaining({ name: 'table.packed', shape: [4096, 13], bytes: 4096 * 13 }),
    );
  });

  it.concurrent('prints tables for people', async () => {
    const { exitCode, stdout } = await runCommand(['inspect', path('model.safetensors')]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^table\.packed +U8 +4096 × 13 +52 KB/m);
    expect(stdout).toMatch(/^title +text +title +basics\.label$/m);
  });
});

describe('evaluate with residuals', () => {
  it.concurrent('measures the model with them and by content alone', async () => {
    const bytes = await lexicalStudentFile();
    const { width } = loadStudent(bytes).parameters;
    const random = createRandom('residuals');
    const keys = [...(await openTables(path('market'))).items.keys()];
    const noise = () => Int8Array.from({ length: width }, () => random.integer(255) - 127);
    const byItem = new Map(keys.map((key) => [key, noise()]));
    await put('noise.residuals', writeResiduals({ modelHash: hashContent(bytes), width, byItem }));
    const args = ['--data', path('market'), '--model', path('model.safetensors'), '--json'];
    const residuals = ['--residuals', path('noise.residuals')];
    const means = async (more: readonly string[]): Promise<(name: string) => number> => {
      const { exitCode, stdout, stderr } = await runCommand(['evaluate', ...args, ...more]);
      expect(exitCode, stderr).toBe(0);
      const { models } = (JSON.parse(stdout) as EvaluationJson).slates[0]!;
      return (name) => models.find((model) => model.name === name)!.metrics['nDCG@10']!.mean;
    };
    const [withThem, without] = await Promise.all([means(residuals), means([])]);
    expect(withThem('model, by content alone')).toBe(without('model'));
    expect(withThem('model')).not.toBe(without('model'));
  });
});

describe('encode', () => {
  it.concurrent('gives the codes that the library gives, to stdout or to a table', async () => {
    const items = path('market', 'jobs.jsonl');
    const model = path('model.safetensors');
    const printed = await runCommand(['encode', '--model', model, items]);
    expect(printed.exitCode, printed.stderr).toBe(0);
    const out = path('codes.jsonl');
    const written = await runCommand(['encode', '--model', model, items, '--out', out]);
    expect(written).toMatchObject({ exitCode: 0, stdout: '' });
    expect(await readFile(out, 'utf8')).toBe(printed.stdout);

    const bytes = await lexicalStudentFile();
    const encoder = createEncoder(loadStudent(bytes));
    const tables = await openTables(path('market'));
    const expected = Array.from(tables.items, ([identifier, item]) => ({
      identifier,
      attributes: {
        pocketrankCode: writeItemCode(hashContent(bytes), encoder.item(item, Date.now())),
      },
    }));
    const lines = printed.stdout.trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(expected);
  });

  it.concurrent('puts residuals into codes, and refuses those of another model', async () => {
    const items = path('market', 'jobs.jsonl');
    const model = path('model.safetensors');
    const bytes = await lexicalStudentFile();
    const { width } = loadStudent(bytes).parameters;
    const [first, second] = [...(await openTables(path('market'))).items.keys()];
    const byItem = new Map([[first!, new Int8Array(width).fill(40)]]);
    await put('own.residuals', writeResiduals({ modelHash: hashContent(bytes), width, byItem }));
    await put('other.residuals', writeResiduals({ modelHash: '0'.repeat(64), width, byItem }));
    const codesOf = async (...args: string[]): Promise<Map<string, string>> => {
      const { exitCode, stdout, stderr } = await runCommand(['encode', '--model', model, ...args]);
      expect(exitCode, stderr).toBe(0);
      const rows = stdout.trim().split('\n');
      return new Map(
        rows.map((row) => [(JSON.parse(row) as { identifier: string }).identifier, row]),
      );
    };
    const plain = await codesOf(items);
    const moved = await codesOf('--residuals', path('own.residuals'), items);
    expect(moved.get(first!)).not.toBe(plain.get(first!));
    expect(moved.get(second!)).toBe(plain.get(second!));
    const foreign = ['--residuals', path('other.residuals')];
    const refused = await runCommand(['encode', '--model', model, items, ...foreign]);
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toContain('other.residuals: they are those of another model file');
  });
});

describe('domain init', () => {
  it.concurrent('writes a domain to edit, whose policy compiles', async () => {
    const shop = path('shop');
    const drawn = await runCommand(['market', '--domain', 'products', '--out', shop, ...SMALL]);
    expect(drawn.exitCode, drawn.stderr).toBe(0);
    expect(await files('shop')).toContain('products.jsonl');
    const out = path('ours');
    const { exitCode, stdout, stderr } = await runCommand([
      'domain',
      'init',
      '--data',
      shop,
      '--base',
      'none',
      '--out',
      out,
    ]);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/^Price ratio +ratio +both speak of "price"$/m);
    expect(stdout).toMatch(/^attributes\.photoCount +item +a protected attribute \("photo"\)$/m);
    expect(await files('ours')).toEqual(['README.md', 'lexicon.yaml', 'policy.md', 'schema.yaml']);
    const checked = await runCommand(['policy', 'check', '--domain', out]);
    expect(checked.exitCode, checked.stderr).toBe(0);
    expect(checked.stdout).toMatch(/^Price ratio +3 /m);
  });
});

describe('market', () => {
  it.concurrent('writes tables that open, and says what they are', async () => {
    const out = path('written');
    const { exitCode, stdout, stderr } = await runCommand(['market', '--out', out, '--seed', '3']);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('a simulated market of 1500 jobs');
    expect(await files('written')).toContain('README.md');
    const tables = await openTables(out, { require: ['items', 'profiles', 'events', 'slates'] });
    expect(tables.items.size).toBe(1500);
    expect(tables.badRows.count).toBe(0);
  });
});

describe('policy', () => {
  it.concurrent('check counts criteria and examples', async () => {
    const { exitCode, stdout } = await runCommand(['policy', 'check', path('old.md')]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'old.md: "Small policy", 2 criteria, 0 hard limits, 1 grade caps, 0 examples',
    );
    expect(stdout).toMatch(/^Work +3 +75\.0 %$/m);
  });

  it.concurrent('diff tells which grades a change of weights moves', async () => {
    const args = ['policy', 'diff', path('old.md'), path('new.md'), '--data', path('market')];
    const { exitCode, stdout, stderr } = await runCommand([...args, '--pairs', '300', '--json']);
    expect(exitCode, stderr).toBe(0);
    const diff = JSON.parse(stdout) as {
      pairs: number;
      raised: number;
      lowered: number;
      changes: { before: number; after: number; because: string[] }[];
    };
    expect(diff.pairs).toBe(300);
    expect(diff.raised + diff.lowered).toBe(diff.changes.length);
    expect(diff.changes.length).toBeGreaterThan(0);
    for (const { before, after, because } of diff.changes) {
      expect(before).not.toBe(after);
      expect(because).toContain('Work');
    }
    const same = await runCommand([...args.slice(0, 3), path('old.md'), ...args.slice(4)]);
    expect(same.stdout).toContain('2000 pairs: 0 grades rose, 0 fell');
  });
});

describe('help', () => {
  it.concurrent.each([
    'distill',
    'ablate',
    'evaluate',
    'grade',
    'inspect',
    'export',
    'encode',
    'market',
    'domain init',
  ])('%s shows an example', async (command) => {
    const { exitCode, stdout } = await runCommand([...command.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`$ pocketrank ${command}`);
  });

  it.concurrent('shows where an error came from when asked to', async () => {
    const plain = await runCommand(['inspect', path('none')]);
    expect(plain.stderr).toBe(
      `error: Cannot read ${path('none')} (ENOENT).\nhint:  Check the path.\ncode:  FILE_FAILED\n`,
    );
    const debug = await runCommand(['inspect', path('none')], { debug: true });
    expect(debug.stderr).toMatch(/^\s+at .*readFileBytes/m);
    expect(debug.stderr).toContain(plain.stderr);
  });
});
