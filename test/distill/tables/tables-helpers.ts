import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';

/** A fresh folder for each test of the file; `dir()` names it. */
export function useFolder(): {
  dir: () => string;
  put: (file: string, content: string | Uint8Array) => Promise<string>;
} {
  let dir = '';
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tables-'));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));
  return {
    dir: () => dir,
    put: async (file, content) => {
      const path = join(dir, file);
      await writeFile(path, content);
      return path;
    },
  };
}

/** Values as JSON Lines. */
export function lines(...rows: unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

export const ITEMS = lines(
  { identifier: 'j1', title: 'Cook', attributes: { level: '5', salary: 5 } },
  { identifier: { '@type': 'PropertyValue', value: 2 }, title: '요리사' },
  { id: 3, title: 'Driver' },
);

export const PROFILES = lines({ id: 'p1', basics: { label: 'Chef' } }, { id: 7 });
