/** Lines around a change that are shown with it. */
const CONTEXT = 3;
/** Beyond as many lines on both sides a change is told as one: to align them would take too long. */
const MAX_CELLS = 4_000_000;

/** A line of a diff: kept, taken out or put in. */
type Line = readonly [mark: ' ' | '-' | '+', text: string];

/**
 * The difference of two texts as `diff -u` writes it, which `patch` and `git apply` take. Empty where there is none.
 *
 * @param name of the file, for both sides
 */
export function unifiedDiff(before: string, after: string, name: string): string {
  if (before === after) return '';
  const lines = align(before.split('\n'), after.split('\n'));
  const hunks = hunksOf(lines);
  return `--- a/${name}\n+++ b/${name}\n${hunks.join('')}`;
}

/** Both texts in one: what is common at both ends is kept, the middle aligned by its longest common subsequence. */
function align(a: readonly string[], b: readonly string[]): Line[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  const most = Math.min(a.length, b.length) - start;
  while (end < most && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const kept = (text: string): Line => [' ', text];
  return [
    ...a.slice(0, start).map(kept),
    ...alignMiddle(a.slice(start, a.length - end), b.slice(start, b.length - end)),
    ...a.slice(a.length - end).map(kept),
  ];
}

function alignMiddle(a: readonly string[], b: readonly string[]): Line[] {
  const width = b.length + 1;
  if ((a.length + 1) * width > MAX_CELLS) {
    return [...a.map((text): Line => ['-', text]), ...b.map((text): Line => ['+', text])];
  }
  // common[i][j]: the longest common subsequence of what follows a[i] and b[j].
  const common = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push([' ', a[i]!]);
      i++;
      j++;
    } else if (
      j === b.length ||
      (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      lines.push(['-', a[i++]!]);
    } else lines.push(['+', b[j++]!]);
  }
  return lines;
}

function hunksOf(lines: readonly Line[]): string[] {
  const hunks: string[] = [];
  let [oldLine, newLine] = [1, 1];
  for (let at = 0; at < lines.length;) {
    const first = lines.findIndex(([mark], i) => i >= at && mark !== ' ');
    if (first < 0) break;
    const from = Math.max(at, first - CONTEXT);
    let to = first;
    for (let i = first; i < lines.length && i - to <= 2 * CONTEXT; i++) {
      if (lines[i]![0] !== ' ') to = i;
    }
    const end = Math.min(lines.length, to + 1 + CONTEXT);
    [oldLine, newLine] = [oldLine + from - at, newLine + from - at];
    const hunk = lines.slice(from, end);
    const count = (mark: '-' | '+'): number =>
      hunk.filter(([own]) => own === ' ' || own === mark).length;
    const [removed, added] = [count('-'), count('+')];
    const text = hunk.map(([mark, line]) => `${mark}${line}\n`).join('');
    hunks.push(`@@ -${oldLine},${removed} +${newLine},${added} @@\n${text}`);
    [oldLine, newLine] = [oldLine + removed, newLine + added];
    at = end;
  }
  return hunks;
}
