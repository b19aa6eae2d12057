/** Elements that end a line of text. */
const BLOCKS = new Set(
  'br div dd dt h1 h2 h3 h4 h5 h6 li ol p table td th tr ul'
    .split(' ')
    .map((tag) => keyOf(tag, 0, tag.length)),
);

/** Opens text that holds no markup; what closes it is no part of a word. */
const CDATA = '[CDATA[';
const MAY_BREAK = keyOf('wbr', 0, 3);

/**
 * Takes the markup out of a text: each comment and each tag becomes a space (a line break for elements that
 * end a line, nothing for `wbr`, which stands within words), `script` and `style` elements go with their content. A `<` that starts neither stays. One
 * pass, linear in the length of the text whatever it holds.
 */
export function stripMarkup(text: string): string {
  const lastClose = text.lastIndexOf('>');
  let plain = '';
  let from = 0;
  let at = text.indexOf('<');
  while (at >= 0 && at < lastClose) {
    let end = -1;
    let space = ' ';
    const first = text.charCodeAt(at + 1);
    if (first === 0x21 && text.startsWith('--', at + 2)) {
      end = after(text, '-->', at + 4);
    } else if (first === 0x21 && text.startsWith(CDATA, at + 2)) {
      end = at + 2 + CDATA.length;
    } else {
      const name = at + (first === 0x2f ? 2 : 1);
      const nameEnd = tagNameEnd(text, name);
      if (nameEnd > name) {
        end = text.charCodeAt(nameEnd) === 0x3e ? nameEnd + 1 : after(text, '>', nameEnd);
        const tagKey = keyOf(text, name, nameEnd);
        if (BLOCKS.has(tagKey)) space = '\n';
        else if (tagKey === MAY_BREAK) space = '';
        if (name === at + 1 && nameEnd - name > 4) {
          const tag = text.slice(name, nameEnd).toLowerCase();
          if (tag === 'script' || tag === 'style') {
            end = after(text, '>', closingTag(text, tag, end));
          }
        }
      }
    }
    if (end < 0) {
      at = text.indexOf('<', at + 1);
    } else {
      plain += text.slice(from, at) + space;
      from = end;
      at = text.indexOf('<', end);
    }
  }
  return plain + text.slice(from);
}

/** The end of a run of ASCII letters and digits that starts with a letter; `from` where there is none. */
function tagNameEnd(text: string, from: number): number {
  let at = from;
  for (; at < text.length; at++) {
    const lower = text.charCodeAt(at) | 0x20;
    const letter = lower >= 97 && lower <= 122;
    const digit = lower >= 48 && lower <= 57;
    if (!letter && !(digit && at > from)) break;
  }
  return at;
}

/** The name of a tag of at most five letters and digits as a number, whatever its case; 0 for a longer one. */
function keyOf(text: string, from: number, end: number): number {
  let key = 0;
  for (let at = from; at < end; at++) {
    const lower = text.charCodeAt(at) | 0x20;
    key = (key << 6) | (lower - (lower < 97 ? 21 : 96));
  }
  return end - from > 5 ? 0 : key;
}

/** The position after the next `mark`, or the text's end. */
function after(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at < 0 ? text.length : at + mark.length;
}

function closingTag(text: string, tag: 'script' | 'style', from: number): number {
  const close = tag === 'script' ? /<\/script/gi : /<\/style/gi;
  close.lastIndex = from;
  return close.exec(text)?.index ?? text.length;
}
