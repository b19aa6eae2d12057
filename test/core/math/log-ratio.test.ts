import { expect, it } from 'vitest';
import { logRatio } from '../../../src/core/math/log-ratio.ts';

it('is log2 at powers of two, and linear between them', () => {
  for (let power = 0; power < 20; power++) {
    expect(logRatio(2 ** power)).toBe(power);
    expect(logRatio(1.25 * 2 ** power)).toBe(power + 0.25);
  }
});
