import type { PairFacts } from '../../domains/jobs/facts/pair-facts.ts';
import type { MeasureContext } from './measure.ts';
import { PHRASES } from '../../domains/jobs/phrases.ts';
import { didYouMean } from './problems.ts';

/** A reason with its placeholders resolved to phrases. */
export type Template = (pair: PairFacts, context: MeasureContext) => string;

const UNKNOWN = 'unknown';

/**
 * Compiles a reason such as "{skills matched} of {skills asked} are there". A value that the pair lacks
 * reads "unknown".
 *
 * @returns the template, or a message that says what is wrong.
 */
export function parseTemplate(text: string): { template: Template } | { problem: string } {
  const parts: (string | ((pair: PairFacts, context: MeasureContext) => string))[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{([^{}]*)\}/gu)) {
    const name = (match[1] ?? '').trim().toLowerCase();
    const phrase = Object.hasOwn(PHRASES, name) ? PHRASES[name] : undefined;
    if (!phrase) {
      return {
        problem: `unknown placeholder ${didYouMean(name, Object.keys(PHRASES))} in a reason`,
      };
    }
    parts.push(text.slice(end, match.index), (pair, context) => phrase(pair, context) ?? UNKNOWN);
    end = match.index + match[0].length;
  }
  const rest = text.slice(end);
  if (/[{}]/u.test(rest) || parts.some((part) => typeof part === 'string' && /[{}]/u.test(part))) {
    return { problem: 'a reason has an open brace; write placeholders as {name}' };
  }
  parts.push(rest);
  return {
    template: (pair, context) => {
      let out = '';
      for (const part of parts) out += typeof part === 'string' ? part : part(pair, context);
      return out;
    },
  };
}
