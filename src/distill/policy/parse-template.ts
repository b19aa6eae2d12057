import type { PairReading } from './pair-reader.ts';
import type { Placeholders } from './placeholders.ts';

/** A reason with its placeholders resolved to phrases. */
export interface Template {
  /** As the document has it. */
  text: string;
  /** The names of its placeholders, in lower case. */
  placeholders: readonly string[];
  write(pair: PairReading): string;
}

/** The reason of a row that has none. */
export const SILENT: Template = { text: '', placeholders: [], write: () => '' };

const UNKNOWN = 'unknown';

/**
 * Compiles a reason such as "{skills matched} of {skills asked} are there". A value that the pair lacks
 * reads "unknown".
 *
 * @returns the template, or a message that says what is wrong.
 */
export function parseTemplate(
  text: string,
  placeholders: Placeholders,
): { template: Template } | { problem: string } {
  const parts: (string | ((pair: PairReading) => string))[] = [];
  const names: string[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/gu)) {
    const name = (match[1] ?? '').trim().replace(/\s+/gu, ' ').toLowerCase();
    const phrase = placeholders.named(name);
    if (!phrase) return { problem: placeholders.unknown(name) };
    names.push(name);
    parts.push(text.slice(end, match.index), (pair) => phrase(pair) ?? UNKNOWN);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  if (parts.some((part) => typeof part === 'string' && /[{}]/u.test(part))) {
    return { problem: 'a reason has an open brace; write placeholders as {name}' };
  }
  const write = (pair: PairReading): string => {
    let out = '';
    for (const part of parts) out += typeof part === 'string' ? part : part(pair);
    return out;
  };
  return { template: { text, placeholders: names, write } };
}
