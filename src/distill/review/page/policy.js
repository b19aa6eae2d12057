import { byId, chip, fill, make } from './dom.js';

/** Cuts a document into its sections of the second depth; what stands before the first is one too. */
export function sectionsOf(text) {
  const sections = [];
  let isCode = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isCode = !isCode;
    const title = isCode ? null : /^## +(.+)/u.exec(line);
    if (title || sections.length === 0)
      sections.push({ title: title?.[1] ?? 'Beginning', lines: [] });
    sections.at(-1).lines.push(line);
  }
  return sections.map(({ title, lines }) => ({ title, text: lines.join('\n') }));
}

/** Fills the choice of sections, and the text of the one chosen. */
export function drawSections(text, chosen) {
  const sections = sectionsOf(text);
  const all = { title: 'The whole document', text };
  byId('sections').replaceChildren(
    ...[...sections, all].map(({ title }, i) =>
      make('option', { value: i, selected: i === chosen }, title),
    ),
  );
  byId('text').value = [...sections, all][chosen].text;
}

/** The whole document with another text in one of its sections. */
export function withSection(text, chosen, changed) {
  const sections = sectionsOf(text);
  if (chosen >= sections.length) return changed;
  return sections.map((section, i) => (i === chosen ? changed : section.text)).join('\n');
}

/** The first section in which two documents differ, else that of the criteria. */
export function sectionInHand(base, text) {
  const [before, after] = [sectionsOf(base), sectionsOf(text)];
  const changed = after.findIndex((section, i) => section.text !== before[i]?.text);
  const criteria = after.findIndex(({ title }) => /^(?:\d+[.)]? *)?criteria$/iu.test(title.trim()));
  return changed >= 0 ? changed : Math.max(criteria, 0);
}

/** Draws what the draft does. */
export function drawEffect(effect) {
  const { problems, pairs, raised, lowered, ungraded, changes, examples, exampleCount } = effect;
  const moved = raised + lowered + ungraded;
  fill(
    byId('effect'),
    make('h2', {}, 'What it does'),
    problems.length > 0 &&
      make(
        'div.problems',
        {},
        make('p', {}, 'The text does not compile yet; below is the last that did.'),
        make(
          'ul',
          {},
          problems
            .slice(0, 20)
            .map(({ line, message }) => make('li', {}, `Line ${line}: ${message}`)),
        ),
      ),
    make(
      'p',
      {},
      moved === 0
        ? `No grade of ${pairs} pairs changes.`
        : `Of ${pairs} pairs ${raised} grades rise, ${lowered} fall, ${ungraded} become or cease to be ungraded.`,
    ),
    agreementTable(effect.agreement),
    make(
      'h3',
      {},
      examples.length === 0
        ? `All ${exampleCount} examples hold`
        : `${examples.length} of ${exampleCount} examples fail`,
    ),
    make(
      'ul.cases',
      { id: 'examples' },
      examples
        .slice(0, 50)
        .map(({ name, line, stated, computed, reason, isOld }) =>
          make(
            'li',
            {},
            make('b', {}, name),
            ` (line ${line}${isOld ? ', as before' : ''}): states ${stated}, gets ${computed}. `,
            make('small', {}, reason),
          ),
        ),
    ),
    moved > 0 &&
      make(
        'h3',
        {},
        moved > changes.length ? `The widest ${changes.length} of ${moved} changes` : 'Changes',
      ),
    make('ul.cases', { id: 'changes' }, changes.map(drawChange)),
  );
}

function drawChange({ pair, person, item, before, after, because, reasonBefore, reasonAfter }) {
  return make(
    'li',
    {},
    make(
      'button.plain',
      { type: 'button', 'data-open': pair },
      item || 'untitled',
      ' for ',
      person || 'somebody',
    ),
    ' ',
    chip(before),
    ' → ',
    chip(after),
    make('small', {}, ` ${because.join(', ')}`),
    make('details', {}, make('summary', {}, reasonAfter), make('p', {}, `Before: ${reasonBefore}`)),
  );
}

const percent = (share) => `${Math.round(100 * share)} %`;

function agreementTable(rows) {
  if (rows.length === 0)
    return make(
      'p.quiet',
      {},
      'Nobody has graded these pairs yet: grade some, and agreement stands here.',
    );
  const cells = ({ grader, pairs, before, after }) => [
    make('th', { scope: 'row' }, grader),
    make('td', {}, String(pairs)),
    make('td', {}, `${percent(before.exact)} → ${percent(after.exact)}`),
    make('td', {}, `${percent(before.withinOne)} → ${percent(after.withinOne)}`),
    make(
      'td',
      {},
      [before.kappa, after.kappa]
        .map((kappa) => (kappa === null ? '–' : kappa.toFixed(2)))
        .join(' → '),
    ),
  ];
  return make(
    'div.scroll',
    { tabindex: 0, role: 'region', 'aria-label': 'Agreement' },
    make(
      'table',
      {},
      make('caption', {}, 'How the policy agrees with'),
      make(
        'thead',
        {},
        make(
          'tr',
          {},
          ['Who', 'Pairs', 'Same', 'Within 1', 'κ'].map((text) =>
            make('th', { scope: 'col' }, text),
          ),
        ),
      ),
      make(
        'tbody',
        {},
        rows.map((row) => make('tr', {}, cells(row))),
      ),
    ),
  );
}

/** Draws the lists of people. */
export function drawLists(lists, hasStudent) {
  fill(
    byId('people'),
    lists.map(({ person, profileId, rubric, student }) =>
      make(
        'article.person',
        {},
        make('h3', {}, person || profileId),
        listPair('By the policy', rubric),
        student
          ? listPair('By the current student, under the draft’s hard limits', student)
          : undefined,
      ),
    ),
    hasStudent
      ? ''
      : make('p.quiet', {}, 'With --model the lists of the current student stand here too.'),
  );
}

function listPair(title, { before, after }) {
  const isSame = before.every(({ itemId }, i) => after[i]?.itemId === itemId);
  return make(
    'section',
    {},
    make('h4', {}, title, isSame ? make('small', {}, ' the same order') : ''),
    make('div.sides', {}, list('Before', before, false), list('After', after, true)),
  );
}

function list(title, rows, isAfter) {
  return make(
    'div',
    {},
    make('h5', {}, title),
    make(
      'ol',
      {},
      rows.map(({ item, grade, other }, i) => {
        const moved = other - (i + 1);
        const mark = !isAfter || moved === 0 ? '' : moved > 0 ? ` ▲${moved}` : ` ▼${-moved}`;
        return make('li', {}, chip(grade), ` ${item || 'untitled'}`, make('small', {}, mark));
      }),
    ),
  );
}
