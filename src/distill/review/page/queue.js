import { byId, chip, make } from './dom.js';

/** Rows of the queue that are shown around the one in hand: it may be ten thousand long. */
const SHOWN = 40;

/** How far opinions of a pair lie apart; a pair that some cannot grade counts as two. */
export function spreadOf({ rubric, others, mine }) {
  const grades = [rubric, ...Object.values(others), ...(mine ? [mine.grade] : [])];
  const given = grades.filter((grade) => grade !== null && grade !== undefined);
  if (given.length === 0) return 0;
  const spread = Math.max(...given) - Math.min(...given);
  return given.length < grades.length && mine?.skipped !== true ? Math.max(spread, 1) : spread;
}

const isDone = ({ mine }) => mine !== undefined && (mine.grade !== null || mine.skipped === true);

const CHOICES = {
  open: (pair) => !isDone(pair),
  differ: () => true,
  mine: ({ mine, rubric }) => mine !== undefined && mine.grade !== null && mine.grade !== rubric,
  skipped: ({ mine }) => mine?.skipped === true,
  noted: ({ mine }) => Boolean(mine?.note),
  table: () => true,
};

/** Numbers of the pairs that a choice shows, in its order. */
export function chooseQueue(pairs, order) {
  const numbers = pairs.flatMap((pair, i) => (CHOICES[order](pair) ? [i] : []));
  if (order === 'table') return numbers;
  const spread = numbers.map((i) => [i, spreadOf(pairs[i])]);
  return spread.sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([i]) => i);
}

/** Draws the queue around the pair in hand. */
export function drawQueue({ pairs, queue, at, blind }) {
  const from = Math.max(0, Math.min(at - 5, queue.length - SHOWN));
  const rows = queue.slice(from, from + SHOWN).map((number, k) => {
    const { person, item, rubric, others, mine } = pairs[number];
    const isHidden = blind && (mine === undefined || mine.grade === null);
    return make(
      'li',
      {},
      make(
        'button',
        {
          type: 'button',
          'data-pair': number,
          'aria-current': from + k === at ? 'true' : undefined,
        },
        make('span.name', {}, item || 'untitled', make('small', {}, person || 'somebody')),
        make(
          'span.chips',
          {},
          !isHidden && chip(rubric, 'policy'),
          !isHidden &&
            Object.entries(others)
              .slice(0, 3)
              .map(([name, grade]) => chip(grade, name.slice(0, 8))),
          mine && (mine.skipped ? make('span.chip', {}, 'skipped') : chip(mine.grade, 'you')),
        ),
      ),
    );
  });
  byId('queue').replaceChildren(...rows);
  byId('queue').start = from + 1;
  const done = pairs.filter(isDone).length;
  byId('progress').textContent =
    queue.length === 0
      ? `Nothing to show. ${done} of ${pairs.length} are done.`
      : `${at + 1} of ${queue.length}; ${done} of all ${pairs.length} are done`;
}
