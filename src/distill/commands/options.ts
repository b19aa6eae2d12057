import { InvalidArgumentError, Option, type Command } from 'commander';
import { readRowTime } from '../tables/row-time.ts';
import type { SampleOptions } from '../tables/types.ts';

/** What becomes of a row that cannot be used; the same for every command that reads tables. */
export function badRowOption(): Option {
  return new Option('--on-bad-row <what>', 'refuse the tables, or skip the row and report it')
    .choices(['refuse', 'skip'])
    .default('refuse');
}

/** A share from 0 to 1. */
export function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  }
  return value;
}

/** One more `name=number` of the weights of outputs. */
export function collectWeights(
  text: string,
  before: Readonly<Record<string, number>> = {},
): Record<string, number> {
  const [name = '', number = ''] = text.split('=');
  const value = Number(number);
  if (name === '' || number.trim() === '' || !(value >= 0 && value < Infinity)) {
    throw new InvalidArgumentError('It must be a name and a number from 0 on, such as click=2.');
  }
  return { ...before, [name]: value };
}

/** A whole number from 0. */
export function parseSeed(text: string): number {
  return parseWhole(text, 0);
}

/** A whole number from 1. */
export function parseCount(text: string): number {
  return parseWhole(text, 1);
}

function parseWhole(text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`It must be a whole number, at least ${least}.`);
  }
  return value;
}

/** An amount of money, from 0. */
export function parseAmount(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('It must be a number, at least 0.');
  }
  return value;
}

/** The clock of a run, the same for every command that reads tables. */
export function nowOption(): Option {
  return new Option(
    '--now <time>',
    'the clock (ISO 8601): how old items are, and what has no time of its own; default: today',
  ).argParser(parseNow);
}

function parseNow(text: string): number {
  const value = /^\d{4}-/.test(text.trim()) ? readRowTime(text) : undefined;
  if (value === undefined) {
    throw new InvalidArgumentError('It must be a time, such as 2026-01-31 or 2026-01-31T12:00Z.');
  }
  return value;
}

/** What a command is told about long logs. */
export interface SampleArguments {
  people?: number;
  perPerson?: number;
}

/** What is learned from without a word: enough for any student, and what fits into some two gigabytes. */
const USUAL_SAMPLE = { people: 50_000, perPerson: 10_000, events: 1_000_000, items: 50_000 };

/** How much of long logs is held, for commands that read some. */
export function addSampleOptions(command: Command, usual = true): Command {
  const { people, perPerson } = USUAL_SAMPLE;
  const note = usual ? `; default: at most ${people}, fewer where these did too much` : '';
  return command
    .option(
      '--people <n>',
      `of long logs hold so many people, the same every time${note}`,
      parseCount,
    )
    .option(
      '--per-person <n>',
      `and of each the newest so many events${usual ? `; default: ${perPerson}` : ''}`,
      parseCount,
    );
}

/** The sample that is learned from. */
export function learningSample({ people, perPerson }: SampleArguments): SampleOptions {
  const { events, items } = USUAL_SAMPLE;
  return {
    people: people ?? USUAL_SAMPLE.people,
    perPerson: perPerson ?? USUAL_SAMPLE.perPerson,
    items,
    ...(people === undefined ? { events } : {}),
  };
}

/** The sample that is looked at: everything, unless the command is told otherwise. */
export function askedSample({
  people,
  perPerson,
}: SampleArguments): { sample: SampleOptions } | undefined {
  if (people === undefined && perPerson === undefined) return undefined;
  return {
    sample: {
      ...(people === undefined ? {} : { people }),
      ...(perPerson === undefined ? {} : { perPerson }),
    },
  };
}
