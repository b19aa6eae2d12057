/** Entries that hold components or hooks: frameworks that render on a server must load them in the page. */
const CLIENT = /^react\.c?js$/;

/** Writes 'use client' first in those entries. A bundler that minifies takes directives away, so it comes last. */
export function useClient() {
  return {
    name: 'use-client',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const [name, file] of Object.entries(bundle)) {
          if (CLIENT.test(name)) file.code = `'use client';\n${file.code}`;
        }
      },
    },
  };
}
