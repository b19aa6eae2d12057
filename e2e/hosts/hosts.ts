import { BUNDLERS } from './bundlers.ts';
import { COMPILERS } from './compilers.ts';
import type { Host } from './host.ts';
import { NEXT } from './next.ts';
import { RUNTIMES } from './runtimes.ts';
import { SCRIPTS } from './scripts.ts';

/** All set-ups, in the order of the table. */
export const HOSTS: readonly Host[] = [...BUNDLERS, ...NEXT, ...SCRIPTS, ...RUNTIMES, ...COMPILERS];

/** Those that need no tool but the project's own. */
export const QUICK = HOSTS.filter(({ tools = [] }) =>
  tools.every((tool) => tool.startsWith('@types/')),
);
