import type { Tables } from '../tables/types.ts';
import type { CommandContext } from './context.ts';
import { openData } from './open-data.ts';

/** The tables that `--matches` names. */
export async function openMatches(
  dirs: readonly string[] | undefined,
  onBadRow: 'refuse' | 'skip',
  context: CommandContext,
): Promise<Tables[]> {
  const matches: Tables[] = [];
  for (const dir of dirs ?? []) {
    const required = ['items', 'profiles', 'grades'] as const;
    const opened = await openData(dir, { onBadRow, require: [...required] }, context);
    matches.push(opened.tables);
  }
  return matches;
}
