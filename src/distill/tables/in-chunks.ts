const LINES_PER_CHUNK = 1000;

/** Joins lines into larger texts, since each write costs a system call. */
export function* inChunks(lines: Iterable<string>): Iterable<string> {
  let held: string[] = [];
  for (const line of lines) {
    held.push(line);
    if (held.length < LINES_PER_CHUNK) continue;
    yield held.join('');
    held = [];
  }
  if (held.length > 0) yield held.join('');
}
