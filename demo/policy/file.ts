/** What the policy room shows: `policy.json`, made from the compiled policy and its grader. */
export interface PolicyFile {
  title: string;
  /** By grade, 0 first: from which weighted mean on it is earned. */
  grades: { name: string; from: number; meaning: string }[];
  criteria: { name: string; weight: number; question: string }[];
  limits: LimitRow[];
  people: { id: string; name: string; line: string; pairs: Pair[] }[];
}

/** A hard limit, or a cap that the grader alone can apply. */
export interface LimitRow {
  name: string;
  cap: number;
  reason: string;
  isHard: boolean;
}

/** A graded pair of a person and an ad. */
export interface Pair {
  id: string;
  title: string;
  facts: string[];
  grade: number;
  rationale: string;
  /** Criteria with evidence, by index: the level that each gives, and why. */
  levels: [criterion: number, level: number, because: string][];
  /** Limits that hold, by index, and the sentence of each. */
  held: [limit: number, because: string][];
}
