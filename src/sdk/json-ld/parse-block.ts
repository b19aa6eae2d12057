import { decodeEntities } from './decode-entities.ts';

/** JSON that holds JSON as text is opened this often. */
const MAX_DEPTH = 3;

/** What a block holds, or why it cannot be read. */
export type Parsed = { value: object; reason?: never } | { value?: never; reason: string };

/**
 * Reads a block: as it is, then without what is written around JSON, then with its escapes undone, then repaired. A
 * result counts only where it is an object or a list.
 */
export async function parseBlock(text: string): Promise<Parsed> {
  const bare = unwrap(text);
  if (bare === '') return { reason: 'It is empty.' };
  const readings = [bare, decodeEntities(bare), unescape(bare)];
  for (const reading of readings) {
    const value = parse(reading, MAX_DEPTH);
    if (value) return { value };
  }
  if (!/[{[]/.test(readings[1]!)) return { reason: `It is no JSON, but ${show(bare)}.` };
  const repair = await import('./repair.ts').catch(() => undefined);
  if (!repair) return { reason: 'It is broken, and the code that repairs it cannot be fetched.' };
  let reason = '';
  for (const reading of readings) {
    try {
      const value = parse(repair.repairJson(unwrap(reading)), MAX_DEPTH);
      if (value && hasNames(value)) return { value };
    } catch (error) {
      reason ||= (error as Error).message;
    }
  }
  return { reason: `It is no JSON and cannot be repaired${reason && `: ${reason}`}.` };
}

/** What JSON says, texts that hold JSON opened; nothing where it is neither an object nor a list. */
function parse(text: string, depth: number): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
    if (typeof value === 'string' && depth > 0) {
      return parse(value, depth - 1) ?? parse(decodeEntities(unwrap(value)), depth - 1);
    }
  } catch {
    // Said by the caller, if nothing helps.
  }
  return undefined;
}

/** JSON without what is written around it: byte order marks, comments of HTML and scripts, CDATA, a semicolon. */
function unwrap(text: string): string {
  let bare = text;
  for (let before = ''; before !== bare;) {
    before = bare;
    bare = bare
      .replace(/^[\s\ufeff]+|[\s\ufeff]+$/g, '')
      .replace(/^(?:\/\/|\/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*\/)?/i, '')
      .replace(/(?:\/\/|\/\*)?\s*(?:\]\]>|-->)\s*(?:\*\/)?$/, '')
      .replace(/;$/, '');
  }
  return bare;
}

/** JSON whose quotes were escaped as in a script's text. */
const unescape = (text: string): string =>
  text.replace(/\\(?:u0022|x22)/g, '"').replace(/\\"/g, '"');

/** Whether an object, or an object of a list, has a property: what is made of mere words has none. */
const hasNames = (value: object): boolean =>
  [value]
    .flat()
    .some(
      (part: unknown) => Object.keys(Object(part) as object).length > 0 && typeof part === 'object',
    );

const show = (text: string): string =>
  JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
