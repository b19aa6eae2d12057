import type { DrivenPage } from '../driven-page.ts';
import type { TestServer } from '../server.ts';

/** Where a condition is tried: a page of its own path that has loaded nothing yet. */
export interface Trial {
  page: DrivenPage;
  server: TestServer;
  browser: string;
  /** Opens a page that has loaded the package and the helpers of `try-page.ts`. */
  open(before?: string): Promise<void>;
}

/** A hostile condition. */
export interface Condition {
  /** As the list of conditions numbers it. */
  number: number;
  name: string;
  /** Runs before any other script of the page. */
  before?: string;
  /** Headers that the server sends with everything. */
  headers?: Record<string, string>;
  /** Default: {@link USUAL}. Returns what is wrong; nothing where all is well. @throws where it cannot be tried here */
  run?(trial: Trial): Promise<string[]>;
}

/** What a visit does, told by the page. */
export interface Told {
  order: string;
  engine: string;
  storage: { kind: string; reason?: string };
  rejected: string[];
  signals: number;
  ms: number;
  problems: string[];
}

/** What every page must do: rank in the right order, count a signal, leave nothing unhandled. */
export async function visit(page: DrivenPage, options = '{}'): Promise<Told> {
  return page.run<Told>(`return TRY.visit(${options})`);
}

/** What is wrong with a visit. */
export function faultsOf(told: Told, right: string): string[] {
  return [
    ...(told.order === right ? [] : ['another order']),
    ...(told.signals > 0 ? [] : ['the signal does not count']),
    ...(told.ms < 3_000 ? [] : [`took ${Math.round(told.ms)} ms`]),
    ...(told.storage.kind === 'memory' && !told.storage.reason ? ['does not say why'] : []),
    ...told.problems,
  ];
}
