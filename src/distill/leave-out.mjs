/** What packages of the build step carry along and the program never calls, by the end of the module's path. */
const LEFT_OUT = {
  // Messages of the schema checker in 50 languages; English is loaded by name.
  '/zod/v4/locales/index.js': "export { default as en } from './en.js';",
  // Style sheets as objects: plots are drawn, and nobody asks for their styles.
  '/cssomnom/dist/parse.js': 'export const parse = () => ({ cssRules: [] });',
};

/** Leaves that out of the bundle: a third of it. */
export function leaveOut() {
  const left = new Set(Object.keys(LEFT_OUT));
  return {
    name: 'leave-out',
    load(id) {
      const end = Object.keys(LEFT_OUT).find((path) => id.endsWith(path));
      if (end === undefined) return null;
      left.delete(end);
      return { code: LEFT_OUT[end], map: null };
    },
    buildEnd(error) {
      if (!error && left.size > 0) this.warn(`not found any more: ${[...left].join(', ')}`);
    },
  };
}
