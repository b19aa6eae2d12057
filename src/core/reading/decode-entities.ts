/** What a text lists: names, each with the character behind it. */
function charactersOf(list: string): ReadonlyMap<string, string> {
  return new Map(
    Array.from(list.matchAll(/([a-z]+)(.)/g), ([, name, character]) => [name!, character!]),
  );
}

/** Character references by lower-case name; those of accented letters are put together instead. */
const CHARACTERS = charactersOf(
  'amp&lt<gt>quot"apos\'ndash–mdash—lsquo‘rsquo’ldquo“rdquo”bull•hellip…' +
    'pound£euro€yen¥cent¢middot·shy\u00adszligßaeligæoeligœoslashøethðthornþ',
);

const ACCENTS = charactersOf(
  'grave\u0300acute\u0301circ\u0302tilde\u0303uml\u0308ring\u030acaron\u030ccedil\u0327',
);

/**
 * Decodes the character references of HTML, once: numbers, the names of letters and the usual punctuation;
 * a space for any other. Letters come in lower case where their reference is a name without an accent.
 */
export function decodeEntities(text: string): string {
  let plain = '';
  let from = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    const found = REFERENCE.exec(text.slice(at, at + MAX_LENGTH));
    if (found === null) continue;
    plain += text.slice(from, at) + decode(found);
    from = at + found[0].length;
    at = from - 1;
  }
  return from === 0 ? text : plain + text.slice(from);
}

const REFERENCE = /^&(?:(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));|nbsp)/i;
/** The longest reference. */
const MAX_LENGTH = 10;

function decode([, decimal, hex, name = '']: RegExpExecArray): string {
  if (decimal !== undefined) return fromCode(parseInt(decimal, 10));
  if (hex !== undefined) return fromCode(parseInt(hex, 16));
  const accent = ACCENTS.get(name.slice(1));
  return accent === undefined
    ? (CHARACTERS.get(name.toLowerCase()) ?? ' ')
    : (name[0]! + accent).normalize('NFC');
}

function fromCode(code: number): string {
  const character = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return character ? String.fromCodePoint(code) : ' ';
}
