const OPTIONS = 'The options';
const SIGNAL = 'The signal';
const ITEM =
  'An item is an object as pages carry it in JSON-LD: properties with what is known of it.';
const ENGINE = 'Use "auto", "wasm", "scalar" or an Engine.';

/** Parts of options and signals: whose they are, and what they must be. */
const PARTS = {
  storage: [OPTIONS, '"indexeddb" or "memory"'],
  consent: [OPTIONS, 'true or false'],
  enabled: [OPTIONS, 'true or false'],
  now: [OPTIONS, 'a function that returns milliseconds'],
  onProgress: [OPTIONS, 'a function'],
  debug: [OPTIONS, 'true, false or a function'],
  maxKnownItems: [OPTIONS, 'an integer of 1 or more'],
  limit: [OPTIONS, 'an integer of 0 or more'],
  alpha: [OPTIONS, 'a number from 0 (clicks) to 1 (policy)'],
  weights: [OPTIONS, 'an object of numbers from 0 on, by the name of the output'],
  floor: [OPTIONS, 'false, or { slack } with a number from 0 to 1'],
  prior: [
    OPTIONS,
    '"order", an array of numbers, a function, or { values, weight } with one of these and a number',
  ],
  pinned: [OPTIONS, 'an array of ids, or an object of ranks by id'],
  exclude: [OPTIONS, 'an array of types of events'],
  fatigue: [OPTIONS, 'true, false or a number of logits from 0'],
  explore: [OPTIONS, '{ seed, rank?, spread? } with a rank of 1 or more'],
  spread: [OPTIONS, 'true, false or an integer from 0 to 100'],
  interleave: [OPTIONS, '{ against, seed } with "given" or "base"'],
  type: [SIGNAL, 'the name of an event'],
  itemId: [SIGNAL, "the item's key"],
  position: [SIGNAL, 'an integer of 1 or more'],
  at: [SIGNAL, 'milliseconds since 1970'],
  dwellMs: [SIGNAL, 'milliseconds'],
} as const;

/** What else is to be said. */
export interface RefusalDetails {
  /** Where an item stands in its list. */
  index?: number;
  /** What there is to choose from. */
  known?: readonly string[];
  /** The same as one text, between spaces. */
  names?: string;
  /** How many there should be. */
  count?: number;
  cause?: unknown;
  /** What is wrong, where that is said already. */
  message?: string;
}

type Words = (value: unknown, details: RefusalDetails) => [message: string, hint: string];

/** Everything else. */
const WHOLES = {
  options: (value) => [`${OPTIONS} is ${describe(value)}.`, 'It must be an object.'],
  unknownOption: (value, { names = '' }) => {
    const known = names.trim().split(' ');
    const meant = nearest(String(value), known);
    return [
      `${OPTIONS}: there is no option \`${String(value)}\`.`,
      meant ? `Do you mean \`${meant}\`?` : `There are ${known.join(', ')}.`,
    ];
  },
  modelModule: (_value, { cause }) => [
    `The model could not be had${reasonOf(cause)}.`,
    'The function or module given as `model` fails.',
  ],
  signal: (value) => [`${SIGNAL} is ${describe(value)}.`, 'It must be an object.'],
  profile: (value) => [
    `The profile is ${describe(value)}.`,
    'It must be an object (of jobs a JSON Resume), or left out.',
  ],
  items: (value) => [
    `The list of items is ${describe(value)}.`,
    'It must be an array of items, or an object that holds them as pages do: JSON-LD, `@graph`, ItemList.',
  ],
  item: (value) => [`The item is ${describe(value)}.`, ITEM],
  noItem: (value, { index }) => [`The item at index ${index} is ${describe(value)}.`, ITEM],
  unreadable: (_value, { index, cause }) => [
    `The item at index ${index} throws when it is read${reasonOf(cause)}.`,
    'Hand over plain objects, such as JSON.parse gives.',
  ],
  outputWeights: (value, { known = [] }) => [
    `${OPTIONS}: nothing can be weighed by ${wordsOf(value as object)}.`,
    `The model has the outputs ${known.join(', ')}: each may weigh 0 or more, at least one of them more.`,
  ],
  excludeType: (value, { known = [] }) => [
    `${OPTIONS}: \`exclude\` names ${describe(value)}, no event that the model knows.`,
    `It knows ${known.join(', ')}.`,
  ],
  unknownType: (value, { known = [] }) => [
    `${SIGNAL}: the model knows no event ${describe(value)}.`,
    `It knows ${known.join(', ')}.`,
  ],
  unknownItem: (value) => [
    `${SIGNAL}: the item ${describe(value)} was never ranked here.`,
    'Rank it first, or pass it as `item`.',
  ],
  unreachable: (_value, { message = '' }) => [
    message,
    globalThis.navigator?.onLine === false
      ? 'The device is offline, and no earlier visit has left a copy.'
      : "Check the address, the network, the server's CORS headers, and `connect-src` of the page's content security policy.",
  ],
  tooLarge: (_value, { message = '' }) => [message, 'This is hardly a student model.'],
  priorLength: (value, { count }) => [
    `${OPTIONS}: \`prior\` has ${String(value)} numbers for ${String(count)} items.`,
    'List one number an item, in their order; null where there is none.',
  ],
  engine: (value) => [
    typeof value === 'string'
      ? `There is no engine ${describe(value)}.`
      : 'There is no engine in the option `engine`.',
    ENGINE,
  ],
  model: (value) =>
    typeof value === 'string' || value instanceof URL
      ? [
          `The model "${String(value)}" is no URL.`,
          "Outside a page pass the file's bytes or `new URL('./model.safetensors', import.meta.url)`.",
        ]
      : [
          `The model is ${describe(value)}.`,
          'Pass a URL, a string with one, an ArrayBuffer, a Uint8Array, or the default export of "pocketrank/model".',
        ],
} satisfies Record<string, Words>;

/** What may be refused. */
export type Refused = keyof typeof PARTS | keyof typeof WHOLES;

/** What is wrong and what to do about it. */
export function refusalWords(
  what: Refused,
  value: unknown,
  details: RefusalDetails,
): [message: string, hint: string] {
  if (what in WHOLES) return (WHOLES as Record<string, Words>)[what]!(value, details);
  const [whose, must] = PARTS[what as keyof typeof PARTS];
  return [`${whose}: \`${what}\` is ${describe(value)}.`, `It must be ${must}.`];
}

/** The name that is a slip or two away: a letter changed, left out, put in, or two exchanged. */
function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names
    .map((other) => ({ other, slips: slipsBetween(name.toLowerCase(), other.toLowerCase()) }))
    .sort((a, b) => a.slips - b.slips);
  return best && best.slips <= Math.max(1, name.length / 3) ? best.other : undefined;
}

/** Damerau's and Levenshtein's distance, of neighbours exchanged once. */
function slipsBetween(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : i)),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const slips = [rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + +!isSame];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        slips.push(rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = Math.min(...slips);
    }
  }
  return rows[a.length]![b.length]!;
}

/** What an item threw, or what that rests on. */
function reasonOf(cause: unknown): string {
  const { message, cause: inner } = (cause ?? {}) as Error;
  const text = (inner as Error | undefined)?.message ?? message;
  return text ? `: ${text.replace(/\.$/, '')}` : '';
}

/** `name value` of each property. */
function wordsOf(object: object): string {
  const parts = Object.entries(object).map(([name, value]) => `${name} ${describe(value)}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

function describe(value: unknown): string {
  try {
    return kindOf(value);
  } catch {
    return 'something that throws when it is looked at';
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty array' : 'an array';
  if (value !== null && typeof value === 'object' && Object.keys(value).length === 0) {
    return 'an empty object';
  }
  return value !== null && /^(object|function)$/.test(typeof value)
    ? `of type ${typeof value}`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
}
