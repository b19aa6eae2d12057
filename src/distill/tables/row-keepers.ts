import {
  checkEvent,
  checkGrade,
  checkItem,
  checkProfile,
  checkSlate,
  checkTerm,
  hasProblem,
  type Checked,
  type KnownKeys,
  type RowRules,
} from './check-rows.ts';
import { checkPair } from './check-pair.ts';
import { createEventNotices } from './event-notices.ts';
import type { FoundTable } from './find-tables.ts';
import type { RowPlace } from './load-rows.ts';
import type { Tables } from './types.ts';
import type { Item, LogEvent, Profile } from '../../core/types.ts';

/** Checks a row, and puts it in its place where it is good. */
export type RowKeeper = (value: unknown, place: RowPlace) => Checked<unknown>;

/** Where good rows go, and what they may refer to. */
export interface RowPlaces {
  known: KnownKeys;
  item(key: string, item: Item): void;
  profile(id: string, profile: Profile): void;
  /** @returns whether it is held */
  event(event: LogEvent): boolean;
}

/** What keeps the rows of tables. */
export interface RowKeepers {
  of(table: Pick<FoundTable, 'kind' | 'name'>): RowKeeper;
  /** What was odd about the rows. */
  notices(): string[];
}

/** Creates what puts rows into `tables`; items, profiles and events into `places`, where these are given. */
export function createRowKeepers(
  tables: Tables,
  rules: RowRules,
  places: RowPlaces = placesOf(tables),
): RowKeepers {
  const eventNotices = createEventNotices();

  function of({ kind, name }: Pick<FoundTable, 'kind' | 'name'>): RowKeeper {
    switch (kind) {
      case 'items':
        return kept(checkItem, ({ key, item }) => places.item(key, item));
      case 'profiles':
        return kept(checkProfile, ({ id, profile }) => places.profile(id, profile));
      case 'events':
        return kept(checkEvent, (event, value, place) => {
          if (places.event(event)) eventNotices.look(event, value, place);
        });
      case 'grades':
        return kept(checkGrade, (grade) => tables.grades.push(grade));
      case 'terms': {
        const terms = (tables.terms ??= []);
        return kept(checkTerm, (term) => terms.push(term));
      }
      case 'slates':
        return keptOnce('slate', checkSlate, (tables.slates[name] ??= []));
      case 'pairs':
        return keptOnce(
          'pair',
          (value) => checkPair(value, tables, rules),
          (tables.pairs[name] ??= []),
        );
    }
  }

  /** Rows of a table by itself, no two of one id. */
  function keptOnce<T extends { id: string }>(
    what: string,
    check: (value: unknown, known: KnownKeys, rules: RowRules) => Checked<T>,
    rows: T[],
  ): RowKeeper {
    const ids = new Set<string>();
    return kept(
      (value) => {
        const checked = check(value, places.known, rules);
        if (hasProblem(checked) || !ids.has(checked.row.id)) return checked;
        const message = `a ${what} before has the id "${checked.row.id}" too`;
        return { problem: { reason: 'duplicate-id', message } };
      },
      (row) => {
        ids.add(row.id);
        rows.push(row);
      },
    );
  }

  function kept<T>(
    check: (value: unknown, known: KnownKeys, rules: RowRules) => Checked<T>,
    keep: (row: T, value: unknown, place: RowPlace) => unknown,
  ): RowKeeper {
    return (value, place) => {
      const checked = check(value, places.known, rules);
      if (!hasProblem(checked)) keep(checked.row, value, place);
      return checked;
    };
  }

  return { of, notices: () => eventNotices.lines() };
}

/** All rows go into the tables, and refer to what is there. */
function placesOf(tables: Tables): RowPlaces {
  return {
    known: tables,
    item: (key, item) => void tables.items.set(key, item),
    profile: (id, profile) => void tables.profiles.set(id, profile),
    event: (event) => tables.events.push(event) > 0,
  };
}
