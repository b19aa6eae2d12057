/** "70 % policy, 30 % clicks", of the weight of the policy. */
export function balanceText(alpha: number): string {
  const percent = Math.round(100 * alpha);
  return `${percent} % policy, ${100 - percent} % clicks`;
}
