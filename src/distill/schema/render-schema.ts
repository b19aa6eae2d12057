import { Document, isMap, isSeq, type Node, type Pair } from 'yaml';
import type { SchemaSource } from '../../core/features/schema.ts';
import type { InferredSchema } from './infer-schema.ts';

const HEAD = ` A domain inferred from tables: what an item is, how it is read, and what is compared with a person.
 Rename fields and measures as people say them; policy.md names the measures. What was not used stands in README.md.`;

const COMMENTS: Readonly<Record<string, string>> = {
  noun: ' What an item is called: its table may have the name of `many`, and rows may say `<one>Id`.',
  keys: ' Where the key of an item lies, in order; else a hash of its content.',
  events: ' What people do with items, weakest first; from `click` on they are choices.',
  fields:
    ' kind: text, tags, category, number, amount, duration, place, time or flag; a dotted path, or several, by side.',
  measures: ' What policy.md, its limits and the model compare. `say` are words of a reason.',
};

/** The schema file of an inferred domain, with comments. */
export function renderSchema(source: SchemaSource, because: InferredSchema['because']): string {
  const { fields, measures, ...root } = source;
  const document = new Document({ ...root, fields, measures });
  document.commentBefore = HEAD;
  if (!isMap(document.contents)) return String(document);
  for (const pair of document.contents.items as Pair<Node, Node>[]) {
    const comment = COMMENTS[String(pair.key)];
    if (comment !== undefined) {
      pair.key.spaceBefore = true;
      pair.key.commentBefore = comment;
    }
    if (!isSeq(pair.value)) continue;
    for (const entry of pair.value.items) {
      if (!isMap(entry)) continue;
      const reason = because.get(String(entry.get('name')));
      if (reason !== undefined && String(pair.key) === 'measures')
        entry.commentBefore = ` ${reason}`;
      for (const inner of entry.items) if (isSeq(inner.value)) inner.value.flow = true;
    }
  }
  return document.toString({ lineWidth: 100 });
}
