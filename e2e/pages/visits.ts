import { createReranker, type Item, type Profile } from 'pocketrank';

/** One visit of a person to a page. */
export interface VisitOptions {
  model: string;
  items: Item[];
  profile: Profile;
  now: number;
  /** Opens the item at this rank, from 1. */
  clickRank?: number;
  /** Forgets everything at the end. */
  forget?: boolean;
}

/** What the page saw of it. */
export interface Visit {
  from: string;
  engine: string;
  storage: string;
  /** Signals of this visit and of earlier ones. */
  signals: number;
  before: string[];
  after: string[];
}

/** Ranks, perhaps opens an item, ranks again, and leaves once everything is stored. */
export async function visit(options: VisitOptions): Promise<Visit> {
  const { model, items, profile, now, clickRank, forget } = options;
  const reranker = await createReranker({ model, now: () => now });
  const rank = async (): Promise<string[]> =>
    (await reranker.rank(items, { profile })).items.map(({ id }) => id);
  const before = await rank();
  if (clickRank) await reranker.record({ type: 'click', itemId: before[clickRank - 1]! });
  const after = await rank();
  const { signals } = await reranker.export();
  await reranker.flush();
  if (forget) await reranker.forget();
  const seen = {
    from: reranker.model.from,
    engine: reranker.engine.name,
    storage: reranker.storage.kind,
    signals: signals.length,
    before,
    after,
  };
  reranker.dispose();
  return seen;
}
