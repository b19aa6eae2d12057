/** British spellings in this package's own texts and the American ones. */
const PAIRS: readonly (readonly [RegExp, string])[] = [
  [/\b([Pp])rogramme(s?)\b/gu, '$1rogram$2'],
  [/\b([Ll])icence(s?)\b/gu, '$1icense$2'],
  [/\b([Cc])entre(s?)\b/gu, '$1enter$2'],
  [/\b([Tt])heatre(s?)\b/gu, '$1heater$2'],
  [/\b([Tt])yre/gu, '$1ire'],
  [/\b([Mm])etre(s?)\b/gu, '$1eter$2'],
  [/([Ll])abour(er|ers|)\b/gu, '$1abor$2'],
  [/([Cc])olour/gu, '$1olor'],
  [/([Hh])umour/gu, '$1umor'],
  [/([Bb])ehaviour/gu, '$1ehavior'],
  [/([Nn])eighbour/gu, '$1eighbor'],
  [/([Hh])arbour/gu, '$1arbor'],
  [/([Cc])ounsell(or|ing)/gu, '$1ounsel$2'],
  [/([Mm])odelling/gu, '$1odeling'],
  [/([Mm])oulding/gu, '$1olding'],
  [/([Ff])ulfilment/gu, '$1ulfillment'],
  [/([Jj])ewellery/gu, '$1ewelry'],
  [/([Pp])aediatric/gu, '$1ediatric'],
  [/([Hh])aematology/gu, '$1ematology'],
  [/([Aa])naesthe/gu, '$1nesthe'],
  [/([Aa])dviser/gu, '$1dvisor'],
  [/([Aa])nalyse(s|d|)\b/gu, '$1nalyze$2'],
  [/([Aa])eroplane/gu, '$1irplane'],
  [/([Aa])luminium/gu, '$1luminum'],
  [/\brota(s?)\b/gu, 'schedule$1'],
  [
    /\b(\p{L}*(?:organ|special|steril|priorit|optim|util|real|recogn|custom|visual|final|author|standard|summar|categor|minim|maxim|digit|stabil|mobil|local|modern|central|commercial|synthes|emphas|apolog|immun|container|virtual|character|fertil|sanit|hospital|personal|penal|memor|formal|neutral|familiar))is(ation|ations|ational|ing|ed|er|ers|e|es)\b/giu,
    '$1iz$2',
  ],
];

/**
 * Creates the function that turns this package's own texts into American spelling, word by word; it
 * remembers the words that it has seen.
 */
export function createToAmerican(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) =>
    text.replace(/\p{L}+/gu, (word) => {
      let american = known.get(word);
      if (american === undefined) {
        american = word;
        for (const [pattern, replacement] of PAIRS)
          american = american.replace(pattern, replacement);
        known.set(word, american);
      }
      return american;
    });
}
