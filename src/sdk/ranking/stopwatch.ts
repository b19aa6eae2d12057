/** Creates a function that tells the milliseconds since its last call, at first since its creation. */
export function createStopwatch(): () => number {
  let last = performance.now();
  return () => {
    const start = last;
    last = performance.now();
    return last - start;
  };
}
