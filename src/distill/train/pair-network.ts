import type { TableFormat } from '../../core/format/packed-table.ts';
import { SIDES, type Side } from '../../core/features/schema.ts';
import type { Random } from '../../core/math/random.ts';
import { createEmbeddingTable, type EmbeddingTable } from './embedding-table.ts';
import type { EncodedObjects } from './encoded-objects.ts';
import type { Batch } from './lists.ts';
import type { PairData } from './pair-data.ts';
import type { Tensor, Tensor2D, Tensor3D, Tf, Variable } from './tensorflow.ts';

/** Sizes of a network; a teacher's are larger than a student's, the form is the same. */
export interface NetworkSize {
  tableRows: number;
  /** Length of a job's or profile's vector. */
  width: number;
  /** Hidden units of each side's residual tower; 0: none. */
  tower: number;
  /** Hidden units of the head. */
  hidden: number;
  /** How the table's rows are seen while training. */
  format: TableFormat | 'float';
}

/** Logits of a batch: lists × perList × (policy, click). */
export type Loss = (logits: Tensor3D, extra: Readonly<Record<string, Tensor>>) => Tensor;

/**
 * The float network whose integer form is the student (core/student): two towers over hashed fields, and a
 * head over profile ∘ job, job, and cross features.
 */
export interface PairNetwork {
  readonly size: NetworkSize;
  readonly table: EmbeddingTable;
  /** Every dense weight by name. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Logits of a batch: lists × perList × 2. */
  score(batch: Batch): Float32Array;
  /**
   * One training step.
   *
   * @param rates learning rates of the dense weights (Adam) and of the table (row-wise Adagrad)
   * @returns the loss
   */
  step(batch: Batch, loss: Loss, rates: { dense: number; table: number }): number;
  /** Unit vectors of objects: n × width. */
  encode(side: Side, which: ArrayLike<number>): Float32Array;
  /** All state of training, to continue from later. */
  save(): Record<string, Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
  dispose(): void;
}

const EPSILON = 1e-9;
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/**
 * Creates a network with random weights.
 *
 * @param extra further variables that a loss needs, by name, with their initial values
 */
export function createPairNetwork(
  tf: Tf,
  data: PairData,
  size: NetworkSize,
  random: Random,
  extra: Readonly<Record<string, Float32Array>> = {},
): PairNetwork {
  const { width, hidden, tower } = size;
  const fieldCount = data.schema.fields.length;
  const table = createEmbeddingTable(size.tableRows, width, size.format, random.fork('table'));
  const variables = new Map<string, Variable>();
  const make = (name: string, shape: number[], deviation: number, mean = 0): void => {
    const stream = random.fork(name);
    const values = Float32Array.from(
      { length: shape.reduce((product, n) => product * n, 1) },
      () => mean + (deviation === 0 ? 0 : deviation * stream.normal()),
    );
    variables.set(name, tf.variable(tf.tensor(values, shape)));
  };
  for (const side of SIDES) {
    make(`gain.${side}`, [fieldCount], 0, 1);
    if (tower === 0) continue;
    make(`tower.${side}.enter`, [width, tower], 1 / Math.sqrt(width));
    make(`tower.${side}.enterBias`, [tower], 0);
    make(`tower.${side}.leave`, [tower, width], 0.1 / Math.sqrt(tower));
    make(`tower.${side}.leaveBias`, [width], 0);
  }
  // profile ∘ job has components of the order of 1 / width.
  make('head.pair', [width, hidden], Math.sqrt(width));
  make('head.job', [width, hidden], 1);
  make('head.cross', [data.crossFeatures, hidden], 0.5);
  make('head.bias', [hidden], 0, 0.1);
  make('head.outHidden', [hidden, 2], 0.5 / Math.sqrt(hidden));
  make('head.outCross', [data.crossFeatures, 2], 0);
  make('head.outDot', [1, 2], 0, 8);
  make('head.outBias', [2], 0);
  for (const [name, values] of Object.entries(extra)) {
    variables.set(name, tf.variable(tf.tensor1d(values)));
  }

  const names = [...variables.keys()];
  const moments = names.map((name) => {
    const count = variables.get(name)!.size;
    return { first: new Float32Array(count), second: new Float32Array(count) };
  });
  let steps = 0;

  const unit = (x: Tensor): Tensor =>
    tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), EPSILON)));

  function codesOf(
    side: Side,
    pooled: Tensor,
    weights: Readonly<Record<string, Tensor>>,
  ): Tensor2D {
    const gains = tf.reshape(tf.abs(weights[`gain.${side}`]!), [1, fieldCount, 1]);
    let x = unit(tf.sum(tf.mul(unit(pooled), gains), 1)) as Tensor2D;
    if (tower > 0) {
      const enter = weights[`tower.${side}.enter`] as Tensor2D;
      const leave = weights[`tower.${side}.leave`] as Tensor2D;
      const h = tf.relu(tf.add(tf.matMul(x, enter), weights[`tower.${side}.enterBias`]!));
      const y = tf.add(tf.matMul(h as Tensor2D, leave), weights[`tower.${side}.leaveBias`]!);
      x = unit(tf.add(x, y)) as Tensor2D;
    }
    return x;
  }

  function logitsOf(
    batch: Batch,
    pooledProfiles: Tensor,
    pooledJobs: Tensor,
    weights: Readonly<Record<string, Tensor>>,
  ): Tensor3D {
    const { lists, perList } = batch;
    const profiles = codesOf('profile', pooledProfiles, weights);
    const jobs = codesOf('job', pooledJobs, weights);
    const job = tf.gather(jobs, tf.tensor1d(batch.pairs, 'int32')) as Tensor2D;
    const pair = tf.reshape(
      tf.mul(tf.reshape(job, [lists, perList, width]), tf.reshape(profiles, [lists, 1, width])),
      [lists * perList, width],
    ) as Tensor2D;
    let out = tf.matMul(tf.sum(pair, 1, true) as Tensor2D, weights['head.outDot'] as Tensor2D);
    let acc = tf.add(
      tf.matMul(pair, weights['head.pair'] as Tensor2D),
      tf.matMul(job, weights['head.job'] as Tensor2D),
    );
    if (data.crossFeatures > 0) {
      const crosses = tf.tensor2d(batch.crosses, [lists * perList, data.crossFeatures]);
      acc = tf.add(acc, tf.matMul(crosses, weights['head.cross'] as Tensor2D));
      out = tf.add(out, tf.matMul(crosses, weights['head.outCross'] as Tensor2D));
    }
    const h = tf.relu(tf.add(acc, weights['head.bias']!)) as Tensor2D;
    out = tf.add(out, tf.matMul(h, weights['head.outHidden'] as Tensor2D));
    return tf.reshape(tf.add(out, weights['head.outBias']!), [lists, perList, 2]) as Tensor3D;
  }

  function pool(objects: EncodedObjects, which: ArrayLike<number>): Tensor3D {
    return tf.tensor3d(table.pool(objects, which), [which.length, fieldCount, width]);
  }

  function adam(gradients: readonly Tensor[], rate: number): void {
    steps++;
    const correction = Math.sqrt(1 - ADAM.beta2 ** steps) / (1 - ADAM.beta1 ** steps);
    for (const [i, name] of names.entries()) {
      const variable = variables.get(name)!;
      const gradient = gradients[i]!.dataSync();
      const values = variable.dataSync().slice();
      const { first, second } = moments[i]!;
      for (let j = 0; j < values.length; j++) {
        const g = gradient[j]!;
        first[j] = ADAM.beta1 * first[j]! + (1 - ADAM.beta1) * g;
        second[j] = ADAM.beta2 * second[j]! + (1 - ADAM.beta2) * g * g;
        values[j]! -= (rate * correction * first[j]!) / (Math.sqrt(second[j]!) + ADAM.epsilon);
      }
      const updated = tf.tensor(values as Float32Array, variable.shape);
      variable.assign(updated);
      updated.dispose();
    }
  }

  const asRecord = (tensors: readonly Tensor[]): Record<string, Tensor> =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));

  return {
    size,
    table,
    variables,
    score(batch) {
      return tf.tidy(() => {
        const weights = asRecord(names.map((name) => variables.get(name)!));
        const logits = logitsOf(
          batch,
          pool(data.profiles, batch.profiles),
          pool(data.jobs, batch.jobs),
          weights,
        );
        return logits.dataSync().slice() as Float32Array;
      });
    },
    step(batch, loss, rates) {
      return tf.tidy(() => {
        const inputs = [
          pool(data.profiles, batch.profiles),
          pool(data.jobs, batch.jobs),
          ...names.map((name) => variables.get(name)!),
        ];
        const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
          const weights = asRecord(tensors.slice(2));
          return loss(logitsOf(batch, tensors[0]!, tensors[1]!, weights), weights).asScalar();
        })(inputs);
        table.collect(data.profiles, batch.profiles, grads[0]!.dataSync() as Float32Array);
        table.collect(data.jobs, batch.jobs, grads[1]!.dataSync() as Float32Array);
        table.update(rates.table);
        adam(grads.slice(2), rates.dense);
        return value.dataSync()[0]!;
      });
    },
    encode(side, which) {
      return tf.tidy(() => {
        const weights = asRecord(names.map((name) => variables.get(name)!));
        const objects = side === 'job' ? data.jobs : data.profiles;
        return codesOf(side, pool(objects, which), weights).dataSync().slice() as Float32Array;
      });
    },
    save() {
      const state: Record<string, Float32Array> = {
        table: table.values,
        accumulators: table.accumulators,
        steps: Float32Array.of(steps),
      };
      for (const [i, name] of names.entries()) {
        state[name] = variables.get(name)!.dataSync() as Float32Array;
        state[`${name}/first`] = moments[i]!.first;
        state[`${name}/second`] = moments[i]!.second;
      }
      return state;
    },
    restore(state) {
      table.replace(state.table!, state.accumulators!);
      steps = state.steps![0]!;
      for (const [i, name] of names.entries()) {
        const variable = variables.get(name)!;
        const values = tf.tensor(state[name]!, variable.shape);
        variable.assign(values);
        values.dispose();
        moments[i]!.first.set(state[`${name}/first`]!);
        moments[i]!.second.set(state[`${name}/second`]!);
      }
    },
    dispose() {
      for (const variable of variables.values()) variable.dispose();
    },
  };
}
