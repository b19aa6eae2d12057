import { discriminatingWording } from './discriminating-wording.ts';
import { asText, property } from './read-values.ts';
import type { TextSignals } from './types.ts';

// These run over whole ads. None has the u flag: with it V8 folds case ten times slower.
const UPFRONT_FEE =
  /\b(?:registration|application|processing|training|starter kit|enrol+ment|visa)\s+(?:fee|deposit|charge)s?\b(?![^.]{0,30}\b(?:paid by (?:us|the company)|covered|waived|reimbursed|refunded by))|\b(?:pay|send|deposit|transfer)\b[^.]{0,40}\b(?:fee|deposit)\b[^.]{0,40}\b(?:before|to start|to secure|to begin|upfront|first)\b|\bupfront (?:fee|payment|investment|cost)\b|\b(?:small|one[- ]time|initial) investment\b[^.]{0,30}\b(?:required|needed|to start|of \$)|\bbuy (?:your|the) (?:own )?starter kit\b|\brefundable (?:deposit|fee)\b|\bgift cards?\b[^.]{0,40}\b(?:purchase|buy|send)|\b(?:purchase|buy)\b[^.]{0,40}\bgift cards?\b/i;
const NO_FEE =
  /\b(?:no|without(?: any)?|never (?:charges?|asks? for)(?: any| a)?|do(?:es)? not charge(?: any)?)\s+(?:upfront |registration |application |processing |hidden |joining )*(?:fees?|deposits?|costs?|payments?|investment)/gi;
const CONTACT_OUTSIDE =
  /\b(?:whats ?app|telegram|signal app|google hangouts?|wechat)\b|\b(?:text|sms) (?:me|us|["“]?(?:job|yes|apply)["”]?) (?:at|to|on|now)\b|\b[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|aol|proton(?:mail)?|yandex|mail)\.[a-z]{2,6}\b/i;
const CONTACT_AS_TOOL =
  /\b(?:whats ?app|telegram|wechat)\s+(?:business|api|integration|marketing|campaigns?|channels?|group|support|bot)/i;
const MONEY_SHOUTING =
  /\${3,}|\b(?:earn|make) (?:up to |over |as much as )?[$£€]\s?[\d,]+\s?k?\s?(?:\+|a|per|\/)?\s?(?:day|week)|\bunlimited (?:income|earnings?|earning potential)|\beasy money|\bget rich|\bfinancial freedom|\bbe your own boss|\bguaranteed income|\b(?:quick|fast) cash|\bsix figures? (?:from home|in)/i;
const RECRUITING_SCHEME =
  /\bmulti[- ]level|\bmlm\b|\bnetwork marketing|\brecruit (?:your )?(?:friends|family)|\bdownline|\bpyramid|\b100 ?% commission|\bcommission[- ]only\b/i;
const NO_CHECKS =
  /\bno (?:experience|skills?|qualifications?|interview)[^.]{0,30}\bno (?:experience|skills?|qualifications?|interview|questions)|\bno interview\b|\bhired on the spot without|\bstart (?:earning )?today\b[^.]{0,40}\bno\b|\bthis is not a scam|\b100 ?% legit/i;
const PERSONAL_DATA =
  /\b(?:send|provide|submit|share|need)\b[^.]{0,50}\b(?:bank (?:account|details|login)|social security number|ssn|passport (?:copy|scan)|copy of (?:your )?(?:passport|id card)|credit card|online banking)\b/i;
const PARCELS =
  /\b(?:re-?ship|receive (?:and forward )?(?:packages|parcels)|package handler from home|payment processing agent|process payments? (?:from|through|via) your|transfer funds? (?:through|via|from) your|cheques? (?:cashing|processing) from home)/i;
const HIDDEN_EMPLOYER =
  /^(?:confidential|private|undisclosed|anonymous|n\/?a|unknown|company|hiring company|-+)(?: (?:company|employer|client))?$/i;
const SHORT_AD_WORDS = 25;
const CAPS_SHARE = 0.4;
const MIN_LETTERS = 40;

/** What the words of an ad give away: share of capitals, warning signs of spam and fraud, discriminating wording. */
export function textSignals(posting: unknown, title: string, description: string): TextSignals {
  const text = `${title}\n${description}`;
  const employer = asText(property(posting, 'hiringOrganization'));
  const employerNamed = employer !== undefined && !HIDDEN_EMPLOYER.test(employer);
  const words = description ? description.split(/\s+/u).length : undefined;
  const capsShare = shareOfCapitals(text);
  const upfrontFee = UPFRONT_FEE.test(text.replace(NO_FEE, ' '));
  const contactOutside = CONTACT_OUTSIDE.test(text) && !CONTACT_AS_TOOL.test(text);
  const signs: [boolean, string][] = [
    [upfrontFee, 'asks for money up front'],
    [contactOutside, 'moves the contact to a private channel'],
    [MONEY_SHOUTING.test(text), 'promises money instead of describing work'],
    [RECRUITING_SCHEME.test(text), 'reads like a recruiting or commission-only scheme'],
    [NO_CHECKS.test(text), 'hires without any check'],
    [PERSONAL_DATA.test(text), 'asks for bank or identity data'],
    [PARCELS.test(text), 'asks to forward parcels or payments'],
    [capsShare > CAPS_SHARE, 'is written in capitals'],
    [
      (text.match(/!/gu)?.length ?? 0) >= 6 || /[!?]{3,}/u.test(text),
      'shouts with exclamation marks',
    ],
    [employer !== undefined && !employerNamed, 'hides the employer'],
    [words !== undefined && words < SHORT_AD_WORDS, 'hardly describes the work'],
  ];
  return {
    ...(words === undefined ? {} : { words }),
    capsShare,
    employerNamed,
    warnings: signs.filter(([found]) => found).map(([, sign]) => sign),
    upfrontFee,
    contactOutside,
    discriminating: discriminatingWording(text),
  };
}

function shareOfCapitals(text: string): number {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const letters = capitals + (text.match(/\p{Ll}/gu)?.length ?? 0);
  return letters < MIN_LETTERS ? 0 : capitals / letters;
}
