/** The element of an id. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element. Texts become text, never markup: what ads say is data.
 *
 * @param {string} name tag, with classes behind dots
 * @param {object} attributes
 * @param {...(Node | string | undefined | false | unknown[])} children
 */
export function make(name, attributes = {}, ...children) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false)
      element.setAttribute(key, value === true ? '' : value);
  }
  fill(element, ...children);
  return element;
}

/** Puts other children into an element; undefined and false are none. */
export function fill(element, ...children) {
  const given = children.flat(3).filter((child) => child !== undefined && child !== false);
  element.replaceChildren(...given);
}

/** A grade as a chip. */
export function chip(grade, label = '') {
  const text = grade === null || grade === undefined ? '–' : String(grade);
  return make(
    `span.chip.g${text === '–' ? 'none' : text}`,
    {},
    label ? `${label} ` : '',
    make('b', {}, text),
  );
}

/** Says something in the line for it. */
export function say(text) {
  byId('said').textContent = text;
}
