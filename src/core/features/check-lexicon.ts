import { checkKeys, fail, object } from './schema-checks.ts';

const WHERE = '`lexicon`';

/** Whether a part of a compiled lexicon has its form. */
type Form = (value: unknown) => boolean;

const text: Form = (value) => typeof value === 'string';
const listOf =
  (form: Form): Form =>
  (value) =>
    Array.isArray(value) && value.every(form);
const recordOf =
  (form: Form): Form =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(form);
const weighed: Form = (value) =>
  Array.isArray(value) && value.length === 2 && value[0] > 0 && value[0] < 1e12 && text(value[1]);

const termSet: Form = (value) =>
  Array.isArray(value) &&
  value.length === 3 &&
  Number.isInteger(value[0]) &&
  value[0] >= 8 &&
  value[0] <= 24 &&
  Number.isInteger(value[1]) &&
  value[1] >= 1 &&
  value[1] <= 24 &&
  text(value[2]);

const namesForm: Form = (value) => {
  const { set, values, levels, near } = (value ?? {}) as Record<string, unknown>;
  return (
    termSet(set) &&
    text(values) &&
    Array.isArray(levels) &&
    levels.length <= 9 &&
    levels.every((level, i) => level > (i === 0 ? 0 : levels[i - 1]) && level <= 100) &&
    text(near)
  );
};

const FORMS: Readonly<Record<string, Form>> = {
  countries: recordOf(text),
  regions: recordOf(recordOf(text)),
  towns: listOf(text),
  anywhere: text,
  units: recordOf(weighed),
  currencies: recordOf(weighed),
  magnitudes: recordOf(text),
  upTo: text,
  from: text,
  to: text,
  months: listOf(text),
  ongoing: text,
  yes: text,
  no: text,
  none: text,
  vocabularies: recordOf(recordOf(text)),
  terms: recordOf(termSet),
  names: recordOf(namesForm),
};

/** Checks that a lexicon is one as it is compiled. @throws INVALID_SCHEMA */
export function checkLexicon(source: unknown): void {
  const lexicon = object(source, WHERE);
  checkKeys(lexicon, Object.keys(FORMS).join(' '), WHERE);
  for (const [list, entries] of Object.entries(lexicon)) {
    if (!FORMS[list]!(entries)) fail(`${WHERE}: \`${list}\``, 'is not as a lexicon is compiled');
  }
}
