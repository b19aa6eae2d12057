/** How models mark what they think aloud, opening and closing. */
const MARKS: readonly (readonly [open: string, close: string])[] = [
  // DeepSeek, Qwen and most others; Claude's prompts; others again.
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<thoughts>', '</thoughts>'],
  ['<reasoning>', '</reasoning>'],
  ['<reflection>', '</reflection>'],
  ['<analysis>', '</analysis>'],
  ['<scratchpad>', '</scratchpad>'],
  ['<seed:think>', '</seed:think>'],
  // Magistral, Kimi, OpenThoughts.
  ['[think]', '[/think]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  // gpt-oss, where a server hands its channels through.
  ['<|channel|>analysis<|message|>', '<|channel|>final<|message|>'],
];

const PATTERNS = MARKS.map((pair) => {
  const [open, close] = pair.map((mark) => mark.replaceAll(/[|[\]]/gu, String.raw`\$&`));
  return new RegExp(`(${open})|${close}`, 'giu');
});

/**
 * Takes what a model thought aloud out of its text; what it has answered is left. A thought that is never closed
 * takes all that follows with it, and the end of one that was opened before the text began (by a server's
 * template) all that stands before. Marks inside a text that is nothing but a JSON object are the text's own.
 */
export function withoutThoughts(text: string): string {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') && isJson(trimmed)) return text;
  return PATTERNS.reduce(withoutMarked, text);
}

function withoutMarked(text: string, pattern: RegExp): string {
  let kept = '';
  let from = 0;
  let thinks = false;
  for (const { 0: mark, 1: open, index } of text.matchAll(pattern)) {
    if (open === undefined) {
      // An end without a beginning closes all that came before.
      if (!thinks) kept = '';
      thinks = false;
      from = index + mark.length;
    } else if (!thinks) {
      // Of an opening inside a thought it is only spoken.
      kept += text.slice(from, index);
      thinks = true;
    }
  }
  return thinks ? kept : kept + text.slice(from);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
