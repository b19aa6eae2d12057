/**
 * The text of an ad, which may be HTML, as paragraphs of plain text. It is parsed in a document that runs and loads
 * nothing.
 */
export function readParagraphs(description: string): string[] {
  const text = /<\w+[^>]*>/.test(description) ? textOfHtml(description) : description;
  return text
    .split(/\n+/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '');
}

const BLOCKS = 'p, li, h1, h2, h3, h4, h5, h6, div, br, tr, ul, ol';

function textOfHtml(markup: string): string {
  const parsed = new DOMParser().parseFromString(markup, 'text/html');
  for (const element of parsed.querySelectorAll('script, style, template')) element.remove();
  for (const item of parsed.querySelectorAll('li')) item.prepend('– ');
  for (const block of parsed.querySelectorAll(BLOCKS)) block.before('\n');
  return parsed.body.textContent ?? '';
}
