const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as HTML shows it. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign]!);
}

/** A table of texts; all columns but the first and `left` ones are numbers. */
export function htmlTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  left: readonly number[] = [],
): string {
  const cell = (tag: 'th' | 'td') => (text: string, i: number) =>
    `<${tag}${i === 0 || left.includes(i) ? '' : ' class="number"'}>${escapeHtml(text)}</${tag}>`;
  const line = (tag: 'th' | 'td', texts: readonly string[]): string =>
    `<tr>${texts.map(cell(tag)).join('')}</tr>`;
  return `<div class="scroll"><table><thead>${line('th', titles)}</thead><tbody>${rows.map((row) => line('td', row)).join('')}</tbody></table></div>`;
}
