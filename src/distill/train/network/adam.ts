/** Adam (Kingma & Ba, arXiv 1412.6980) over named arrays, with all of its state open for checkpoints. */
export interface Adam {
  /** Starts a step; every array is then updated once. */
  begin(): void;
  update(name: string, values: Float32Array, gradient: ArrayLike<number>, rate: number): void;
  save(): Record<string, Float32Array>;
  restore(state: Readonly<Record<string, Float32Array>>): void;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-8;

export function createAdam(): Adam {
  const moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  let steps = 0;
  const momentsOf = (name: string, length: number) => {
    let entry = moments.get(name);
    if (entry === undefined) {
      entry = { first: new Float32Array(length), second: new Float32Array(length) };
      moments.set(name, entry);
    }
    return entry;
  };
  return {
    begin() {
      steps++;
    },
    update(name, values, gradient, rate) {
      const { first, second } = momentsOf(name, values.length);
      const correction = Math.sqrt(1 - BETA2 ** steps) / (1 - BETA1 ** steps);
      for (let i = 0; i < values.length; i++) {
        const g = gradient[i]!;
        first[i] = BETA1 * first[i]! + (1 - BETA1) * g;
        second[i] = BETA2 * second[i]! + (1 - BETA2) * g * g;
        values[i]! -= (rate * correction * first[i]!) / (Math.sqrt(second[i]!) + EPSILON);
      }
    },
    save() {
      const state: Record<string, Float32Array> = { steps: Float32Array.of(steps) };
      for (const [name, { first, second }] of moments) {
        state[`first/${name}`] = first.slice();
        state[`second/${name}`] = second.slice();
      }
      return state;
    },
    restore(state) {
      steps = state.steps![0]!;
      moments.clear();
      for (const [key, first] of Object.entries(state)) {
        if (!key.startsWith('first/')) continue;
        const name = key.slice('first/'.length);
        moments.set(name, { first: first.slice(), second: state[`second/${name}`]!.slice() });
      }
    },
  };
}
