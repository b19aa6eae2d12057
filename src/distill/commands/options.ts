import { InvalidArgumentError } from 'commander';

/** A share from 0 to 1. */
export function parseShare(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) {
    throw new InvalidArgumentError('It must be a number from 0 to 1.');
  }
  return value;
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
