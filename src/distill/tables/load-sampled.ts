import { checkHeap } from '../memory/check-heap.ts';
import { loadEvents } from './event-rows.ts';
import { findNamed } from './find-named.ts';
import type { FoundTable } from './find-tables.ts';
import { createKeySet } from './key-set.ts';
import { latestEvents } from './latest-events.ts';
import { loadRows, type RowCounts, type RowWork } from './load-rows.ts';
import { asOne, type LoadWork } from './load-work.ts';
import { pickItems } from './pick-items.ts';
import { createRowKeepers, type RowKeepers } from './row-keepers.ts';
import { createSample } from './sample.ts';
import type { TableKind } from './types.ts';

/** A map is cut back when it holds so many times what may stay. */
const SLACK = 2;
/** So many more events are held before the oldest of each person are let go. */
const EVENTS_PER_SWEEP = 500_000;

/**
 * Holds as much of long tables as `sample` says: a share of the people with their newest events, and the items that
 * these name. All rows are read and checked; of what is not held hashes of keys stay, by which references are
 * checked. Items that turn out to be needed are read once more.
 *
 * @throws as `loadRows`
 */
export async function loadSampled(load: LoadWork): Promise<void> {
  const { tables, found, rules, open, badRows } = load;
  const holder = await createHolder(load);
  const counts = new Map<TableKind, number>();
  const readAll = async (kinds: (kind: TableKind) => boolean): Promise<void> => {
    for (const table of found.filter(({ kind }) => kinds(kind))) {
      const { kept } = await holder.read(table, {
        open: table.kind === 'items' ? open : asOne,
        keep: holder.keepers.of(table),
        badRows,
        idName: rules.idName,
      });
      counts.set(table.kind, (counts.get(table.kind) ?? 0) + kept);
      tables.files.push({ kind: table.kind, name: table.name, path: table.path, rows: kept });
    }
  };
  await readAll((kind) => kind === 'items' || kind === 'profiles');
  holder.cut();
  await readAll((kind) => kind === 'events');
  holder.sweep();
  await pickItems(load, holder.namedItems);
  await readAll((kind) => !['items', 'profiles', 'events'].includes(kind));
  tables.notices = holder.keepers.notices();
  const held = {
    items: { held: tables.items.size, all: counts.get('items') ?? 0 },
    profiles: { held: tables.profiles.size, all: counts.get('profiles') ?? 0 },
    events: { held: tables.events.length, all: counts.get('events') ?? 0 },
  };
  if (Object.values(held).some((part) => part.held < part.all)) tables.sampled = held;
}

/** What holds rows while tables are read. */
interface Holder {
  keepers: RowKeepers;
  namedItems: ReadonlySet<string>;
  read(table: FoundTable, work: RowWork): Promise<RowCounts>;
  /** Lets go of items and people beyond what may stay. */
  cut(): void;
  /** Lets go of old events, and of people, until what is left may stay. */
  sweep(): void;
}

async function createHolder({ tables, found, rules, sample }: LoadWork): Promise<Holder> {
  const { items: maxItems = Infinity, perPerson = Infinity, events: maxEvents = Infinity } = sample;
  const named = await findNamed(found, rules.idName);
  const known = { items: createKeySet(), profiles: createKeySet() };
  const [itemSample, peopleSample] = [createSample(named.items), createSample(named.profiles)];
  let maxPeople = sample.people ?? Infinity;
  let swept = 0;

  const keepers = createRowKeepers(tables, rules, {
    known,
    item(key, item) {
      known.items.add(key);
      if (!itemSample.admits(key)) return;
      tables.items.set(key, item);
      if (tables.items.size > SLACK * maxItems + named.items.size) cut();
    },
    profile(id, profile) {
      known.profiles.add(id);
      if (!peopleSample.admits(id)) return;
      tables.profiles.set(id, profile);
      if (tables.profiles.size > SLACK * maxPeople + named.profiles.size) cut();
    },
    event(event) {
      if (!tables.profiles.has(event.profileId)) return false;
      tables.events.push(event);
      if (tables.events.length >= swept + EVENTS_PER_SWEEP) sweep();
      return true;
    },
  });

  function cut(): void {
    const { items, profiles } = tables;
    for (const key of itemSample.tighten(items.keys(), maxItems)) items.delete(key);
    for (const id of peopleSample.tighten(profiles.keys(), maxPeople)) profiles.delete(id);
  }

  function sweep(): void {
    tables.events = latestEvents(tables.events, perPerson);
    while (tables.events.length > maxEvents && tables.profiles.size > named.profiles.size + 1) {
      maxPeople = Math.floor((tables.profiles.size - named.profiles.size) / 2);
      cut();
      tables.events = tables.events.filter(({ profileId }) => tables.profiles.has(profileId));
    }
    swept = tables.events.length;
    checkHeap(`Holding ${swept} events`);
  }

  const filter = { known, rules, people: () => tables.profiles.keys() };
  return {
    keepers,
    namedItems: named.items,
    read: (table, work) =>
      table.kind === 'events' ? loadEvents(table, work, filter) : loadRows(table, work),
    cut,
    sweep,
  };
}
