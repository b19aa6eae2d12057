import { basename } from 'node:path';
import type { SchemaSource } from '../../core/features/schema.ts';
import type { LimitSource } from '../../core/limits/limit.ts';
import { formatBytes } from '../console/format.ts';
import { namedWeights, weightsText } from '../evaluate/named-weights.ts';
import type { Student } from '../../core/student/student.ts';

/** What a card says beyond what the model itself holds. */
export interface ModelCardFacts {
  out: string;
  report: string;
  /** What a reader should know besides: a teacher that there is not, and why. */
  notes: readonly string[];
  /** The name of the report with plots, beside the card. */
  html: string;
  bytes: number;
  gzipBytes: number;
  source: string;
  simulated: boolean;
  /** The command that makes the same bytes again. */
  command: string;
  /** What the sources ask to be said, in Markdown; empty where nothing. */
  notices: string;
}

/** The card of a model, in Markdown: what it is, what it was made from, how well it ranks, what it is not for. */
export function writeModelCard(student: Student, facts: ModelCardFacts): string {
  const { schema, parameters, metadata } = student;
  const { width, tableRows, head } = parameters;
  const table = tableFormat(metadata.model);
  const fields = schema.fields.map((field) => field.name).join(', ');
  const crosses = schema.crosses.map((cross) => cross.name).join(', ');
  const { one, many } = schema.source.noun ?? { one: 'item', many: 'items' };
  const simulated = facts.simulated
    ? '\n**Made from a simulated market.** No person and no employer stands behind its data; its figures say how well the method recovers what was simulated, nothing about real people.\n'
    : '';
  return `# ${basename(facts.out)}

A PocketRank student: it reorders a list of ${many} for a profile, on the device.
${simulated}
| | |
|---|---|
| data | ${facts.source} |
| size | ${formatBytes(facts.bytes)}, ${formatBytes(facts.gzipBytes)} gzip |
| embedding table | ${tableRows} × ${width}, ${table} |
| head | ${head.hidden} hidden units, int8 |
| score | ${weightsText(namedWeights(student))}, in logits |
| schema | ${schema.name}: ${fields} |
| crosses | ${crosses === '' ? 'none' : crosses} |

## Measured

By the code that ships to devices, on full candidate lists; intervals are 95 % bootstraps over profiles. With plots: [${facts.html}](${facts.html}).

\`\`\`
${facts.report.trimEnd()}
\`\`\`
${facts.notes.map((note) => `\n- ${note}`).join('')}

## Made by

\`\`\`sh
${facts.command}
\`\`\`

\`\`\`json
${pretty(metadata.provenance)}
\`\`\`
${
  facts.notices === ''
    ? ''
    : `
## Sources

${facts.notices.trim()}
`
}
${hardLimits(metadata.limits)}## What it is not for

It grades fit as the policy defines it and clicks as the log shows them, errors of both included. It ranks ${many} for one person; it must not rank people for a ${one}. Protected attributes are no features; proxies that the tables carry in other fields are not ruled out.
${exemptions(schema.source)}`;
}

/** The limits that every device applies, as a table; nothing where there are none. */
function hardLimits(json: string | undefined): string {
  const limits = JSON.parse(json ?? '[]') as LimitSource[];
  if (limits.length === 0) return '';
  const rows = limits.map(({ name, cap, reason }) => `| ${name} | ${cap} | ${reason} |`);
  return `## Hard limits

Applied exactly on the device, whatever was learned. What may have a grade of 1 at most stands behind everything else.

| limit | grade at most | |
|---|---|---|
${rows.join('\n')}

`;
}

/** Protected attributes that the schema reads all the same, with its reasons. */
function exemptions({ protected: stated }: SchemaSource): string {
  const lines = (stated?.exempt ?? []).map(
    ({ path, side, reason, features }) =>
      `- \`${path}\` of the ${side} ${features === true ? 'is no protected attribute here' : 'serves hard limits alone'}: ${reason}`,
  );
  return lines.length === 0 ? '' : `\n${lines.join('\n')}\n`;
}

function tableFormat(model: string | undefined): string {
  const { tableFormat: format } = JSON.parse(model ?? '{}') as { tableFormat?: string };
  return format ?? 'unknown';
}

function pretty(json: string | undefined): string {
  try {
    return JSON.stringify(JSON.parse(json ?? 'null'), null, 2);
  } catch {
    return json ?? '';
  }
}
