import { createReranker, type Reranker } from 'pocketrank';

/** Gives each person a reranker with signals of their own, on one model. */
export function createRerankers(model: ArrayBuffer): (personId: string) => Promise<Reranker> {
  const rerankers = new Map<string, Promise<Reranker>>();
  return (personId) => {
    let reranker = rerankers.get(personId);
    if (reranker === undefined) {
      // The model is handed over as bytes: the service worker keeps the file, so no database has to.
      reranker = createReranker({
        model: model.slice(0),
        storageName: `pocketrank-demo-${personId}`,
      });
      rerankers.set(personId, reranker);
    }
    return reranker;
  };
}
