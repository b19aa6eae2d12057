import type { Teacher } from './teacher.ts';
import type { PairNetwork } from '../train/network/pair-network.ts';

/** The weights from the network's hidden layer and shortcuts to its outputs, two a row. */
const OUTPUTS = ['head.outHidden', 'head.outCross', 'head.outDot'];

/**
 * Gives a new network what a trained teacher of the same size knows: its table and dense weights, and its
 * output as that of `head`, which so begins with the teacher's order. The optimizer's moments stay fresh.
 */
export function startFrom(
  network: PairNetwork,
  teacher: Pick<Teacher, 'networks' | 'head'>,
  head: number,
): void {
  const state = network.save();
  const learned = teacher.networks[0]!.save();
  for (const name of Object.keys(state)) {
    if (name !== 'steps' && learned[name] !== undefined) state[name] = learned[name];
  }
  network.restore(state);
  for (const name of OUTPUTS) {
    network.edit(name, (values) =>
      values.map((value, i) => (i % 2 === head ? values[i - head + teacher.head]! : value)),
    );
  }
}
