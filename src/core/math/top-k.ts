/**
 * The indices of the `k` largest scores, best first; equal scores keep the order of the input. NaN counts
 * as the smallest.
 *
 * A bounded heap while k is small beside n (O(n log k)), a full sort otherwise.
 */
export function topK(scores: ArrayLike<number>, k: number): number[] {
  const n = scores.length;
  const size = Math.max(0, Math.min(Math.floor(k), n));
  const value = (i: number): number => {
    const score = scores[i] as number;
    return score === score ? score : -Infinity;
  };
  const better = (a: number, b: number): boolean => {
    const x = value(a);
    const y = value(b);
    return x > y || (x === y && a < b);
  };
  if (size * 4 >= n) {
    const order = Array.from({ length: n }, (_, i) => i);
    order.sort((a, b) => (better(a, b) ? -1 : 1));
    return order.slice(0, size);
  }

  // A heap with the worst of the best at its root.
  const heap: number[] = [];
  const siftDown = (start: number): void => {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const child =
        right < heap.length && better(heap[left] as number, heap[right] as number) ? right : left;
      if (!better(heap[at] as number, heap[child] as number)) return;
      const held = heap[at] as number;
      heap[at] = heap[child] as number;
      heap[child] = held;
      at = child;
    }
  };
  for (let i = 0; i < n; i++) {
    if (heap.length < size) {
      heap.push(i);
      if (heap.length === size) for (let at = (size >> 1) - 1; at >= 0; at--) siftDown(at);
    } else if (size > 0 && better(i, heap[0] as number)) {
      heap[0] = i;
      siftDown(0);
    }
  }
  return heap.sort((a, b) => (better(a, b) ? -1 : 1));
}
