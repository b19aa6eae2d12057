import { RARE_FORMS } from '../reading/rare-forms.ts';
import { checkField, hasSide } from './check-field.ts';
import { checkLexicon } from './check-lexicon.ts';
import { checkMeasure } from './check-measure.ts';
import { checkProtected, refuseCrosses, refuseFields } from './check-protected.ts';
import type { MeasureSource } from './measure.ts';
import { readSchema } from './read-schema.ts';
import { checkKeys, checkTypes, fail, list, named, object } from './schema-checks.ts';
import {
  SIDES,
  type FieldSource,
  type ProtectedSource,
  type Schema,
  type SchemaSource,
  type TermsOfSchema,
} from './schema.ts';

const MAX_FIELDS = 64;
const MAX_MEASURES = 64;
const MAX_CROSSES = 32;
const MAX_EVENTS = 16;
const KEYS =
  'name version description noun keys types currency events protected lexicon fields terms measures';

/**
 * Checks a schema and fills in its defaults. The `source` of the result is as short as the model file needs it:
 * without what only people, the policy and the simulated market read.
 *
 * @throws INVALID_SCHEMA, naming the field or measure; PROTECTED_ATTRIBUTE where a path names one
 */
export function compileSchema(source: unknown): Schema {
  const root = object(source, 'the schema');
  if (root.version !== 2) fail('the schema', '`version` must be 2');
  checkKeys(root, KEYS, 'the schema');
  checkRoot(root);
  const fieldList = list(root.fields, '`fields`');
  if (fieldList.length === 0 || fieldList.length > MAX_FIELDS) {
    fail('the schema', `needs 1 to ${MAX_FIELDS} fields`);
  }
  const fields = named<FieldSource>(fieldList, 'field', checkField);
  const guarded = (root.protected ?? {}) as ProtectedSource;
  checkProtected(guarded, [...fields.values()]);
  refuseFields([...fields.values()], guarded);
  for (const side of SIDES) {
    if (![...fields.values()].some((field) => hasSide(field, side))) {
      fail('the schema', `has no field on the ${side} side`);
    }
  }
  if (root.terms !== undefined) checkTerms(root.terms, fields);
  const measureList = list(root.measures ?? [], '`measures`');
  if (measureList.length > MAX_MEASURES) {
    fail('the schema', `has more than ${MAX_MEASURES} measures`);
  }
  const measures = named<MeasureSource>(
    measureList,
    'measure',
    (measure, label) => checkMeasure(measure, label, fields),
    (name) => name.toLowerCase(),
  );
  const mentions = [...measures.values()].find(({ kind }) => kind === 'mentions');
  if (mentions && root.terms === undefined) {
    fail(`measure "${mentions.name}"`, 'needs `terms`: which texts of an item are looked through');
  }
  refuseCrosses([...fields.values()], [...measures.values()], guarded, root.terms as TermsOfSchema);
  const schema = readSchema(source as SchemaSource);
  schema.lexicon.forms = RARE_FORMS;
  if (schema.crosses.length > MAX_CROSSES) {
    fail(
      'the schema',
      `has more than ${MAX_CROSSES} measures that the student sees; write \`cross: false\` at some`,
    );
  }
  return { ...schema, source: shorten(source as SchemaSource) };
}

function checkRoot(root: Record<string, unknown>): void {
  if (typeof root.name !== 'string' || root.name === '') fail('the schema', '`name` is missing');
  checkTypes(root, { description: 'text', keys: 'texts', types: 'texts' }, 'the schema');
  if (root.currency !== undefined && !/^[A-Z]{3}$/.test(String(root.currency))) {
    fail('the schema', '`currency` must be a code of ISO 4217 such as EUR');
  }
  if (root.noun !== undefined) {
    const noun = object(root.noun, '`noun`');
    checkKeys(noun, 'one many', '`noun`');
    checkTypes(noun, { one: 'text', many: 'text' }, '`noun`');
    if (noun.one === undefined || noun.many === undefined) fail('`noun`', 'needs `one` and `many`');
  }
  if (root.lexicon !== undefined) checkLexicon(root.lexicon);
  if (root.events !== undefined) checkEvents(list(root.events, '`events`'));
}

const MAX_TERMS = 255;

function checkTerms(source: unknown, fields: ReadonlyMap<string, FieldSource>): void {
  const where = '`terms`';
  const terms = object(source, where);
  checkKeys(terms, 'item slots', where);
  const { slots = 1 } = terms as { slots?: number };
  if (!Number.isInteger(slots) || slots < 1 || slots > MAX_TERMS) {
    fail(where, `\`slots\` must be an integer from 1 to ${MAX_TERMS}`);
  }
  const names = list(terms.item, `${where}: \`item\``);
  if (names.length === 0) fail(where, '`item` names no field');
  for (const name of names) {
    const field = fields.get(name as string);
    if (field === undefined || !hasSide(field, 'item')) {
      fail(where, `"${String(name)}" is no field with an item side`);
    }
    if (!/^(text|tags|category)$/.test(field!.kind)) {
      fail(where, `field "${field!.name}" is no text, tags or category`);
    }
  }
}

function checkEvents(events: readonly unknown[]): void {
  const seen = new Set<string>();
  for (const [i, event] of events.entries()) {
    const where = `event ${i + 1}`;
    const { type, ...others } = typeof event === 'string' ? { type: event } : object(event, where);
    checkKeys(others, 'negative', where);
    checkTypes(others, { negative: 'boolean' }, where);
    if (typeof type !== 'string' || !/^[a-z][\w-]*$/i.test(type)) {
      fail(where, 'must be a word such as `click`, or { type, negative }');
    }
    if (seen.has(type as string)) fail(where, `"${type as string}" stands twice`);
    seen.add(type as string);
  }
  if (events.length > MAX_EVENTS) fail('`events`', `has more than ${MAX_EVENTS} types`);
}

/** What only people, the policy and the simulated market read. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(['description', 'sample']);

/** What a model file carries of a schema: nothing {@link FOR_PEOPLE}, and nothing that only the build step computes. */
function shorten(source: SchemaSource): SchemaSource {
  const short = <Part extends object>(part: Part): Part =>
    Object.fromEntries(Object.entries(part).filter(([key]) => !FOR_PEOPLE.has(key))) as Part;
  return {
    ...short(source),
    fields: source.fields.map(short),
    ...(source.measures && {
      measures: source.measures.filter(({ kind }) => kind !== 'taught').map(short),
    }),
  };
}
