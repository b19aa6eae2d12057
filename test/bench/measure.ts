/** What many runs of the same work took. */
export interface Timing {
  medianMs: number;
  minMs: number;
}

/**
 * Times work that may be shorter than the clock's resolution: each sample runs it often enough to fill
 * `sampleMs`. The first runs, in which the machine code is still being made, do not count.
 */
export async function measure(
  work: () => void | Promise<void>,
  { samples = 30, sampleMs = 4, warmupMs = 150 } = {},
): Promise<Timing> {
  let runs = 0;
  const start = performance.now();
  while (performance.now() - start < warmupMs || runs < 3) {
    await work();
    runs++;
  }
  const once = (performance.now() - start) / runs;
  const perSample = Math.max(1, Math.round(sampleMs / once));
  const times: number[] = [];
  for (let s = 0; s < samples; s++) {
    const from = performance.now();
    for (let i = 0; i < perSample; i++) {
      const working = work();
      if (working) await working;
    }
    times.push((performance.now() - from) / perSample);
    // Lets timers, collectors and other tasks run between samples and not within them.
    await new Promise((done) => setTimeout(done));
  }
  return summary(times);
}

/** Median and minimum of times. */
export function summary(times: readonly number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { medianMs: sorted[sorted.length >> 1]!, minMs: sorted[0]! };
}

/** A table of a report. */
export interface Section {
  title: string;
  columns: string[];
  rows: string[][];
}

/** A section as Markdown. */
export function markdown({ title, columns, rows }: Section): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = columns.map((_, i) => (i === 0 ? '---' : '---:'));
  return [`### ${title}`, '', line(columns), line(rule), ...rows.map(line), ''].join('\n');
}

/** Milliseconds, or microseconds where they are few, to three digits. */
export function formatMs(ms: number): string {
  return ms < 0.1 ? `${digits(ms * 1000)} µs` : `${digits(ms)} ms`;
}

export function digits(x: number): string {
  return x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2);
}
