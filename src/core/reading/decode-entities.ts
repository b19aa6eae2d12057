/** Character references by lower-case name; those of accented letters are put together instead. */
const CHARACTERS: ReadonlyMap<string, string> = new Map(
  (
    'amp & lt < gt > quot " apos \' ndash – mdash — lsquo ‘ rsquo ’ ldquo “ rdquo ” bull • hellip … ' +
    'pound £ euro € yen ¥ cent ¢ middot · szlig ß aelig æ oelig œ oslash ø eth ð thorn þ'
  )
    .split(' ')
    .flatMap((name, i, list) => (i % 2 === 0 ? [[name, list[i + 1]!] as const] : [])),
);

const ACCENTS: ReadonlyMap<string, string> = new Map([
  ['grave', '\u0300'],
  ['acute', '\u0301'],
  ['circ', '\u0302'],
  ['tilde', '\u0303'],
  ['uml', '\u0308'],
  ['ring', '\u030a'],
  ['caron', '\u030c'],
  ['cedil', '\u0327'],
]);

/**
 * Decodes the character references of HTML, once: numbers, the names of letters and the usual punctuation;
 * a space for any other. Letters come in lower case where their reference is a name without an accent.
 */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#([0-9]{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,7}));/gi,
    (_, decimal?: string, hex?: string, name = '') => {
      if (decimal !== undefined) return fromCode(parseInt(decimal, 10));
      if (hex !== undefined) return fromCode(parseInt(hex, 16));
      const accent = ACCENTS.get(name.slice(1));
      return accent === undefined
        ? (CHARACTERS.get(name.toLowerCase()) ?? ' ')
        : (name[0]! + accent).normalize('NFC');
    },
  );
}

function fromCode(code: number): string {
  const character = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return character ? String.fromCodePoint(code) : ' ';
}
