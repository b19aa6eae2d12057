import { SIDES, type Side } from '../../../core/features/schema.ts';
import type { Random } from '../../../core/math/random.ts';
import { createAdam } from './adam.ts';
import { denseProduct } from '../backend/dense-product.ts';
import { createEmbeddingTable, type EmbeddingTable } from './embedding-table.ts';
import { mixFields, mixFieldsGradient } from './field-encoder.ts';
import { initialWeights, textMatchWeights, type Weight } from './initial-weights.ts';
import type { Batch } from '../data/lists.ts';
import type { PairData } from '../data/pair-data.ts';
import type { NetworkSize } from './network-size.ts';
import { createPairLayers } from './pair-layers.ts';
import { readTensors } from '../backend/tensorflow.ts';
import type { Tensor, Tensor2D, Tensor3D, Tf } from '../backend/tf.ts';

/**
 * Logits of a batch: lists × perList × outputs; all weights by name, and under {@link HIDDEN_PART} what
 * the hidden units add to the logits, of the same shape.
 */
export type Loss = (logits: Tensor3D, extra: Readonly<Record<string, Tensor>>) => Tensor;
export const HIDDEN_PART = 'part.hidden';

/** Learning rates of the dense weights (Adam) and of the table (row-wise Adagrad). */
export interface Rates {
  dense: number;
  table: number;
}

/** Vectors beside those of a network: items × width, and where their gradient goes. */
export interface Added {
  values: Float32Array;
  gradient: Float32Array;
}

/**
 * The float network whose integer form is the student (core/student): two towers over hashed fields, and a
 * head over profile ∘ item, item, and cross features. Its state lies in plain arrays; a backend holds tensors
 * during a call alone. What a backend computes comes asynchronously, since a GPU cannot be waited for.
 */
export interface PairNetwork {
  readonly size: NetworkSize;
  readonly table: EmbeddingTable;
  /** One gain a field, by side; its magnitude counts. */
  readonly gains: Readonly<Record<Side, Float32Array>>;
  /** Every other dense weight, by name. */
  readonly weights: ReadonlyMap<string, Weight>;
  /** Logits of a batch: lists × perList × outputs. */
  score(batch: Batch): Promise<Float32Array>;
  /**
   * One training step.
   *
   * @param rates learning rates of the dense weights (Adam) and of the table (row-wise Adagrad)
   * @returns the loss
   */
  step(batch: Batch, loss: Loss, rates: Rates): Promise<number>;
  /**
   * One training step on a loss over unit vectors alone: profiles × width and items × width. The head gets
   * no gradient; what Adam still carries of earlier ones may move it a little.
   *
   * @param added to be added to the items' vectors: the loss then also gets the unit vectors of the sums
   */
  stepCodes(
    profiles: ArrayLike<number>,
    items: ArrayLike<number>,
    loss: (profiles: Tensor2D, items: Tensor2D, sums: Tensor2D) => Tensor,
    rates: Rates,
    added?: Added,
  ): Promise<number>;
  /**
   * As {@link PairNetwork.stepCodes}, of profiles that say one thing alone, so that what it says could as well be
   * an item's: `asItems` are profiles too, encoded as items are.
   */
  stepProfiles(
    profiles: ArrayLike<number>,
    asItems: ArrayLike<number>,
    loss: (profiles: Tensor2D, items: Tensor2D) => Tensor,
    rates: Rates,
  ): Promise<number>;
  /** Unit vectors of objects: n × width. */
  encode(side: Side, which: ArrayLike<number>): Promise<Float32Array>;
  /** The largest activation inside a side's tower over objects: what quantization must cover. */
  largestTowerActivation(side: Side, which: ArrayLike<number>): Promise<number>;
  /** Replaces a dense weight by a function of itself. */
  edit(name: string, change: (values: Float32Array) => Float32Array): void;
  /** A copy of all state of training, to continue from later. */
  save(): Record<string, Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
}

/**
 * Adam moves every weight by about its rate a step, whatever its size. These begin at about the size that is given
 * here, or have to get there from 0 (a cross alone may be worth a grade), so they move by as much.
 */
const PACE: Readonly<Record<string, number>> = {
  'head.pair': 10,
  'head.cross': 10,
  'head.outCross': 10,
  'head.outDot': 5,
};

/** Options of {@link createPairNetwork}. */
export interface NetworkOptions {
  /** Further weights that a loss needs, by name, with their initial values. */
  extra?: Readonly<Record<string, Float32Array>>;
  /**
   * Whether matches of a text field with itself keep their weights in the policy output. Else lists of whole
   * profiles, which tell little by titles, take them from bare titles, which tell nothing but by them. Default false.
   */
  holdTextMatches?: boolean;
}

/** Creates a network with random weights. */
export function createPairNetwork(
  tf: Tf,
  data: PairData,
  size: NetworkSize,
  random: Random,
  { extra = {}, holdTextMatches = false }: NetworkOptions = {},
): PairNetwork {
  const { width } = size;
  const fieldCount = data.schema.fields.length;
  const table = createEmbeddingTable(size.tableRows, width, size.format, random.fork('table'));
  const weights = initialWeights(data, size, random);
  for (const [name, values] of Object.entries(extra)) {
    weights.set(name, { shape: [values.length], values: values.slice() });
  }
  const held = holdTextMatches ? textMatchWeights(data.schema, size.outputs ?? 2) : [];
  const gains: Record<Side, Float32Array> = {
    item: new Float32Array(fieldCount).fill(1),
    profile: new Float32Array(fieldCount).fill(1),
  };
  const adam = createAdam();
  const { unit, codesOf, logitsOf } = createPairLayers(tf, size, data.crossFeatures);

  const asMatrix = (values: Float32Array): Tensor2D =>
    tf.tensor2d(values, [values.length / width, width]);

  const weightTensors = (): Tensor[] =>
    [...weights.values()].map(({ shape, values }) => tf.tensor(values, shape));
  const byName = (tensors: readonly Tensor[]): Record<string, Tensor> =>
    Object.fromEntries([...weights.keys()].map((name, i) => [name, tensors[i]!]));

  /** One step down the gradient of a loss over the mixed fields of some profiles and items. */
  async function update(
    profiles: ArrayLike<number>,
    items: ArrayLike<number>,
    rates: Rates,
    loss: (
      profiles: Tensor,
      items: Tensor,
      tensors: Readonly<Record<string, Tensor>>,
      added: Tensor | undefined,
    ) => Tensor,
    added?: Added,
    itemObjects = data.items,
  ): Promise<number> {
    const sides = [
      { side: 'profile', objects: data.profiles, which: profiles },
      { side: 'item', objects: itemObjects, which: items },
    ] as const;
    const passes = sides.map(({ side, objects, which }) =>
      mixFields(table, gains[side], objects, which),
    );
    const [value, ...gradients] = await readTensors(tf, () => {
      const inputs = [...passes.map((pass) => asMatrix(pass.mixed)), ...weightTensors()];
      if (added !== undefined) inputs.push(asMatrix(added.values));
      const found = tf.valueAndGrads((...given: Tensor[]) => {
        const tensors = given.slice(0, 2 + weights.size);
        // A weight that a loss does not touch has no gradient; adding nothing of it gives it a zero one.
        // Added one by one: a GPU may bind as few as eight tensors at once.
        const sums = tensors.slice(2).map((tensor) => tf.sum(tensor));
        const untouched = tf.mul(
          0,
          sums.reduce((a, b) => tf.add(a, b)),
        );
        const own = loss(
          tensors[0]!,
          tensors[1]!,
          byName(tensors.slice(2)),
          given[2 + weights.size],
        );
        return tf.add(own, untouched).asScalar();
      })(inputs);
      return [found.value, ...found.grads];
    });
    added?.gradient.set(gradients[2 + weights.size]!);
    adam.begin();
    for (const [i, { side, objects, which }] of sides.entries()) {
      const gainGradient = new Float32Array(fieldCount);
      mixFieldsGradient(
        table,
        gains[side],
        objects,
        which,
        passes[i]!,
        gradients[i]!,
        gainGradient,
      );
      adam.update(`gain.${side}`, gains[side], gainGradient, rates.dense);
    }
    table.update(rates.table);
    for (const [i, [name, { values }]] of [...weights].entries()) {
      if (name === 'head.outCross') for (const at of held) gradients[2 + i]![at] = 0;
      adam.update(name, values, gradients[2 + i]!, rates.dense * (PACE[name] ?? 1));
    }
    return value![0]!;
  }

  return {
    size,
    table,
    gains,
    weights,
    async score(batch) {
      const profiles = mixFields(table, gains.profile, data.profiles, batch.profiles);
      const items = mixFields(table, gains.item, data.items, batch.items);
      const [logits] = await readTensors(tf, () => [
        logitsOf(batch, asMatrix(profiles.mixed), asMatrix(items.mixed), byName(weightTensors()))
          .logits,
      ]);
      return logits!;
    },
    step(batch, loss, rates) {
      return update(batch.profiles, batch.items, rates, (profiles, items, tensors) => {
        const { logits, hiddenPart } = logitsOf(batch, profiles, items, tensors);
        return loss(logits, { ...tensors, [HIDDEN_PART]: hiddenPart });
      });
    },
    stepCodes(profiles, items, loss, rates, added) {
      return update(
        profiles,
        items,
        rates,
        (mixedProfiles, mixedItems, tensors, addedTensor) => {
          const codes = codesOf('item', mixedItems, tensors);
          const sums = addedTensor && (unit(tf.add(codes, addedTensor)) as Tensor2D);
          return loss(codesOf('profile', mixedProfiles, tensors), codes, sums ?? codes);
        },
        added,
      );
    },
    stepProfiles(profiles, asItems, loss, rates) {
      return update(
        profiles,
        asItems,
        rates,
        (mixedProfiles, mixedItems, tensors) =>
          loss(codesOf('profile', mixedProfiles, tensors), codesOf('item', mixedItems, tensors)),
        undefined,
        data.profiles,
      );
    },
    async encode(side, which) {
      const objects = side === 'item' ? data.items : data.profiles;
      const { mixed } = mixFields(table, gains[side], objects, which);
      const [codes] = await readTensors(tf, () => [
        codesOf(side, asMatrix(mixed), byName(weightTensors())),
      ]);
      return codes!;
    },
    async largestTowerActivation(side, which) {
      const objects = side === 'item' ? data.items : data.profiles;
      const { mixed } = mixFields(table, gains[side], objects, which);
      const [largest] = await readTensors(tf, () => {
        const tensors = byName(weightTensors());
        const enter = tensors[`tower.${side}.enter`] as Tensor2D;
        const x = unit(asMatrix(mixed)) as Tensor2D;
        return [tf.max(tf.add(denseProduct(tf, x, enter), tensors[`tower.${side}.enterBias`]!))];
      });
      return largest![0]!;
    },
    edit(name, change) {
      const { values } = weights.get(name)!;
      values.set(change(values.slice()));
    },
    save() {
      const state: Record<string, Float32Array> = {
        table: table.values(),
        accumulators: table.accumulators.slice(),
        'gain.item': gains.item.slice(),
        'gain.profile': gains.profile.slice(),
        ...adam.save(),
      };
      for (const [name, { values }] of weights) state[`weight/${name}`] = values.slice();
      return state;
    },
    restore(state) {
      table.replace(state.table!, state.accumulators!);
      for (const side of SIDES) gains[side].set(state[`gain.${side}`]!);
      for (const [name, { values }] of weights) values.set(state[`weight/${name}`]!);
      adam.restore(state);
    },
  };
}
