import { make } from './dom.js';

const LONG = 700;
/** Of the parts of an object, those that may share a line. */
const SHORT = 48;
const HIDDEN = new Set(['@type', '@context', '@id', 'id', 'identifier']);

/** An item or a profile as people read it: names and values, lists in a line where they are short. */
export function showObject(object) {
  return make('dl.object', {}, rows(object, 0));
}

function rows(object, depth) {
  return Object.entries(object)
    .filter(([key, value]) => !HIDDEN.has(key) && !isEmpty(value))
    .map(([key, value]) =>
      make('div', {}, make('dt', {}, words(key)), make('dd', {}, show(value, depth))),
    );
}

function show(value, depth) {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object')) return value.join(', ');
    return make(
      'ul',
      {},
      value.map((one) => make('li', {}, show(one, depth))),
    );
  }
  if (typeof value === 'object' && value !== null) return showParts(value, depth);
  const text = plain(String(value));
  if (text.length <= LONG) return make('span.text', {}, text);
  return make(
    'details',
    {},
    make('summary', {}, `${text.slice(0, LONG)}…`),
    make('span.text', {}, text.slice(LONG)),
  );
}

/** An object within: what is short in one line, the rest below it. */
function showParts(object, depth) {
  const parts = Object.entries(object).filter(
    ([key, value]) => !HIDDEN.has(key) && !isEmpty(value),
  );
  const isShort = ([, value]) => typeof value !== 'object' && String(value).length <= SHORT;
  const line = parts.filter(isShort).map(([, value]) => String(value));
  const rest = Object.fromEntries(parts.filter((part) => !isShort(part)));
  return [
    line.join(' · '),
    Object.keys(rest).length > 0 &&
      (depth > 3 ? JSON.stringify(rest) : make('dl.object.inner', {}, rows(rest, depth + 1))),
  ];
}

/** Text without markup; a document that is never shown reads it. */
function plain(text) {
  if (!/<\w|&\w+;/u.test(text)) return text;
  const spaced = text.replaceAll(/<\/(?:p|li|div|h\d|ul)>|<br\s*\/?>/giu, '\n');
  return new DOMParser().parseFromString(spaced, 'text/html').body.textContent.trim();
}

function isEmpty(value) {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function words(key) {
  return key
    .replaceAll(/([a-z])([A-Z])/gu, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
