import type { Item, Profile, Ranking, Reranker } from 'pocketrank';
import type { ShownItem } from '../read/item.ts';
import type { PersonFile } from '../read/person.ts';
import type { Room } from '../read/room.ts';

/** What the page knows at a moment. One change after the other: see `createQueue`. */
export interface State {
  /** What this page is about. */
  room: Room;
  /** Reads what a card shows of an item. */
  read(item: Item): ShownItem;
  person: PersonFile;
  /** The person's profile, as edited. */
  profile: Profile;
  /** All candidates: the search's and what was pasted. */
  items: Item[];
  /** Words that titles and texts must hold. */
  filter: string;
  reranker: Reranker;
  /** Weight of the policy against clicks, 0 … 1. */
  alpha: number;
  ranking: Ranking | undefined;
  isAllShown: boolean;
}

/** Does something that changes the page, once what was asked for before is done. */
export type Change = (work: () => unknown) => void;

/** Runs changes one after the other; one that fails does not stop the next. */
export function createQueue(onError: (error: unknown) => void): Change {
  let last = Promise.resolve();
  return (work) => {
    last = last.then(async () => void (await work())).catch(onError);
  };
}
