/**
 * Lets the page handle what is waiting (input, rendering, messages) before work goes on: by a message, which
 * queues up behind all of that, and comes sooner than a timer, which browsers delay by 4 ms when nested. What
 * follows a `scheduler.yield()` goes before everything but input: a page that ranks a long list by it drew a
 * frame every 100 ms, and had none of its own messages meanwhile.
 */
export function yieldToPage(): Promise<void> {
  if (typeof MessageChannel === 'undefined') return new Promise((done) => setTimeout(done));
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.addEventListener('message', () => {
      port1.close();
      done();
    });
    port1.start();
    port2.postMessage(undefined);
  });
}
