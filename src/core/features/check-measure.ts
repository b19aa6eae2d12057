import { hasSide } from './check-field.ts';
import {
  PLACE_PARTS,
  type ConditionSource,
  type MeasureKind,
  type MeasureSource,
  type RangeEnd,
} from './measure.ts';
import { MEASURE_KINDS } from './measure-kinds.ts';
import { didYouMean } from './near-name.ts';
import { CROSS_OF } from './read-schema.ts';
import { checkKeys, checkTypes, checkWord, fail, object } from './schema-checks.ts';
import { SIDES, type FieldKind, type FieldSource, type Side } from './schema.ts';

const MAX_SLOTS = 64;
const COMMON = 'name description kind say better unit integer cross';
const COMPARED = `${COMMON} item profile unless waived`;
const NUMBERS = 'number amount duration';

/** What each kind of measure may state, and the kinds of fields that it takes. */
const RULES: Readonly<Record<MeasureKind, { options: string; fields: string }>> = {
  overlap: {
    options: `${COMPARED} part slots perText`,
    fields: 'text tags category flag place',
  },
  coverage: { options: `${COMPARED} part slots`, fields: 'tags category place' },
  contains: { options: `${COMPARED} part slots values`, fields: 'tags category place' },
  same: { options: `${COMPARED} part slots values`, fields: 'category flag place' },
  grade: {
    options: `${COMPARED} slots table otherwise values`,
    fields: 'tags category flag',
  },
  ratio: { options: `${COMPARED} end profileEnd`, fields: NUMBERS },
  difference: { options: `${COMPARED} end profileEnd`, fields: NUMBERS },
  within: { options: `${COMPARED} profileEnd values`, fields: NUMBERS },
  atMost: { options: `${COMPARED} end profileEnd values`, fields: NUMBERS },
  atLeast: { options: `${COMPARED} end profileEnd values`, fields: NUMBERS },
  distance: { options: `${COMPARED} slots per factor`, fields: 'place' },
  mentions: { options: `${COMMON} profile otherText share`, fields: 'tags text' },
  area: { options: `${COMPARED} slots whereNoDistance`, fields: 'place' },
  age: { options: `${COMMON} item unless waived`, fields: 'time' },
  until: { options: `${COMMON} item unless waived`, fields: 'time' },
  value: {
    options: `${COMMON} item profile values missing slots unless waived`,
    fields: 'tags category flag',
  },
  number: {
    options: `${COMMON} item profile end profileEnd unless waived`,
    fields: NUMBERS,
  },
  count: {
    options: `${COMMON} item profile part slots unless waived`,
    fields: 'tags category place',
  },
  taught: { options: `${COMMON} values of min max`, fields: '' },
};

/** Kinds that tell something of one side alone. */
const OWN: ReadonlySet<MeasureKind> = new Set(['value', 'number', 'count']);
/** Kinds whose values of two fields are the same only where these share their tokens. */
const NEEDS_SHARED: ReadonlySet<FieldKind> = new Set(['category', 'flag']);

type Fields = ReadonlyMap<string, FieldSource>;

/** Checks one measure of a schema. @throws INVALID_SCHEMA */
export function checkMeasure(measure: MeasureSource, label: string, fields: Fields): void {
  if (measure.kind === undefined) fail(label, '`kind` is missing');
  checkWord(measure, 'kind', MEASURE_KINDS, label);
  const { kind, slots = 1 } = measure;
  const { options } = RULES[kind];
  const stray = Object.keys(measure).find((key) => !options.split(' ').includes(key));
  if (stray !== undefined && ALL_OPTIONS.has(stray)) {
    fail(label, `\`${stray}\` is not for measures of kind ${kind}`);
  }
  checkKeys(measure, options, label);
  checkWord(measure, 'better', ['more', 'less'], label);
  checkWord(measure, 'part', PLACE_PARTS, label);
  checkTypes(
    measure,
    {
      description: 'text',
      say: 'text',
      unit: 'text',
      cross: 'boolean',
      integer: 'boolean',
      perText: 'boolean',
      whereNoDistance: 'boolean',
      values: 'texts',
      missing: 'text',
    },
    label,
  );
  if (!Number.isInteger(slots) || slots < 1 || slots > MAX_SLOTS) {
    fail(label, `\`slots\` must be an integer from 1 to ${MAX_SLOTS}`);
  }
  if (kind === 'taught') return checkTaught(measure, label);
  if (kind === 'mentions') return checkMentions(measure, label, fields);
  if (measure.cross === true && CROSS_OF[kind] === undefined) {
    fail(label, `a measure of kind ${kind} has no cross`);
  }
  if (kind === 'overlap' && measure.cross === false) {
    fail(label, 'an overlap is told by its cross alone, so `cross` cannot be false');
  }
  checkSides(measure, label, fields);
  for (const key of ['end', 'profileEnd'] as const) checkEnd(measure[key], key, label);
  checkConditions(measure, label, fields);
  checkResults(measure, label, fields);
}

const ALL_OPTIONS: ReadonlySet<string> = new Set(
  Object.values(RULES).flatMap(({ options }) => options.split(' ')),
);

function checkMentions(measure: MeasureSource, label: string, fields: Fields): void {
  const { profile, otherText, share } = measure;
  checkWord({ share }, 'share', SIDES, label);
  if (measure.cross === false)
    fail(label, 'is told by its cross alone, so `cross` cannot be false');
  if (profile === undefined)
    fail(label, '`profile` is missing: the field that says what a person knows');
  const { kind } = fieldOf(profile, 'profile', label, fields);
  if (kind !== 'tags' && kind !== 'text') fail(label, `takes no field of kind ${kind}`);
  if (otherText !== undefined && fieldOf(otherText, 'profile', label, fields).kind !== 'text') {
    fail(label, '`otherText` must be a text');
  }
}

function checkTaught({ values, unit, of, ...range }: MeasureSource, label: string): void {
  if ((values === undefined) === (unit === undefined)) {
    fail(label, 'a taught measure needs either `values` or a `unit`');
  }
  checkWord({ of }, 'of', ['pair', 'item'], label);
  checkTypes(range, { min: 'number', max: 'number' }, label);
}

/** Checks the fields that a measure compares, or the one that it tells of. */
function checkSides(measure: MeasureSource, label: string, fields: Fields): void {
  const { kind, item, profile } = measure;
  if (OWN.has(kind)) {
    if ((item === undefined) === (profile === undefined)) {
      fail(label, 'tells of one side: name its field as `item` or as `profile`');
    }
  } else if (item === undefined) fail(label, '`item` is missing: the field of an item');
  const itemField = item === undefined ? undefined : fieldOf(item, 'item', label, fields);
  let profileField = profile === undefined ? undefined : fieldOf(profile, 'profile', label, fields);
  const isCompared = RULES[kind].options.startsWith(COMPARED);
  if (isCompared && profileField === undefined && hasSide(itemField!, 'profile')) {
    profileField = itemField;
  }
  const isLone = /^(overlap|difference|distance)$/.test(kind) && measure.cross !== false;
  if (isCompared && profileField === undefined && !isLone) {
    fail(label, `compares nothing: field "${item!}" has no profile side; name one as \`profile\``);
  }
  const compared = [itemField, profileField].filter((field) => field !== undefined);
  const kinds = [...new Set(compared.map((field) => field.kind))];
  const wrong = kinds.find((one) => !RULES[kind].fields.split(' ').includes(one));
  if (wrong !== undefined) fail(label, `a measure of kind ${kind} takes no field of kind ${wrong}`);
  checkComparable(itemField, profileField, kind, label);
  checkPlaces(measure, compared[0]!.kind, label);
}

function checkComparable(
  item: FieldSource | undefined,
  profile: FieldSource | undefined,
  kind: MeasureKind,
  label: string,
): void {
  if (item === undefined || profile === undefined || item === profile) return;
  const isFree = item.kind !== 'duration' && profile.kind !== 'duration';
  if (item.kind !== profile.kind && !(NUMBERS.includes(item.kind) && isFree)) {
    fail(label, `a measure of kind ${kind} cannot compare ${item.kind} with ${profile.kind}`);
  }
  const lists = [item, profile].map(({ vocabulary, names }) => vocabulary ?? names);
  const shared = lists[0] !== undefined && lists[0] === lists[1];
  if (NEEDS_SHARED.has(item.kind) && !shared) {
    fail(
      label,
      `fields "${item.name}" and "${profile.name}" share no values: make them one field with both sides, or give both one \`vocabulary\` or list of \`names\``,
    );
  }
}

function checkPlaces(
  { kind, part, perText }: MeasureSource,
  field: FieldKind,
  label: string,
): void {
  if (part !== undefined && field !== 'place') fail(label, '`part` is for places alone');
  if (part === undefined && field === 'place' && /^(coverage|contains|same|count)$/.test(kind)) {
    fail(label, `needs \`part\`: ${PLACE_PARTS.join(', ')}`);
  }
  if (perText && field !== 'text') fail(label, '`perText` is for overlaps of a text alone');
}

function fieldOf(name: unknown, side: Side, where: string, fields: Fields): FieldSource {
  const field = fields.get(name as string);
  if (field === undefined) {
    fail(where, `\`${side}\` names no field: ${didYouMean(String(name), [...fields.keys()])}`);
  }
  if (!hasSide(field!, side)) fail(where, `field "${field!.name}" has no ${side} side`);
  return field!;
}

function checkEnd(end: RangeEnd | undefined, key: string, label: string): void {
  const isShare = typeof end === 'number' && end >= 0 && end <= 1;
  if (end === undefined || isShare || ['low', 'middle', 'high'].includes(end as string)) return;
  fail(label, `\`${key}\` must be low, middle, high or a share from 0 to 1`);
}

function checkConditions(measure: MeasureSource, label: string, fields: Fields): void {
  if (measure.unless === undefined) {
    if (measure.waived !== undefined) fail(label, '`waived` needs `unless`');
    return;
  }
  const where = `${label}: \`unless\``;
  const unless = object(measure.unless, where);
  checkKeys(unless, `${SIDES.join(' ')} above`, where);
  const sides = SIDES.filter((side) => unless[side] !== undefined);
  if (sides.length === 0) fail(where, 'needs a condition for `item` or for `profile`');
  for (const side of sides) {
    checkCondition(unless[side], side, `${label}: \`unless.${side}\``, fields);
  }
}

function checkCondition(source: unknown, side: Side, where: string, fields: Fields): void {
  const condition = object(source, where) as unknown as ConditionSource;
  checkKeys(condition, 'field is', where);
  const field = fields.get(condition.field);
  if (!/^(category|flag|tags)$/.test(field?.kind ?? '') || !hasSide(field!, side)) {
    fail(
      where,
      `\`field\` names no category, flag or tags with ${side === 'item' ? 'an' : 'a'} ${side} side ("${String(condition.field)}")`,
    );
  }
  const values = [condition.is].flat();
  const isValue = (is: unknown): boolean =>
    typeof is === 'boolean' || (typeof is === 'string' && /[\p{L}\p{N}]/u.test(is));
  if (values.length === 0 || !values.every(isValue)) {
    fail(where, '`is` must be a value such as `remote`, or a list of values');
  }
  if (field!.kind === 'flag' && !values.every(isYesNo)) fail(where, '`is` must be yes or no');
}

const isYesNo = (value: unknown): boolean => /^(yes|no|true|false)$/.test(String(value));

/** Checks what a measure tells: its values, and where they come from. */
function checkResults(measure: MeasureSource, label: string, fields: Fields): void {
  const { kind, values, unit, table, per, factor, unless, waived, otherwise } = measure;
  const isYes = /^(contains|same|within|atMost|atLeast)$/.test(kind);
  if (isYes && values !== undefined && values.length !== 2) {
    fail(label, '`values` must be two words: for yes, and for no');
  }
  if (kind === 'value' && values === undefined) fail(label, '`values` is missing');
  if (kind === 'grade') {
    if ((values === undefined) === (unit === undefined)) {
      fail(label, 'a grade needs either `values`, from best to worst, or a `unit`');
    }
    for (const [key, row] of Object.entries(object(table, `${label}: \`table\``))) {
      for (const result of Object.values(object(row, `${label}: \`table\`: "${key}"`))) {
        checkResult(result, measure, 'table', label);
      }
    }
  }
  checkResult(otherwise, measure, 'otherwise', label);
  checkResult(waived, measure, 'waived', label);
  checkResult(unless?.above, measure, 'unless.above', label);
  if (per !== undefined) checkPer(object(per, `${label}: \`per\``), label, fields);
  if (factor !== undefined) checkFactor(object(factor, `${label}: \`factor\``), label, fields);
}

/** A result is one of the measure's values where it has some, else a number. */
function checkResult(result: unknown, measure: MeasureSource, key: string, label: string): void {
  if (result === undefined) return;
  const { kind, values = kind === 'area' ? AREA_WORDS : undefined } = measure;
  const words =
    values ?? (/^(contains|same|within|atMost|atLeast)$/.test(kind) ? ['yes', 'no'] : []);
  if (words.length === 0) return checkSetting(result, key, label);
  if (!words.includes(result as string)) {
    fail(label, `\`${key}\`: ${didYouMean(String(result), words)} is none of its values`);
  }
}

const AREA_WORDS = ['same town', 'same region', 'same country', 'another country'];

function checkSetting(value: unknown, key: string, label: string): void {
  if (Number.isFinite(value)) return;
  const { setting } = (value ?? {}) as { setting?: unknown };
  fail(
    label,
    typeof setting === 'string'
      ? `\`${key}\`: the setting "${setting}" is not filled in; it belongs in the policy's table of settings`
      : `\`${key}\` must be a number`,
  );
}

function checkPer(per: Record<string, unknown>, label: string, fields: Fields): void {
  checkKeys(per, 'profile otherwise', `${label}: \`per\``);
  if (per.profile !== undefined) {
    const field = fieldOf(per.profile, 'profile', `${label}: \`per\``, fields);
    if (!NUMBERS.includes(field.kind)) fail(label, `\`per\`: field "${field.name}" is no number`);
  }
  checkSetting(per.otherwise, 'per.otherwise', label);
  if (!((per.otherwise as number) > 0)) fail(label, '`per.otherwise` must be above 0');
}

function checkFactor(factor: Record<string, unknown>, label: string, fields: Fields): void {
  const where = `${label}: \`factor\``;
  checkKeys(factor, 'item values', where);
  const field = fieldOf(factor.item, 'item', where, fields);
  if (!/^(category|flag|tags)$/.test(field.kind))
    fail(where, `field "${field.name}" is no category`);
  for (const [key, value] of Object.entries(object(factor.values, `${where}: \`values\``))) {
    checkSetting(value, `factor.values.${key}`, label);
  }
}
