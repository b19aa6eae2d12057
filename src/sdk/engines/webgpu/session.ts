import type { EngineSession } from '../../../core/engine.ts';
import { PocketRankError } from '../../../core/errors.ts';
import type { ProfileEvidence } from '../../../core/features/evidence.ts';
import type { Query } from '../../../core/student/fold.ts';
import { hashString } from '../../../core/math/hash.ts';
import { itemCodeBytes, type Student } from '../../../core/student/student.ts';
import { createMeasuredChoice } from '../measured-choice.ts';
import { createGpuLayout } from './layout.ts';
import { packEvidence, packHead, packRecords } from './pack.ts';
import { scoreShader, WORKGROUP } from './shader.ts';
import type { Backend, GpuDevice, Program, Tensor } from './types.ts';

/** Buffers grow by powers of two from here, so that few sizes occur and tfjs finds them in its pool. */
const MIN_SLOTS = 256;

/**
 * Scores on the GPU, or by `host` where that is faster; everything else stays with `host`, a session of
 * another engine for the same student, which also holds the codes that the GPU's copy is made from.
 *
 * @param minItems shorter lists go to `host`; undefined: as measured
 */
export function createGpuSession(
  student: Student,
  host: EngineSession,
  device: GpuDevice,
  backend: Backend,
  hasDot: boolean,
  minItems: number | undefined,
): EngineSession {
  const { width } = student.parameters;
  const stride = itemCodeBytes(student);
  const layout = createGpuLayout(student);
  const source = scoreShader(student, layout, hasDot);
  const choice = createMeasuredChoice();
  let failure: string | undefined;
  let isClosed = false;
  let records: Tensor | undefined;
  let capacity = 0;
  /** Slots whose records are not on the GPU yet. */
  let dirty = new Uint8Array(0);
  let reserved = 0;

  const lost = device.lost.then(({ message, reason }) => {
    failure ??= `The GPU device was lost: ${message || reason}`;
    throw failed();
  });
  lost.catch(() => {}); // Seen by the rankings in flight; nobody else waits for it.
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    failure ??= event.error.message;
  });

  function failed(cause?: unknown): PocketRankError {
    return new PocketRankError('ENGINE_FAILED', failure ?? 'The GPU does not compute.', { cause });
  }

  function growRecords(): void {
    if (records !== undefined && capacity >= reserved) return;
    if (records !== undefined) backend.disposeData(records.dataId, true);
    capacity = powerOfTwo(Math.max(reserved, MIN_SLOTS));
    records = backend.makeTensorInfo([capacity * layout.recordWords], 'int32');
    backend.uploadToGPU(records.dataId);
    dirty = new Uint8Array(capacity).fill(1, 0, reserved);
  }

  /** Sends what has changed since the last ranking, run by run. */
  function uploadDirty(): void {
    const buffer = backend.tensorMap.get(records!.dataId).resource!;
    for (let from = dirty.indexOf(1); from >= 0; from = dirty.indexOf(1, from)) {
      let to = dirty.indexOf(0, from);
      if (to < 0 || to > reserved) to = reserved;
      dirty.fill(0, from, to);
      device.queue.writeBuffer(
        buffer,
        4 * layout.recordWords * from,
        packRecords(host.codes(), stride, width, from, to, layout),
      );
      from = to;
    }
  }

  function runKernel(head: Int32Array, evidence: Int32Array, slots: Uint32Array): Tensor {
    const count = slots.length;
    const size = powerOfTwo(Math.max(count, MIN_SLOTS));
    const padded = new Int32Array(size);
    padded.set(slots);
    const inputs = [
      records!,
      backend.makeTensorInfo([size], 'int32', padded),
      backend.makeTensorInfo([head.length], 'int32', head),
      backend.makeTensorInfo([evidence.length], 'int32', evidence),
    ];
    const program: Program = {
      variableNames: ['codes', 'slots', 'head', 'evidenceOf'],
      uniforms: 'count : i32,',
      outputShape: [layout.outputs * size],
      shaderKey: `pocketrank/${student.schemaHash}/${source.length}/${hashString(source, 0)}`,
      workgroupSize: [WORKGROUP, 1, 1],
      dispatchLayout: { x: [0] },
      dispatch: [Math.ceil(count / WORKGROUP), 1, 1],
      getUserCode: () => source,
    };
    const uniforms: { type: 'int32'; data: number[] }[] = [{ type: 'int32', data: [count] }];
    const output = backend.runWebGPUProgram(program, inputs, 'int32', uniforms);
    for (const input of inputs.slice(1)) backend.disposeData(input.dataId);
    return output;
  }

  async function scoreOnGpu(
    query: Query,
    evidence: ProfileEvidence,
    slots: Uint32Array,
    out: Int32Array,
  ): Promise<void> {
    let output: Tensor;
    try {
      growRecords();
      uploadDirty();
      output = runKernel(packHead(query, layout), packEvidence(student, evidence, layout), slots);
      const result = await Promise.race([backend.read(output.dataId), lost]);
      backend.disposeData(output.dataId);
      if (failure !== undefined) throw failed();
      out.set(result.subarray(0, layout.outputs * slots.length));
    } catch (cause) {
      if (cause instanceof PocketRankError) throw cause;
      failure ??= `The GPU failed: ${cause instanceof Error ? cause.message : String(cause)}`;
      throw failed(cause);
    }
  }

  return {
    ...host,
    reserve(slots) {
      host.reserve(slots);
      reserved = Math.max(reserved, slots);
    },
    write(slot, code) {
      host.write(slot, code);
      if (slot < dirty.length) dirty[slot] = 1;
    },
    score(query, evidence, slots, out) {
      if (isClosed) failure ??= 'The session is closed.';
      if (failure !== undefined) throw failed();
      if (slots.length === 0) return undefined;
      const isLong =
        minItems === undefined ? choice.pick(slots.length) === 'device' : slots.length >= minItems;
      const start = performance.now();
      if (isLong) {
        return scoreOnGpu(query, evidence, slots, out).then(() =>
          choice.note('device', slots.length, performance.now() - start),
        );
      }
      const working = host.score(query, evidence, slots, out);
      choice.note('host', slots.length, performance.now() - start);
      return working;
    },
    times: choice.times,
    learn: choice.learn,
    close() {
      if (isClosed) return;
      isClosed = true;
      host.close();
      backend.dispose();
      device.destroy();
    },
  };
}

function powerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(n));
}
