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

/**
 * Asks the service worker to keep what this room alone needs, so that it opens without a network too. Resolves once it
 * has, or cannot.
 */
export async function keepRoom(): Promise<void> {
  const paths = document.querySelector<HTMLMetaElement>('meta[name=kept]')?.content;
  if (paths === undefined || !('serviceWorker' in navigator)) return;
  // Where no worker may be installed there is none to wait for.
  const { active } = (await navigator.serviceWorker.getRegistration()) ?? {};
  if (!active) return;
  const { port1, port2 } = new MessageChannel();
  const done = new Promise((resolve) => {
    setTimeout(resolve, LONGEST_MS);
    port1.addEventListener('message', resolve);
    port1.start();
  });
  active.postMessage({ keep: paths.split(' ') }, [port2]);
  await done;
}
