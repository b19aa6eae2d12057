/**
 * Calls every listener. One that throws is the host's own affair: its error is reported as the browser reports those of
 * event listeners, and neither the others nor the work at hand come to harm.
 */
export function tellListeners<Parameters extends unknown[]>(
  listeners: Iterable<(...parameters: Parameters) => void>,
  ...parameters: Parameters
): void {
  for (const listener of listeners) {
    try {
      listener(...parameters);
    } catch (error) {
      if (typeof reportError === 'function') reportError(error);
      else console.error(error);
    }
  }
}
