const OPTIONS = 'The options';
const SIGNAL = 'The signal';
const ITEM =
  'An item is an object with an `identifier` (schema.org Item): a string, a number or { value }.';
const ENGINE = 'Use "auto", "wasm", "scalar" or an Engine.';

/** Parts of options and signals: whose they are, and what they must be. */
const PARTS = {
  storage: [OPTIONS, '"indexeddb" or "memory"'],
  consent: [OPTIONS, 'true or false'],
  now: [OPTIONS, 'a function that returns milliseconds'],
  maxKnownItems: [OPTIONS, 'an integer of 1 or more'],
  limit: [OPTIONS, 'an integer of 0 or more'],
  alpha: [OPTIONS, 'a number from 0 (clicks) to 1 (policy)'],
  type: [SIGNAL, 'one of the events of the model, such as click'],
  itemId: [SIGNAL, "the item's key"],
  position: [SIGNAL, 'an integer of 1 or more'],
  at: [SIGNAL, 'milliseconds since 1970'],
  dwellMs: [SIGNAL, 'milliseconds'],
  item: [SIGNAL, 'the item object'],
} as const;

type Words = (value: unknown, index: number) => [message: string, hint: string];

/** Everything else. */
const WHOLES = {
  options: (value) => [`${OPTIONS} is ${describe(value)}.`, 'It must be an object.'],
  signal: (value) => [`${SIGNAL} is ${describe(value)}.`, 'It must be an object.'],
  profile: (value) => [
    `The profile is ${describe(value)}.`,
    'It must be a JSON Resume object, or left out.',
  ],
  items: (value) => [`The list of items is ${describe(value)}.`, 'It must be an array of items.'],
  noItem: (value, index) => [`The item at index ${index} is ${describe(value)}.`, ITEM],
  noKey: (_value, index) => [`The item at index ${index} has no key.`, ITEM],
  unreadable: (_value, index) => [`The item at index ${index} cannot be read.`, ITEM],
  unknownItem: (value) => [
    `${SIGNAL}: the item ${describe(value)} was never ranked here.`,
    'Rank it first, or pass it as `item`.',
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
          'Pass a URL, a string with one, an ArrayBuffer or a Uint8Array.',
        ],
} satisfies Record<string, Words>;

/** What may be refused. */
export type Refused = keyof typeof PARTS | keyof typeof WHOLES;

/** What is wrong and what to do about it. */
export function refusalWords(
  what: Refused,
  value: unknown,
  index = 0,
): [message: string, hint: string] {
  if (what in WHOLES) return WHOLES[what as keyof typeof WHOLES](value, index);
  const [whose, must] = PARTS[what as keyof typeof PARTS];
  return [`${whose}: \`${what}\` is ${describe(value)}.`, `It must be ${must}.`];
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return value !== null && /^(object|function)$/.test(typeof value)
    ? `of type ${typeof value}`
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
}
