import type { TableFormat } from '../../core/format/packed-table.ts';
import { SIDES, type Side } from '../../core/features/schema.ts';
import type { Random } from '../../core/math/random.ts';
import { createAdam } from './adam.ts';
import { denseProduct } from './dense-product.ts';
import { createEmbeddingTable, type EmbeddingTable } from './embedding-table.ts';
import { mixFields, mixFieldsGradient } from './field-encoder.ts';
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

/** Learning rates of the dense weights (Adam) and of the table (row-wise Adagrad). */
export interface Rates {
  dense: number;
  table: number;
}

/**
 * The float network whose integer form is the student (core/student): two towers over hashed fields, and a
 * head over profile ∘ job, job, and cross features.
 */
export interface PairNetwork {
  readonly size: NetworkSize;
  readonly table: EmbeddingTable;
  /** One gain a field, by side; its magnitude counts. */
  readonly gains: Readonly<Record<Side, Float32Array>>;
  /** Every other dense weight, by name. */
  readonly variables: ReadonlyMap<string, Variable>;
  /** Logits of a batch: lists × perList × 2. */
  score(batch: Batch): Float32Array;
  /**
   * One training step.
   *
   * @param rates learning rates of the dense weights (Adam) and of the table (row-wise Adagrad)
   * @returns the loss
   */
  step(batch: Batch, loss: Loss, rates: Rates): number;
  /**
   * One training step on a loss over unit vectors alone: profiles × width and jobs × width. The head gets
   * no gradient; what Adam still carries of earlier ones may move it a little.
   */
  stepCodes(
    profiles: ArrayLike<number>,
    jobs: ArrayLike<number>,
    loss: (profiles: Tensor2D, jobs: Tensor2D) => Tensor,
    rates: Rates,
  ): number;
  /** Unit vectors of objects: n × width. */
  encode(side: Side, which: ArrayLike<number>): Float32Array;
  /** The largest activation inside a side's tower over objects: what quantization must cover. */
  largestTowerActivation(side: Side, which: ArrayLike<number>): number;
  /** Replaces a dense weight by a function of itself. */
  edit(name: string, change: (values: Float32Array) => Float32Array): void;
  /** A copy of all state of training, to continue from later. */
  save(): Record<string, Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
  dispose(): void;
}

const EPSILON = 1e-9;

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
    addVariable(name, tf.tensor(values, shape));
  };
  const addVariable = (name: string, initial: Tensor): void => {
    variables.set(name, tf.variable(initial));
    initial.dispose();
  };
  const gains: Record<Side, Float32Array> = {
    job: new Float32Array(fieldCount).fill(1),
    profile: new Float32Array(fieldCount).fill(1),
  };
  for (const side of SIDES) {
    if (tower === 0) break;
    make(`tower.${side}.enter`, [width, tower], 1 / Math.sqrt(width));
    make(`tower.${side}.enterBias`, [tower], 0);
    make(`tower.${side}.leave`, [tower, width], 0.1 / Math.sqrt(tower));
    // All that an empty object has. Not 0, where normalization is so steep that Adam never recovers.
    make(`tower.${side}.leaveBias`, [width], 0.1 / Math.sqrt(width));
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
    addVariable(name, tf.tensor1d(values));
  }

  const names = [...variables.keys()];
  const adam = createAdam();

  const unit = (x: Tensor): Tensor =>
    tf.mul(x, tf.rsqrt(tf.add(tf.sum(tf.square(x), -1, true), EPSILON)));

  function codesOf(side: Side, mixed: Tensor, weights: Readonly<Record<string, Tensor>>): Tensor2D {
    let x = unit(mixed) as Tensor2D;
    if (tower > 0) {
      const enter = weights[`tower.${side}.enter`] as Tensor2D;
      const leave = weights[`tower.${side}.leave`] as Tensor2D;
      const h = tf.relu(tf.add(denseProduct(tf, x, enter), weights[`tower.${side}.enterBias`]!));
      const y = tf.add(denseProduct(tf, h as Tensor2D, leave), weights[`tower.${side}.leaveBias`]!);
      x = unit(tf.add(x, y)) as Tensor2D;
    }
    return x;
  }

  function logitsOf(
    batch: Batch,
    mixedProfiles: Tensor,
    mixedJobs: Tensor,
    weights: Readonly<Record<string, Tensor>>,
  ): Tensor3D {
    const { lists, perList } = batch;
    const profiles = codesOf('profile', mixedProfiles, weights);
    const jobs = codesOf('job', mixedJobs, weights);
    const job = tf.gather(jobs, tf.tensor1d(batch.pairs, 'int32')) as Tensor2D;
    // Gathering is faster here than broadcasting.
    const list = Int32Array.from(batch.pairs, (_, i) => Math.floor(i / perList));
    const pair = tf.mul(job, tf.gather(profiles, tf.tensor1d(list, 'int32'))) as Tensor2D;
    let out = denseProduct(
      tf,
      tf.sum(pair, 1, true) as Tensor2D,
      weights['head.outDot'] as Tensor2D,
    );
    let acc = tf.add(
      denseProduct(tf, pair, weights['head.pair'] as Tensor2D),
      denseProduct(tf, job, weights['head.job'] as Tensor2D),
    );
    if (data.crossFeatures > 0) {
      const crosses = tf.tensor2d(batch.crosses, [lists * perList, data.crossFeatures]);
      acc = tf.add(acc, denseProduct(tf, crosses, weights['head.cross'] as Tensor2D));
      out = tf.add(out, denseProduct(tf, crosses, weights['head.outCross'] as Tensor2D));
    }
    const h = tf.relu(tf.add(acc, weights['head.bias']!)) as Tensor2D;
    out = tf.add(out, denseProduct(tf, h, weights['head.outHidden'] as Tensor2D));
    return tf.reshape(tf.add(out, weights['head.outBias']!), [lists, perList, 2]) as Tensor3D;
  }

  const asMatrix = (values: Float32Array): Tensor2D =>
    tf.tensor2d(values, [values.length / width, width]);

  function assign(variable: Variable, values: Float32Array): void {
    const tensor = tf.tensor(values, variable.shape);
    variable.assign(tensor);
    tensor.dispose();
  }

  /** One step down the gradient of a loss over the mixed fields of some profiles and jobs. */
  function update(
    profiles: ArrayLike<number>,
    jobs: ArrayLike<number>,
    rates: Rates,
    loss: (profiles: Tensor, jobs: Tensor, weights: Readonly<Record<string, Tensor>>) => Tensor,
  ): number {
    const sides = [
      { side: 'profile', objects: data.profiles, which: profiles },
      { side: 'job', objects: data.jobs, which: jobs },
    ] as const;
    const passes = sides.map(({ side, objects, which }) =>
      mixFields(table, gains[side], objects, which),
    );
    return tf.tidy(() => {
      const inputs = [
        ...passes.map((pass) => asMatrix(pass.mixed)),
        ...names.map((name) => variables.get(name)!),
      ];
      // A weight that a loss does not touch has no gradient; adding nothing of it gives it a zero one.
      const { value, grads } = tf.valueAndGrads((...tensors: Tensor[]) => {
        const untouched = tf.mul(0, tf.addN(tensors.slice(2).map((tensor) => tf.sum(tensor))));
        const own = loss(tensors[0]!, tensors[1]!, asRecord(tensors.slice(2)));
        return tf.add(own, untouched).asScalar();
      })(inputs);
      adam.begin();
      for (const [i, { side, objects, which }] of sides.entries()) {
        const gradient = grads[i]!.dataSync() as Float32Array;
        const gainGradient = new Float32Array(fieldCount);
        mixFieldsGradient(table, gains[side], objects, which, passes[i]!, gradient, gainGradient);
        adam.update(`gain.${side}`, gains[side], gainGradient, rates.dense);
      }
      table.update(rates.table);
      for (const [i, name] of names.entries()) {
        const variable = variables.get(name)!;
        const values = variable.dataSync().slice() as Float32Array;
        adam.update(name, values, grads[2 + i]!.dataSync() as Float32Array, rates.dense);
        assign(variable, values);
      }
      return value.dataSync()[0]!;
    });
  }

  const asRecord = (tensors: readonly Tensor[]): Record<string, Tensor> =>
    Object.fromEntries(names.map((name, i) => [name, tensors[i]!]));

  return {
    size,
    table,
    gains,
    variables,
    score(batch) {
      const profiles = mixFields(table, gains.profile, data.profiles, batch.profiles);
      const jobs = mixFields(table, gains.job, data.jobs, batch.jobs);
      return tf.tidy(() => {
        const weights = asRecord(names.map((name) => variables.get(name)!));
        const logits = logitsOf(batch, asMatrix(profiles.mixed), asMatrix(jobs.mixed), weights);
        return logits.dataSync().slice() as Float32Array;
      });
    },
    step(batch, loss, rates) {
      return update(batch.profiles, batch.jobs, rates, (profiles, jobs, weights) =>
        loss(logitsOf(batch, profiles, jobs, weights), weights),
      );
    },
    stepCodes(profiles, jobs, loss, rates) {
      return update(profiles, jobs, rates, (mixedProfiles, mixedJobs, weights) =>
        loss(codesOf('profile', mixedProfiles, weights), codesOf('job', mixedJobs, weights)),
      );
    },
    encode(side, which) {
      const objects = side === 'job' ? data.jobs : data.profiles;
      const { mixed } = mixFields(table, gains[side], objects, which);
      return tf.tidy(() => {
        const weights = asRecord(names.map((name) => variables.get(name)!));
        return codesOf(side, asMatrix(mixed), weights).dataSync().slice() as Float32Array;
      });
    },
    largestTowerActivation(side, which) {
      const objects = side === 'job' ? data.jobs : data.profiles;
      const { mixed } = mixFields(table, gains[side], objects, which);
      return tf.tidy(() => {
        const enter = variables.get(`tower.${side}.enter`) as unknown as Tensor2D;
        const bias = variables.get(`tower.${side}.enterBias`)!;
        const x = unit(asMatrix(mixed)) as Tensor2D;
        return tf.max(tf.add(denseProduct(tf, x, enter), bias)).dataSync()[0]!;
      });
    },
    edit(name, change) {
      const variable = variables.get(name)!;
      assign(variable, change(variable.dataSync().slice() as Float32Array));
    },
    save() {
      const state: Record<string, Float32Array> = {
        table: table.values(),
        accumulators: table.accumulators.slice(),
        'gain.job': gains.job.slice(),
        'gain.profile': gains.profile.slice(),
        ...adam.save(),
      };
      for (const name of names) {
        state[`weight/${name}`] = variables.get(name)!.dataSync().slice() as Float32Array;
      }
      return state;
    },
    restore(state) {
      table.replace(state.table!, state.accumulators!);
      for (const side of SIDES) gains[side].set(state[`gain.${side}`]!);
      for (const name of names) assign(variables.get(name)!, state[`weight/${name}`]!);
      adam.restore(state);
    },
    dispose() {
      for (const variable of variables.values()) variable.dispose();
    },
  };
}
