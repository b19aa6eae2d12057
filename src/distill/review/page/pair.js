import { byId, chip, fill, make } from './dom.js';
import { showObject } from './object.js';

/** Draws a pair: both sides, what the policy says by criterion, and what others said. */
export function drawPair(state, number, detail) {
  const pair = state.pairs[number];
  const { rubric, opinions, profile, item, profileId, itemId } = detail;
  const isHidden = state.blind && (pair.mine === undefined || pair.mine.grade === null);
  fill(
    byId('pair'),
    make(
      'header.pair-head',
      {},
      make(
        'h3',
        {},
        pair.item || 'untitled',
        make('small', {}, ` for ${pair.person || 'somebody'}`),
      ),
      make('p.quiet', {}, `${itemId} × ${profileId}`),
    ),
    gradeButtons(state, pair),
    make('div', { id: 'fix' }),
    isHidden
      ? make('p.quiet', {}, 'Grade it, and see what the policy and others said.')
      : make('div', {}, showOpinions(opinions, state), showReason(rubric)),
    make(
      'div.sides',
      {},
      make('section', {}, make('h4', {}, 'The person'), showObject(profile)),
      make('section', {}, make('h4', {}, `The ${state.noun}`), showObject(item)),
    ),
    isHidden ? undefined : showLevels(rubric, opinions),
  );
}

function gradeButtons({ grades }, { mine }) {
  const buttons = grades.map(({ grade, name, meaning }) =>
    make(
      'button',
      {
        type: 'button',
        'data-grade': grade,
        'aria-pressed': String(mine?.grade === grade),
        title: meaning,
      },
      make('kbd', {}, String(grade)),
      ` ${name}`,
    ),
  );
  const note = make('textarea', {
    id: 'note',
    rows: 2,
    placeholder: 'Why, or what is missing in the policy',
  });
  note.value = mine?.note ?? '';
  return make(
    'div.grading',
    {},
    make('div.buttons', { role: 'group', 'aria-label': 'Your grade' }, buttons, [
      make(
        'button',
        { type: 'button', 'data-skip': true, 'aria-pressed': String(mine?.skipped === true) },
        make('kbd', {}, 's'),
        ' Skip',
      ),
      make(
        'button',
        { type: 'button', 'data-fix': true },
        make('kbd', {}, 'f'),
        ' Which edit would fix it?',
      ),
    ]),
    make('label', {}, make('span', {}, 'Comment ', make('kbd', {}, 'c')), note),
  );
}

function showOpinions(opinions, { pairs }) {
  if (opinions.length === 0) return undefined;
  return make(
    'section',
    {},
    make('h4', {}, 'What others said'),
    make(
      'ul.opinions',
      { 'data-count': pairs.length },
      opinions.map(({ grader, grade, reason }) =>
        make('li', {}, chip(grade, grader), reason ? ` ${reason}` : ''),
      ),
    ),
  );
}

function showReason({ grade, reason, limits = [] }) {
  return make(
    'section',
    {},
    make('h4', {}, 'What the policy says ', chip(grade)),
    make('p', {}, reason),
    limits.map(({ name, cap, because, isHard }) =>
      make(
        'p.limit',
        {},
        `${isHard ? 'Hard limit' : 'Grade cap'} “${name}”: at most ${cap}, ${because}.`,
      ),
    ),
  );
}

function showLevels({ mean, criteria = [], unknown = [] }, opinions) {
  const withLevels = opinions.filter((opinion) => opinion.criteria);
  return make(
    'section',
    {},
    make('h4', {}, 'By criterion'),
    criteria.length > 0 &&
      make(
        'div.scroll',
        { tabindex: 0, role: 'region', 'aria-label': 'Levels by criterion' },
        make(
          'table',
          {},
          make(
            'thead',
            {},
            make(
              'tr',
              {},
              [
                'Criterion',
                'Weight',
                'Level',
                ...withLevels.map(({ grader }) => grader),
                'Because',
              ].map((text) => make('th', { scope: 'col' }, text)),
            ),
          ),
          make(
            'tbody',
            {},
            criteria.map(({ id, name, level, weight, because }) =>
              make(
                'tr',
                {},
                make('th', { scope: 'row' }, name),
                make('td', {}, String(weight)),
                make('td', {}, chip(level)),
                withLevels.map(({ criteria: levels }) => make('td', {}, chip(levels[id]))),
                make('td', {}, because),
              ),
            ),
          ),
        ),
      ),
    make('p.quiet', {}, [
      mean === undefined ? '' : `Mean ${mean.toFixed(2)}. `,
      unknown.length > 0 ? `Not known: ${unknown.join(', ').toLowerCase()}.` : '',
    ]),
  );
}

/** Draws the edits that would give a pair its grade. */
export function drawProposals(wanted, reached, proposals) {
  const rows = proposals.map(({ what, changes, pairs, gained, broken }, i) =>
    make(
      'li',
      {},
      make('button', { type: 'button', 'data-apply': i }, 'Take it'),
      make(
        'span',
        {},
        make('b', {}, what),
        make('small', {}, [
          ` changes ${changes} of ${pairs} pairs; `,
          gained === 0
            ? 'agrees with people as before'
            : `${gained > 0 ? `${gained} more` : `${-gained} fewer`} grades agree with people`,
          broken.length === 0
            ? '; breaks no example'
            : `; breaks ${broken.length} ${broken.length === 1 ? 'example' : 'examples'}: ${broken.slice(0, 3).join(', ')}`,
        ]),
      ),
    ),
  );
  fill(
    byId('fix'),
    make(
      'h4',
      { id: 'fix-title', tabindex: -1 },
      reached === wanted || proposals.length === 0
        ? `Edits that give it a ${wanted}`
        : `No single edit gives it a ${wanted}; these give it a ${reached}`,
    ),
    rows.length > 0
      ? make('ol.proposals', {}, rows)
      : make(
          'p',
          {},
          'No single edit does. It may take several, or something that the policy does not measure yet.',
        ),
  );
  byId('fix-title').focus();
}
