import type { Lexicon } from '../core/reading/lexicon.ts';

/**
 * Fetches what reads rare forms of values where one was met: what was given up for want of it is to be done again. What
 * needs it counts as unreadable where it cannot be fetched (the page is offline).
 *
 * @returns whether it was wanted
 */
export async function fetchForms(lexicon: Lexicon): Promise<boolean> {
  if (!lexicon.wantsForms) return false;
  const code = await import('../core/reading/rare-forms.ts').catch(() => undefined);
  lexicon.forms = code?.RARE_FORMS;
  lexicon.wantsForms = code && false;
  return true;
}
