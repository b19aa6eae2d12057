import cliProgress from 'cli-progress';
import { formatDuration, formatNumber } from './format.ts';

/** One line of progress. */
export interface ProgressBar {
  /** Adds to what is done; default 1. */
  advance(by?: number): void;
  /** Marks the bar complete, whatever its count. */
  done(): void;
}

/** Progress of a command: any number of bars at once. */
export interface Progress {
  /**
   * Starts a bar.
   *
   * @param unit what is counted, for the rate: `rows` gives `1,200 rows/s`.
   */
  bar(name: string, total: number, unit?: string): ProgressBar;
  /** Ends all bars and gives the terminal back; call it also when the work fails. Idempotent. */
  stop(): void;
}

/** Options of {@link createProgress}. */
export interface ProgressOptions {
  /** Where to print. Default `process.stderr`, so that results on stdout stay clean. */
  stream?: NodeJS.WritableStream & { isTTY?: boolean };
  /** `false`: print nothing. Default `true`. */
  enabled?: boolean;
  /** The clock in milliseconds; default `Date.now`. */
  now?: () => number;
}

/**
 * Creates the progress display of a command: on a terminal, bars with rate and time left; elsewhere (a log
 * file, a pipe) one plain line at 0, 25, 50, 75 and 100 %.
 */
export function createProgress(options: ProgressOptions = {}): Progress {
  const { stream = process.stderr, enabled = true, now = Date.now } = options;
  if (!enabled) return { bar: () => ({ advance() {}, done() {} }), stop() {} };
  return stream.isTTY === true ? terminalProgress(stream, now) : plainProgress(stream, now);
}

function terminalProgress(stream: NodeJS.WritableStream, now: () => number): Progress {
  const bars = new cliProgress.MultiBar(
    {
      stream,
      format: '{name} {bar} {percentage}% | {value}/{total} | {rate} | {left} left',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: false,
      // Signals are the command's to handle; here it would swallow the first Ctrl-C.
      gracefulExit: false,
    },
    cliProgress.Presets.shades_grey,
  );
  let stopped = false;
  return {
    bar(name, total, unit = '') {
      const startMs = now();
      const bar = bars.create(total, 0, { name, rate: '', left: '?' });
      let value = 0;
      const show = () => bar.update(value, describe(value, total, now() - startMs, unit));
      return {
        advance(by = 1) {
          value = Math.min(value + by, total);
          show();
        },
        done() {
          value = total;
          show();
          bar.stop();
        },
      };
    },
    stop() {
      if (!stopped) bars.stop();
      stopped = true;
    },
  };
}

function plainProgress(stream: NodeJS.WritableStream, now: () => number): Progress {
  let stopped = false;
  return {
    bar(name, total, unit = '') {
      const startMs = now();
      let value = 0;
      let next = 0;
      const show = () => {
        const percent = total === 0 ? 100 : (100 * value) / total;
        if (stopped || percent < next) return;
        const reached = Math.floor(percent / 25) * 25;
        next = reached + 25;
        const elapsedMs = now() - startMs;
        const { rate, left } = describe(value, total, elapsedMs, unit);
        const time =
          reached === 100 ? `in ${formatDuration(elapsedMs)}` : left === '?' ? '' : `${left} left`;
        const parts = [`${name}: ${reached} %`, `${value}/${total}`, rate, time];
        stream.write(`${parts.filter((part) => part !== '').join(', ')}\n`);
      };
      if (total > 0) show();
      return {
        advance(by = 1) {
          value = Math.min(value + by, total);
          show();
        },
        done() {
          value = total;
          show();
        },
      };
    },
    stop() {
      stopped = true;
    },
  };
}

/** Rate and time left, over the whole time since the start: steady, and never jumping to infinity. */
function describe(
  value: number,
  total: number,
  elapsedMs: number,
  unit: string,
): { rate: string; left: string } {
  if (value === 0 || elapsedMs <= 0) return { rate: '', left: '?' };
  const perSecond = (1000 * value) / elapsedMs;
  const digits = perSecond < 10 ? 1 : 0;
  const rate = `${formatNumber(perSecond, digits)} ${unit}/s`.replace(' /s', '/s');
  return { rate, left: formatDuration(((total - value) * elapsedMs) / value) };
}
