import type { MeasureBook } from './measure-book.ts';
import { parseCondition } from './parse-condition.ts';
import type { Limit } from './policy.ts';
import type { Problems } from './problems.ts';

/** What stands between two conditions; "3 and more" is one. */
const AND = /\s+and\s+(?!more|less|above|below|over|under)/giu;
/** What a condition on some measure looks like, known or not. */
const CONDITION = /\b(?:is|are)\b|[<>=≤≥:]|\d/u;

/** Reads when a limit holds: conditions on measures, joined with "and". */
export function parseWhen(
  text: string,
  name: string,
  line: number,
  book: MeasureBook,
  problems: Problems,
): Limit['conditions'] {
  const conditions: Limit['conditions'][number][] = [];
  for (const part of splitConditions(text.trim(), book)) {
    const measure = book.beginning(part);
    if (!measure) {
      const subject = part.split(/\s+(?:is|are)\b|\s*[<>=≤≥:]|\s+\d/u)[0] ?? '';
      problems.add(line, `${name}: ${book.unknown(subject)}`);
      continue;
    }
    const rest = part
      .slice(measure.name.length)
      .trim()
      .replace(/^(?:is|are|=(?!=)|:)\s*/iu, '');
    const parsed = parseCondition(rest, measure);
    if ('problem' in parsed) problems.add(line, `${name}: ${parsed.problem}`);
    else conditions.push({ measure, condition: parsed.condition });
  }
  return conditions;
}

/** Splits at each "and" behind which another condition begins; names and values may hold one too. */
function splitConditions(text: string, book: MeasureBook): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const match of text.matchAll(AND)) {
    const inName = (book.beginning(text.slice(start))?.name.length ?? 0) > match.index - start;
    const rest = text.slice(match.index + match[0].length);
    if (inName || !(book.beginning(rest) || CONDITION.test(rest))) continue;
    parts.push(text.slice(start, match.index));
    start = match.index + match[0].length;
  }
  parts.push(text.slice(start));
  return parts;
}
