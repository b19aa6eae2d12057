import { DAY_MS } from '../../core/features/evidence.ts';
import type { MeasureSource } from '../../core/features/measure.ts';
import { quantile, type Found } from './found.ts';
import type { InferredSchema } from './infer-schema.ts';
import { isAversion } from './path-names.ts';

/** A criterion that a measure suggests: how much it counts, and what it takes to reach a level. */
interface Suggestion {
  weight: number;
  question: string;
  levels: readonly (readonly [level: number, condition: string, reason: string])[];
}

/** Rows of the hard limits that a measure suggests. */
interface SuggestedLimit {
  name: string;
  when: string;
  cap: number;
  reason: string;
}

type Sides = { item?: Found; profile?: Found } | undefined;

/**
 * The policy document of an inferred domain: a criterion a measure whose better end is known, limits where a side
 * excludes, and what is left to its owner.
 */
export function renderPolicy(
  { schema, compared }: Pick<InferredSchema, 'schema' | 'compared'>,
  now: number,
): string {
  const { noun = { one: 'item', many: 'items' }, measures = [] } = schema;
  const criteria = measures.flatMap((measure) => {
    const suggestion = suggest(measure, compared.get(measure.name), now);
    return suggestion ? [{ measure, ...suggestion }] : [];
  });
  const limits = measures.flatMap((measure) => suggestLimit(measure, compared.get(measure.name)));
  const others = measures.filter((one) => !criteria.some(({ measure }) => measure === one));
  return [
    head(noun.one, now),
    '## Criteria\n\nWeights are a first guess: give most to what people ask first.',
    table(
      ['Criterion', 'Weight', 'Evidence', 'Question'],
      criteria.map(({ measure, weight, question }) => [measure.name, weight, 'optional', question]),
    ),
    ...criteria.map(
      ({ measure, levels }) =>
        `## ${measure.name}\n\n${table(
          ['Level', measure.name, 'Meaning', 'Reason'],
          levels.map(([level, condition, reason]) => [level, condition, '…', reason]),
        )}`,
    ),
    limitsPart(limits),
    othersPart(others),
    EXAMPLES.replaceAll('ITEM', noun.one),
  ].join('\n\n');
}

function head(one: string, now: number): string {
  return `# A policy to start from

It says how well a ${one} suits a person, as a grade from 0 to 4. It was written from tables alone: read every line as a question to whoever owns it.

## Grades

| Grade | Name      | From | Meaning                                          |
| ----- | --------- | ---- | ------------------------------------------------ |
| 4     | Excellent | 3.4  | What the person asked for.                       |
| 3     | Good      | 2.7  | Nearly that, with one thing to accept.           |
| 2     | Fair      | 1.9  | Worth a glance if better ones are few.           |
| 1     | Weak      | 1.1  | One can see how a search came upon it.           |
| 0     | Poor      | 0    | Not for this person: impossible, or unwanted.    |

## Settings

| Setting              | Value      | Note                                            |
| -------------------- | ---------- | ----------------------------------------------- |
| Least evidence       | 25 %       | Of the weight of what compares both sides.      |
| Date of the examples | ${new Date(now).toISOString().slice(0, 10)} | The day on which examples are graded.           |`;
}

const EXAMPLES = `## Examples

Add twenty pairs that people have graded; \`pocketrank policy check\` grades each and says where the tables disagree. The form:

    ### What it shows

    (a code block of json)
    {"grade": 4, "profile": {…}, "ITEM": {…}}
`;

function suggest(measure: MeasureSource, sides: Sides, now: number): Suggestion | undefined {
  const { name, kind, better } = measure;
  const about = name.toLowerCase();
  switch (kind) {
    case 'overlap':
      return (
        sides?.profile && levelsOf(4, `Do the words agree (${about})?`, PERCENT_OF_WORDS, about)
      );
    case 'coverage':
      return levelsOf(3, `How much of it is the person's (${about})?`, PERCENT_OF_VALUES, about);
    case 'contains':
      return sides?.profile && isAversion(sides.profile.path)
        ? undefined
        : levelsOf(3, `Is it one that the person names (${about})?`, YES, about);
    case 'same':
      return levelsOf(3, `Is it the same (${about})?`, YES, about);
    case 'within':
    case 'atMost':
    case 'atLeast':
      return levelsOf(3, `Is it kept (${about})?`, YES_OR_NEVER, about);
    case 'ratio':
      return levelsOf(3, `How does it compare (${about})?`, RATIOS[better ?? 'near'], about);
    case 'difference':
      return levelsOf(2, `How far apart (${about})?`, differences(measure, sides), about);
    case 'area':
      return levelsOf(2, `How near (${about})?`, AREAS, about);
    case 'distance':
      return levelsOf(2, `How far (${about})?`, DISTANCES, about);
    case 'age':
      return levelsOf(1, `How new (${about})?`, ages(sides, now), about);
    default:
      return undefined;
  }
}

type Rows = readonly (readonly [level: number, condition: string])[];

function levelsOf(weight: number, question: string, rows: Rows, about: string): Suggestion {
  return {
    weight,
    question,
    levels: rows.map(([level, condition]) => [level, condition, `${about}: {${about}}`]),
  };
}

const PERCENT_OF_WORDS: Rows = [
  [4, '45 % or more'],
  [3, '25 % to 45 %'],
  [2, '10 % to 25 %'],
  [1, 'less than 10 %'],
];
const PERCENT_OF_VALUES: Rows = [
  [4, '75 % or more'],
  [3, '50 % to 75 %'],
  [2, '25 % to 50 %'],
  [1, 'less than 25 %'],
];
const YES: Rows = [
  [4, 'yes'],
  [1, 'no'],
];
const YES_OR_NEVER: Rows = [
  [4, 'yes'],
  [0, 'no'],
];
const RATIOS: Readonly<Record<'less' | 'more' | 'near', Rows>> = {
  less: [
    [4, 'at most 90 %'],
    [3, '90 % to 103 %'],
    [2, '103 % to 115 %'],
    [1, '115 % to 135 %'],
    [0, 'more than 135 %'],
  ],
  more: [
    [4, '100 % or more'],
    [3, '90 % to 100 %'],
    [2, '75 % to 90 %'],
    [1, '50 % to 75 %'],
    [0, 'less than 50 %'],
  ],
  near: [
    [4, '85 % to 115 %'],
    [2, '60 % to 85 % or 115 % to 140 %'],
    [0, 'less than 60 % or more than 140 %'],
  ],
};
const AREAS: Rows = [
  [4, 'same town'],
  [3, 'same region'],
  [2, 'same country'],
  [0, 'another country'],
];
const DISTANCES: Rows = [
  [4, 'up to 10 km'],
  [3, '10 km to 30 km'],
  [2, '30 km to 80 km'],
  [0, 'more than 80 km'],
];
/** Quarters of the ages that are there. */
function ages(sides: Sides, now: number): Rows {
  const days = (sides?.item?.numbers ?? []).map((at) => Math.max(0, (now - at) / DAY_MS)).reverse();
  const first = Math.max(1, Math.round(quantile(days, 0.25)));
  const second = Math.max(first + 1, Math.round(quantile(days, 0.5)));
  const third = Math.max(second + 1, Math.round(quantile(days, 0.75)));
  return [
    [4, `up to ${first} days`],
    [3, `${first} to ${second} days`],
    [2, `${second} to ${third} days`],
    [1, `more than ${third} days`],
  ];
}

/** Steps of a difference: a tenth of the range that is there. */
function differences({ unit = '', better }: MeasureSource, sides: Sides): Rows {
  const numbers = [...(sides?.item?.numbers ?? []), ...(sides?.profile?.numbers ?? [])];
  numbers.sort((a, b) => a - b);
  const spread = quantile(numbers, 0.95) - quantile(numbers, 0.05);
  const step = Number((spread / 10).toPrecision(1)) || 1;
  const as = (n: number): string => `${n < 0 ? '−' : ''}${Math.abs(n)}${unit && ` ${unit}`}`;
  if (better === 'less') {
    return [
      [4, `at most ${as(0)}`],
      [2, `${as(0)} to ${as(step)}`],
      [0, `more than ${as(step)}`],
    ];
  }
  if (better === 'more') {
    return [
      [4, `${as(0)} or more`],
      [2, `${as(-step)} to ${as(0)}`],
      [0, `less than ${as(-step)}`],
    ];
  }
  return [
    [4, `${as(-step)} to ${as(step)}`],
    [2, `${as(-3 * step)} to ${as(-step)} or ${as(step)} to ${as(3 * step)}`],
    [0, `less than ${as(-3 * step)} or more than ${as(3 * step)}`],
  ];
}

function suggestLimit({ name, kind, better }: MeasureSource, sides: Sides): SuggestedLimit[] {
  const about = name.toLowerCase();
  if (kind === 'contains' && sides?.profile && isAversion(sides.profile.path)) {
    return [
      {
        name: `Not ${about}`,
        when: `${name} is yes`,
        cap: 0,
        reason: `${about}: it has what is unwanted`,
      },
    ];
  }
  if (kind === 'until') {
    return [
      {
        name: `${name} over`,
        when: `${name} is less than 0`,
        cap: 0,
        reason: `${about}: it is over`,
      },
    ];
  }
  if (kind === 'within' || kind === 'atMost' || kind === 'atLeast') {
    return [
      {
        name: `Out of ${about}`,
        when: `${name} is no`,
        cap: 1,
        reason: `${about}: it is not kept`,
      },
    ];
  }
  if (kind === 'ratio' && better === 'less') {
    return [
      {
        name: `Far over ${about}`,
        when: `${name} is more than 150 %`,
        cap: 0,
        reason: `${about}: far above what was said`,
      },
    ];
  }
  return [];
}

function limitsPart(limits: readonly SuggestedLimit[]): string {
  const rows = limits.map(({ name, when, cap, reason }) => [name, when, cap, reason]);
  return `## Hard limits\n\nWhat no click can lift. Each is exact on the device.\n\n${table(['Limit', 'When', 'At most', 'Reason'], rows)}`;
}

function othersPart(others: readonly MeasureSource[]): string {
  if (others.length === 0) return '';
  const names = others.map(
    ({ name, values }) => `- ${name}${values ? `: ${values.join(', ')}` : ''}`,
  );
  return `## Not used yet\n\nThese are measured too; whether more of them is better, the tables do not say.\n\n${names.join('\n')}`;
}

function table(titles: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
