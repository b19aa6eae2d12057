import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A number or a text that a module of ours exports by name. */
const CONSTANT =
  /^export const (\w+)(?:: \w+)? = (-?[\d_]+(?:\.\d+)?(?:e\d+)?|0x[\da-f]+|'[^'\\]*');$/gm;
const NAMED = /^import \{([^}]*)\} from "(\.[^"]*)";$/gm;
const NAMESPACE = /^import \* as (\w+) from "(\.[^"]*)";$/gm;

/**
 * Writes constants of other modules where they are used. A bundler does so within a chunk, but a constant that
 * another chunk needs would be a variable, exported by one and imported by the other, and stands in a name's place
 * in both. Takes what esbuild prints; lines and columns stay where they are.
 */
export function inlineConstants() {
  const known = new Map();
  const constantsOf = (id, specifier) => {
    const path = join(dirname(id), specifier);
    if (!known.has(path)) {
      const found = path.endsWith('.ts') ? readFileSync(path, 'utf8').matchAll(CONSTANT) : [];
      known.set(path, new Map([...found].map(([, name, value]) => [name, value])));
    }
    return known.get(path);
  };
  return {
    name: 'inline-constants',
    transform(code, id) {
      if (!id.endsWith('.ts')) return null;
      let inlined = code.replace(NAMED, (whole, names, specifier) => {
        const constants = constantsOf(id, specifier);
        const declared = [];
        const left = names.replace(/(\w+)(?: as (\w+))?,?/g, (one, name, local = name) => {
          if (!constants.has(name)) return one;
          declared.push(`${local} = ${constants.get(name)}`);
          return '';
        });
        if (declared.length === 0) return whole;
        return `const ${declared.join(', ')}; import {${left.replace(/,(\s*)$/, '$1')}} from "${specifier}";`;
      });
      for (const [, local, specifier] of code.matchAll(NAMESPACE)) {
        const constants = constantsOf(id, specifier);
        inlined = inlined.replace(new RegExp(`\\b${local}\\.(\\w+)\\b`, 'g'), (whole, name) =>
          constants.has(name) ? constants.get(name).padEnd(whole.length) : whole,
        );
      }
      return inlined === code ? null : { code: inlined, map: null };
    },
  };
}
