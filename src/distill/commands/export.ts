import type { Command } from 'commander';
import { Option } from 'commander';
import { formatBytes } from '../console/format.ts';
import { exportOnnx, ONNX_PRECISIONS, type OnnxPrecision } from '../export/onnx.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import { checkOutput } from './check-output.ts';
import type { CommandContext } from './context.ts';
import { readModelFile } from './read-model-file.ts';

/** `pocketrank export`: a model's scoring head for other runtimes. */
export function addExportCommand(program: Command, { stdout }: CommandContext): void {
  program
    .command('export')
    .description("Write a model's scoring head for other runtimes.")
    .requiredOption('--model <file>', 'the model file')
    .requiredOption('--out <file>', 'where to write')
    .addOption(new Option('--format <name>', 'the format').choices(['onnx']).default('onnx'))
    .addOption(
      new Option(
        '--precision <name>',
        'int8 gives the same integers as the model; float32 is close',
      )
        .choices(ONNX_PRECISIONS)
        .default('int8'),
    )
    .addHelpText(
      'after',
      '\nExample:\n  $ pocketrank export --model models/ours.safetensors --format onnx --out ours.onnx',
    )
    .action(async (options: { model: string; out: string; precision: OnnxPrecision }) => {
      await checkOutput(options.out);
      const { student } = await readModelFile(options.model);
      const bytes = exportOnnx(student, options.precision);
      await writeFileAtomic(options.out, bytes);
      stdout.write(
        `${options.out}: ONNX, ${options.precision}, ${formatBytes(bytes.length)}; inputs profile, items, crosses; output outputs\n`,
      );
    });
}
