import { readEvent, signalOf, type Happened } from './action-of.ts';
import type { PageSignal } from './page-signal.ts';

/** A press and the click that ends it are no further apart. */
const PRESS_MS = 2_000;
const MIDDLE_BUTTON = 1;

/**
 * Tells of clicks on a container's items. They are read on their way down, before any handler of the page can stop
 * them or change what they were about; where a handler does so on the press already, it is the press that counts.
 */
export function createClicks(
  container: Element,
  onSignal: (signal: PageSignal) => void,
): { stop(): void } {
  let press: { happened: Happened; at: number } | undefined;

  function onPress(event: Event): void {
    press = { happened: readEvent(event), at: performance.now() };
  }

  /** What a click is about: what it hits, unless that showed another item, or was another element, when pressed. */
  function signalAt(event: Event): PageSignal | undefined {
    const happened = readEvent(event);
    const pressed = press && performance.now() - press.at < PRESS_MS ? press.happened : undefined;
    press = undefined;
    // A click by the keyboard, or by code, has no press.
    if (!pressed || (event as MouseEvent).detail === 0) return signalOf(happened, container);
    const now = signalOf(happened, container);
    const then = signalOf(pressed, container);
    // Let go over another item than pressed: the browser clicks what both lie in.
    const isElsewhere =
      now === undefined && (pressed.path[0] as Partial<Node>).isConnected === true;
    return isElsewhere ? undefined : (then ?? now);
  }

  function onClick(event: Event): void {
    const signal = signalAt(event);
    if (signal) onSignal(signal);
  }

  function onAuxiliaryClick(event: Event): void {
    if ((event as MouseEvent).button !== MIDDLE_BUTTON) return;
    const signal = signalAt(event);
    // It opens a link in another tab; what a control names is done by the first button alone.
    if (signal?.type === 'click') onSignal(signal);
  }

  const listeners = { pointerdown: onPress, click: onClick, auxclick: onAuxiliaryClick };
  const options = { capture: true, passive: true };
  for (const [type, listener] of Object.entries(listeners)) {
    container.addEventListener(type, listener, options);
  }
  return {
    stop() {
      for (const [type, listener] of Object.entries(listeners)) {
        container.removeEventListener(type, listener, options);
      }
    },
  };
}
