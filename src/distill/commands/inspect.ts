import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { readTensorFile } from '../../core/format/safetensors.ts';
import type { Json } from '../../core/types.ts';
import { formatBytes } from '../console/format.ts';
import { renderTable } from '../console/print-table.ts';
import type { CommandContext } from './context.ts';
import { describeModel, modelLine } from './describe-model.ts';
import { readModelFile, type ModelFile } from './read-model-file.ts';

/** `pocketrank inspect`: what a model file holds. */
export function addInspectCommand(program: Command, { stdout }: CommandContext): void {
  program
    .command('inspect')
    .description('Show what a model file holds, and check its canaries.')
    .argument('<file>', 'the model file')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ pocketrank inspect models/ours.safetensors')
    .action(async (path: string, options: { json?: true }) => {
      const model = await readModelFile(path);
      stdout.write(options.json ? `${JSON.stringify(asJson(model), null, 2)}\n` : asText(model));
    });
}

interface TensorLine {
  name: string;
  type: string;
  shape: number[];
  bytes: number;
  gzipBytes: number;
}

function tensorLines({ bytes }: ModelFile): TensorLine[] {
  return Array.from(readTensorFile(bytes).tensors, ([name, { type, shape, data }]) => {
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    return {
      name,
      type,
      shape: [...shape],
      bytes: raw.length,
      gzipBytes: gzipSync(raw, { level: 9 }).length,
    };
  });
}

function asJson(model: ModelFile): Json {
  const metadata = Object.fromEntries(
    Object.entries(model.student.metadata).map(([key, text]) => [key, parsed(text)]),
  );
  return { ...describeModel(model), tensors: tensorLines(model) as unknown as Json, metadata };
}

function asText(model: ModelFile): string {
  const { student, hash } = model;
  const right = 'right' as const;
  const tensors = renderTable(
    [
      { title: 'tensor' },
      { title: 'type' },
      { title: 'shape', align: right },
      { title: 'bytes', align: right },
      { title: 'gzip', align: right },
    ],
    tensorLines(model).map(({ name, type, shape, bytes, gzipBytes }) => [
      name,
      type,
      shape.join(' × '),
      formatBytes(bytes),
      formatBytes(gzipBytes),
    ]),
  );
  const fields = renderTable(
    [{ title: 'field' }, { title: 'kind' }, { title: 'in an item' }, { title: 'in a profile' }],
    student.schema.fields.map(({ name, kind, paths }) => [
      name,
      kind,
      paths.item.map((path) => path.join('.')).join(', '),
      paths.profile.map((path) => path.join('.')).join(', '),
    ]),
  );
  const crosses = student.schema.crosses.map(({ name, kind }) => `${name} (${kind})`).join(', ');
  const metadata = renderTable(
    [{ title: 'metadata' }, { title: 'value' }],
    Object.entries(student.metadata).map(([key, text]) => [key, shortened(text)]),
  );
  return [
    `${modelLine(model)}\nSHA-256: ${hash}\n`,
    tensors,
    fields,
    `Crosses: ${crosses === '' ? 'none' : crosses}\n`,
    metadata,
  ].join('\n');
}

const MAX_VALUE = 72;

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= MAX_VALUE
    ? line
    : `${line.slice(0, MAX_VALUE - 1)}… (${formatBytes(Buffer.byteLength(text))})`;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
