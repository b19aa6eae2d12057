/** Writes each file of types once more for `require`, as resolvers of Node ask: `.d.cts` beside `.d.ts`. */
export function commonJsTypes() {
  return {
    name: 'common-js-types',
    generateBundle(_options, bundle) {
      for (const [fileName, { code }] of Object.entries(bundle)) {
        if (!fileName.endsWith('.d.ts')) continue;
        this.emitFile({
          type: 'asset',
          fileName: fileName.replace(/\.ts$/, '.cts'),
          source: code
            .replace(/(from '\.\/[^']+)\.js'/g, "$1.cjs'")
            .replace(/(import\('\.\/[^']+)\.js'/g, "$1.cjs'"),
        });
      }
    },
  };
}
