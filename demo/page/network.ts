import { byId } from './dom.ts';

/**
 * Cuts the page's own line: a content security policy that allows no request at all. The browser holds to it until the
 * page is loaded anew, whatever the page's code does.
 */
export function cutLine(): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'none'; script-src 'none'; img-src 'none'; style-src 'none'";
  document.head.append(policy);
}

/** The sign that tells whether there is a network. */
export interface Network {
  /** Shows that the page has cut its own line. */
  showCut(): void;
}

/** Shows whether the device is online; `onOffline` is told when it is no longer. */
export function watchNetwork(onOffline: () => void): Network {
  const pill = byId('pill-network');
  let isCut = false;
  const show = (): void => {
    const isOff = isCut || !navigator.onLine;
    pill.classList.toggle('offline', isOff);
    pill.lastElementChild!.textContent = isCut
      ? 'Line cut'
      : navigator.onLine
        ? 'Online'
        : 'Offline';
  };
  addEventListener('online', show);
  addEventListener('offline', () => {
    show();
    onOffline();
  });
  show();
  return {
    showCut() {
      isCut = true;
      show();
    },
  };
}
