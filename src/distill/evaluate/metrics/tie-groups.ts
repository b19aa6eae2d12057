/** Candidates with equal scores that have relevant ones among them. */
export interface TieGroup {
  /** How many candidates score higher. */
  above: number;
  /** How many candidates share this score. */
  size: number;
  /** How many of them are relevant (gain > 0), at least 1. */
  relevant: number;
  /** The sum of their gains. */
  gain: number;
}

/** Above this many relevant candidates sorting beats one scan for each. */
const MAX_SCANS = 24;

/**
 * The groups of equally scored candidates that hold a relevant one, best score first. This is all that the
 * ranking metrics need to average over every order of the ties.
 *
 * @param scores higher is better; no NaN.
 * @param gains one for each score, ≥ 0; relevant where > 0.
 */
export function tieGroups(scores: ArrayLike<number>, gains: ArrayLike<number>): TieGroup[] {
  const relevant: number[] = [];
  for (let i = 0; i < gains.length; i++) if ((gains[i] as number) > 0) relevant.push(i);
  return relevant.length <= MAX_SCANS
    ? groupsByScan(scores, gains, relevant)
    : groupsBySort(scores, gains);
}

function groupsByScan(
  scores: ArrayLike<number>,
  gains: ArrayLike<number>,
  relevant: readonly number[],
): TieGroup[] {
  const byScore = new Map<number, TieGroup>();
  for (const i of relevant) {
    // Adding 0 makes -0 and 0 one key, as they are one score.
    const score = (scores[i] as number) + 0;
    const gain = gains[i] as number;
    const group = byScore.get(score);
    if (group === undefined) {
      byScore.set(score, { above: 0, size: 0, relevant: 1, gain });
    } else {
      group.relevant++;
      group.gain += gain;
    }
  }
  for (const [score, group] of byScore) {
    for (let i = 0; i < scores.length; i++) {
      const other = scores[i] as number;
      if (other > score) group.above++;
      else if (other === score) group.size++;
    }
  }
  const groups = [...byScore.values()];
  groups.sort((a, b) => a.above - b.above);
  return groups;
}

function groupsBySort(scores: ArrayLike<number>, gains: ArrayLike<number>): TieGroup[] {
  const order = Uint32Array.from(scores, (_, i) => i);
  order.sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const groups: TieGroup[] = [];
  let start = 0;
  while (start < order.length) {
    const score = scores[order[start] as number];
    const group: TieGroup = { above: start, size: 0, relevant: 0, gain: 0 };
    let at = start;
    for (; at < order.length && scores[order[at] as number] === score; at++) {
      const gain = gains[order[at] as number] as number;
      group.size++;
      if (gain > 0) {
        group.relevant++;
        group.gain += gain;
      }
    }
    if (group.relevant > 0) groups.push(group);
    start = at;
  }
  return groups;
}
