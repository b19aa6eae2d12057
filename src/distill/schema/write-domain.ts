import { join } from 'node:path';
import type { SchemaSource } from '../../core/features/schema.ts';
import { writeFileAtomic } from '../files/write-file-atomic.ts';
import type { Left } from './found.ts';
import { COMMON, type InferredDomain } from './infer-domain.ts';
import { renderPolicy } from './render-policy.ts';
import { renderSchema } from './render-schema.ts';

/**
 * Writes an inferred domain as a folder to edit: schema, lexicon, a policy to start from (that of the known domain
 * on top of which it is made, where there is one), and what was not used and why. Returns the names of the files.
 *
 * @param now the day of the policy's examples, in milliseconds since 1970 UTC
 * @throws FILE_FAILED
 */
export async function writeDomain(
  { domain: { schema }, known, left, because, compared }: InferredDomain,
  dir: string,
  now: number,
): Promise<string[]> {
  const files = {
    'schema.yaml': renderSchema(withoutLexicon(schema), because),
    'lexicon.yaml': lexicon(known?.name ?? COMMON),
    'policy.md': known?.policy?.markdown ?? renderPolicy({ schema, compared }, now),
    'README.md': readme(schema.noun?.many ?? 'items', left),
  };
  for (const [file, text] of Object.entries(files)) await writeFileAtomic(join(dir, file), text);
  return Object.keys(files);
}

/** A schema file has no lexicon: the folder has. */
function withoutLexicon({ lexicon: _lexicon, ...schema }: SchemaSource): SchemaSource {
  return schema;
}

const lexicon = (
  base: string,
): string => `# What this trade calls things, beside what every domain knows of countries, money and time.
extends: [${base}]

# vocabularies:
#   colors:
#     gray: [grey, grau, gris]
`;

function readme(many: string, left: readonly Left[]): string {
  const rows = left.map(({ side, path, reason }) => `| ${side} | ${path} | ${reason} |`);
  const exempt = left.flatMap(({ exemption }) =>
    exemption === undefined ? [] : [`    - ${exemption}`],
  );
  const exemptions =
    exempt.length === 0
      ? ''
      : `
## Protected attributes

They are left out. Where a word misleads (\`photoCount\` counts pictures of a product), or where a limit must know one (the age range of a clinical trial), add the field and exempt its path in schema.yaml with a reason: \`features: true\` where the word misleads; else the field must have \`embed: false\` and serves limits alone.

\`\`\`yaml
protected:
  exempt:
${exempt.join('\n')}
\`\`\`
`;
  return `# A domain of ${many}

Made by \`pocketrank domain init\` to be edited: \`schema.yaml\` (what is read and compared), \`policy.md\` (what is good), \`lexicon.yaml\` (what the trade calls things).

    pocketrank policy check --domain DIR
    pocketrank distill --data TABLES --domain DIR --out model.safetensors
    pocketrank evaluate --model model.safetensors --data TABLES

## Not used

| side | path | because |
|---|---|---|
${rows.join('\n')}
${exemptions}`;
}
