import { describe, expect, it } from 'vitest';
import { createById } from '../../../src/sdk/ranking/by-id.ts';

describe('createById', () => {
  it('does not pile up ids behind those that come again and again', () => {
    const most = 2_000;
    const recurring = new Set(Array.from({ length: 300 }, (_, i) => `again-${i}`));
    const byId = createById<string>(most, (seen) => recurring.has(seen));
    const once: string[] = [];
    for (let round = 0; round < 400; round++) {
      for (const id of recurring) byId.set(id, id);
      for (let i = 0; i < 50; i++) {
        const id = `once-${round}-${i}`;
        once.push(id);
        byId.set(id, id);
      }
    }
    const kept = once.filter((id) => byId.get(id) !== undefined).length;
    expect(kept + recurring.size).toBeLessThan(1.1 * most);
    expect([...recurring].every((id) => byId.get(id) === id)).toBe(true);
    // The latest stay.
    expect(once.slice(-50).every((id) => byId.get(id) === id)).toBe(true);
  });
});
