import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatDuration,
  formatInterval,
  formatNumber,
} from '../../../src/distill/console/format.ts';
import { printTable, renderTable } from '../../../src/distill/console/print-table.ts';
import { createProgress } from '../../../src/distill/console/progress.ts';

/** A stream that keeps what it is given; on request it says that it is a terminal. */
function createSink(isTTY = false) {
  let text = '';
  const stream = new Writable({
    write(chunk, _encoding, callback) {
      text += String(chunk);
      callback();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 120, rows: 40 }), text: () => text };
}

describe('createProgress', () => {
  it('prints plain lines at the quarters where there is no terminal', () => {
    const { stream, text } = createSink();
    let nowMs = 0;
    const progress = createProgress({ stream, now: () => nowMs });
    const bar = progress.bar('grading', 8, 'rows');
    for (let i = 0; i < 8; i++) {
      nowMs += 1000;
      bar.advance();
    }
    bar.done();
    progress.stop();
    expect(text().split('\n')).toEqual([
      'grading: 0 %, 0/8',
      'grading: 25 %, 2/8, 1.0 rows/s, 6.0 s left',
      'grading: 50 %, 4/8, 1.0 rows/s, 4.0 s left',
      'grading: 75 %, 6/8, 1.0 rows/s, 2.0 s left',
      'grading: 100 %, 8/8, 1.0 rows/s, in 8.0 s',
      '',
    ]);
  });

  it('skips quarters that one step jumps over, and copes with nothing to do', () => {
    const { stream, text } = createSink();
    const progress = createProgress({ stream, now: () => 5 });
    const bar = progress.bar('a', 100);
    bar.advance(60);
    bar.advance(500);
    bar.advance();
    progress.bar('b', 0).done();
    progress.stop();
    bar.done();
    expect(text().split('\n')).toEqual([
      'a: 0 %, 0/100',
      'a: 50 %, 60/100',
      'a: 100 %, 100/100, in 0.00 ms',
      'b: 100 %, 0/0, in 0.00 ms',
      '',
    ]);
  });

  it('draws bars on a terminal and lets go of it', () => {
    const { stream, text } = createSink(true);
    let nowMs = 0;
    const progress = createProgress({ stream, now: () => nowMs });
    const bar = progress.bar('training', 4, 'steps');
    nowMs = 500;
    bar.advance(4);
    bar.done();
    progress.stop();
    progress.stop();
    expect(text()).toContain('training');
    expect(text()).toContain('100%');
    expect(text()).toContain('8.0 steps/s');
    const [hide, show] = ['\u001B[?25l', '\u001B[?25h'];
    expect(text().lastIndexOf(show)).toBeGreaterThan(text().lastIndexOf(hide));
  });

  it('prints nothing when it is not enabled', () => {
    const { stream, text } = createSink(true);
    const progress = createProgress({ stream, enabled: false });
    const bar = progress.bar('quiet', 2);
    bar.advance();
    bar.done();
    progress.stop();
    expect(text()).toBe('');
  });
});

describe('printTable', () => {
  it('aligns by display width and leaves no spaces at line ends', () => {
    const columns = [{ title: 'model' }, { title: 'nDCG@10', align: 'right' as const }];
    const rows = [['random', '0.044'], ['요리사', '1'], ['nothing']];
    const expected = [
      'model    nDCG@10',
      '────────────────',
      'random     0.044',
      '요리사         1',
      'nothing',
      '',
    ].join('\n');
    expect(renderTable(columns, rows)).toBe(expected);
    const { stream, text } = createSink();
    printTable(columns, rows, stream);
    expect(text()).toBe(expected);
  });
});

describe('format', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KB'],
    [151_552, '148 KB'],
    [1_048_575, '1.0 MB'],
    [5.5 * 2 ** 30, '5.5 GB'],
  ])('formatBytes(%d)', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it.each([
    [0.424, '0.42 ms'],
    [85.2, '85 ms'],
    [999.6, '1.0 s'],
    [42_400, '42 s'],
    [59_700, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_599_600, '1 h 00 min'],
    [7_800_000, '2 h 10 min'],
    [Number.POSITIVE_INFINITY, '?'],
  ])('formatDuration(%d)', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it('formatInterval and formatNumber', () => {
    expect(formatInterval({ mean: 0.1414, low: 0.1275, high: 0.1532 })).toBe(
      '0.141 [0.128, 0.153]',
    );
    expect(formatInterval({ mean: 1, low: 0, high: 2 }, 1)).toBe('1.0 [0.0, 2.0]');
    expect(formatInterval({ mean: Number.NaN, low: 0, high: 0 })).toBe('–');
    expect(formatNumber(-0.0001)).toBe('0.000');
    expect(formatNumber(-0.1)).toBe('-0.100');
  });
});
