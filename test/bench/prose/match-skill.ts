/** Whether a text names a skill. */
export type SkillMatcher = (skill: string, text: string) => boolean;

/**
 * Finds skills by their very words, with nothing but signs, spaces and ends of words beside them, without regard to
 * capitals but for those that are everyday words. It shares nothing with what it measures.
 */
export function createSkillMatcher(cased: ReadonlySet<string>): SkillMatcher {
  const patterns = new Map<string, RegExp>();
  return (skill, text) => {
    let pattern = patterns.get(skill);
    if (pattern === undefined) {
      patterns.set(skill, (pattern = new RegExp(sourceOf(skill), cased.has(skill) ? 'u' : 'iu')));
    }
    return pattern.test(text);
  };
}

function sourceOf(skill: string): string {
  const words = skill.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[ -]/g, '[\\s\\-]+');
  // "R&D" and "C-level" are neither R nor C.
  const beside = skill.length === 1 ? "&'’.\\-" : '';
  return `(?<![\\p{L}\\p{N}${beside}])${words}(?![\\p{L}\\p{N}+#]|[${beside || '\\u0000'}][\\p{L}\\p{N}])`;
}
