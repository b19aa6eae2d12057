const LONGEST_MS = 10_000;

/**
 * Lets a service worker keep the page's files, so that it opens without a network. Resolves once it has them, or cannot
 * have them; where there is none, nothing happens.
 */
export async function installWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const { installing } = await navigator.serviceWorker.register(
      new URL('sw.js', document.baseURI),
    );
    if (installing) await isDone(installing);
  } catch {
    // Forbidden, or out of reach: the page needs a network then.
  }
}

function isDone(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LONGEST_MS);
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated' || worker.state === 'redundant') resolve();
    });
  });
}

/**
 * Fetches all code that the page may need later. Resolves once it is there; what cannot be had is left.
 */
export async function loadChunks(): Promise<void> {
  const names = document.querySelector<HTMLMetaElement>('meta[name=chunks]')?.content ?? '';
  const loads = names.split(' ').map((name) => {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = name;
    const done = new Promise((resolve) => {
      link.addEventListener('load', resolve);
      link.addEventListener('error', resolve);
    });
    document.head.append(link);
    return done;
  });
  await Promise.all(loads);
}
