import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';
import { readOnnx } from '../export/onnx-interpreter.ts';
import { runCommand, useWorkplace } from './run-command.ts';

const { path, put, files } = useWorkplace();

beforeAll(() => lexicalStudentFile().then((bytes) => put('model.safetensors', bytes)));

describe('export', () => {
  it.concurrent.each(['int8', 'float32'])('writes ONNX at %s', async (precision) => {
    const out = path(`${precision}.onnx`);
    const { exitCode, stdout, stderr } = await runCommand([
      'export',
      '--model',
      path('model.safetensors'),
      '--out',
      out,
      '--format',
      'onnx',
      '--precision',
      precision,
    ]);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain(`ONNX, ${precision}`);
    expect(readOnnx(await readFile(out)).metadata).toMatchObject({ precision });
  });

  it('refuses what it cannot do, and writes nothing', async () => {
    const model = path('model.safetensors');
    const noFormat = await runCommand([
      'export',
      '--model',
      model,
      '--out',
      path('x.bin'),
      '--format',
      'tflite',
    ]);
    expect(noFormat.exitCode).toBe(2);
    const noFolder = await runCommand(['export', '--model', model, '--out', path('none/x.onnx')]);
    expect(noFolder.exitCode).toBe(1);
    expect(noFolder.stderr).toContain('there is no folder');
    expect(await files()).not.toContain('x.bin');
  });
});
