import { ask } from './api.js';
import { byId, say } from './dom.js';
import { drawPair, drawProposals } from './pair.js';
import { drawEffect, drawLists, drawSections, sectionInHand, withSection } from './policy.js';
import { chooseQueue, drawQueue } from './queue.js';

/** How long an edit rests before it is tried, in milliseconds. */
const REST_MS = 350;
const ROOMS = ['pairs', 'policy', 'lists'];

/** What the page shows: the program's state, and where in it we are. */
const state = {
  pairs: [],
  queue: [],
  at: 0,
  blind: false,
  room: 'pairs',
  section: undefined,
  text: '',
  undo: [],
  proposals: [],
};

const current = () => state.queue[state.at];

/** Runs what may fail, and says so where it does. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    // A newer edit has taken its place.
    if (error.status !== 409) say(error.message);
    return undefined;
  }
}

async function openAt(at) {
  state.at = Math.max(0, Math.min(at, state.queue.length - 1));
  drawQueue(state);
  const number = current();
  if (number === undefined) return byId('pair').replaceChildren();
  const detail = await attempt(() => ask('pair', { pair: number }));
  if (detail && number === current()) drawPair(state, number, detail);
}

async function openPair(number) {
  let at = state.queue.indexOf(number);
  if (at < 0) {
    byId('order').value = 'differ';
    state.queue = chooseQueue(state.pairs, 'differ');
    at = state.queue.indexOf(number);
  }
  await enter('pairs');
  await openAt(at);
}

/** Keeps what the reviewer says of the pair in hand. */
async function keep(change, isUndo = false) {
  const number = current();
  if (number === undefined) return;
  const pair = state.pairs[number];
  const before = pair.mine;
  const mine = {
    grade: null,
    note: byId('note')?.value ?? before?.note,
    skipped: false,
    ...change,
  };
  const saved = await attempt(() => ask('grade', { pair: number, ...mine }));
  if (!saved) return;
  pair.mine = mine.grade === null && !mine.note && !mine.skipped ? undefined : mine;
  if (!isUndo) state.undo.push([number, before]);
  state.isEffectOld = true;
}

async function gradeAs(grade) {
  await keep({ grade });
  say(`Graded ${grade}.`);
  // Whoever graded blindly sees the others first.
  return state.blind ? openAt(state.at) : goOn();
}

/** To the next pair; one that is done leaves a queue of what is to do. */
function goOn() {
  const number = current();
  if (byId('order').value !== 'open') return openAt(state.at + 1);
  state.queue = state.queue.filter((other) => other !== number);
  return openAt(state.at);
}

async function undo() {
  const last = state.undo.pop();
  if (!last) return say('Nothing to undo.');
  const [number, before] = last;
  if (!state.queue.includes(number)) state.queue.splice(state.at, 0, number);
  state.at = state.queue.indexOf(number);
  byId('note')?.remove();
  await keep({ grade: null, note: '', ...before }, true);
  say('Undone.');
  await openAt(state.at);
}

async function fix() {
  const number = current();
  const { mine, others, rubric } = state.pairs[number];
  const wanted = mine?.grade ?? Object.values(others).find((grade) => grade !== rubric);
  if (wanted === undefined || wanted === null)
    return say('Grade it first: an edit needs to know what it should come to.');
  if (wanted === rubric) return say('The policy gives it this grade already.');
  say('Looking for edits …');
  const found = await attempt(() => ask('proposals', { pair: number, grade: wanted }));
  if (!found || number !== current()) return;
  say('');
  state.proposals = found.proposals;
  drawProposals(wanted, found.reached, found.proposals);
}

/** Tries a text, and shows what it does. */
async function edit(text) {
  state.text = text;
  byId('effect').setAttribute('aria-busy', 'true');
  const effect = await attempt(() => ask('edit', { text }));
  if (!effect || text !== state.text) return;
  byId('effect').setAttribute('aria-busy', 'false');
  drawEffect(effect);
  // The rubric's grades are the draft's.
  const { pairs } = await ask('state');
  for (const [i, { rubric }] of pairs.entries()) state.pairs[i].rubric = rubric;
}

async function enter(room) {
  state.room = room;
  for (const name of ROOMS) {
    byId(name).hidden = name !== room;
    document
      .querySelector(`[data-room="${name}"]`)
      .setAttribute('aria-pressed', String(name === room));
  }
  if (room === 'policy') {
    state.section ??= sectionInHand(state.base, state.text);
    drawSections(state.text, state.section);
    const effect = await attempt(() => ask('effect'));
    if (effect) drawEffect(effect);
    byId('text').focus();
  }
  if (room === 'lists') {
    say('Making lists …');
    const found = await attempt(() => ask('lists'));
    if (found) {
      drawLists(found.lists, state.hasStudent);
      say('');
    }
  }
  if (room === 'pairs' && current() !== undefined) await openAt(state.at);
}

const KEYS = {
  s: async () => {
    await keep({ skipped: true });
    say('Skipped.');
    await goOn();
  },
  c: () => byId('note')?.focus(),
  j: () => openAt(state.at + 1),
  k: () => openAt(state.at - 1),
  ArrowDown: () => openAt(state.at + 1),
  ArrowUp: () => openAt(state.at - 1),
  u: undo,
  f: fix,
};

async function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  const isTyping = /^(?:TEXTAREA|SELECT)$/u.test(event.target.tagName);
  if (event.key === 'Escape' && isTyping)
    return byId(state.room === 'pairs' ? 'pair' : 'main').focus();
  if (isTyping) return;
  const room = { p: 'pairs', e: 'policy', l: 'lists' }[event.key];
  if (room) {
    event.preventDefault();
    return enter(room);
  }
  if (event.key === '?') return byId('help').showModal();
  if (state.room !== 'pairs') return;
  if (/^[0-4]$/u.test(event.key)) return gradeAs(Number(event.key));
  const work = KEYS[event.key];
  if (!work) return;
  event.preventDefault();
  await work();
}

function wire() {
  // One after the other: a quick hand must not grade a pair that it has not seen.
  let last = Promise.resolve();
  document.addEventListener('keydown', (event) => {
    last = last.then(() => press(event));
    if (
      !/^(?:TEXTAREA|SELECT)$/u.test(event.target.tagName) &&
      /^[pelcsjkuf]$|^Arrow(?:Up|Down)$/u.test(event.key) &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    ) {
      event.preventDefault();
    }
  });
  byId('order').addEventListener('change', () => {
    state.queue = chooseQueue(state.pairs, byId('order').value);
    void openAt(0);
  });
  byId('blind').addEventListener('change', (event) => {
    state.blind = event.target.checked;
    void openAt(state.at);
  });
  byId('help-button').addEventListener('click', () => byId('help').showModal());
  byId('sections').addEventListener('change', (event) => {
    state.section = Number(event.target.value);
    drawSections(state.text, state.section);
  });
  let timer;
  byId('text').addEventListener('input', (event) => {
    clearTimeout(timer);
    const text = withSection(state.text, state.section, event.target.value);
    state.text = text;
    timer = setTimeout(() => void edit(text), REST_MS);
  });
  byId('reset').addEventListener('click', async () => {
    await edit(state.base);
    drawSections(state.text, state.section);
  });
  document.addEventListener('click', (event) => void click(event.target.closest('button')));
  document.addEventListener('change', (event) => {
    if (event.target.id === 'note')
      void keep({ ...state.pairs[current()].mine, note: event.target.value });
  });
}

async function click(button) {
  const { room, pair, grade, skip, fix: isFix, apply, open } = button?.dataset ?? {};
  if (room) await enter(room);
  else if (pair) await openAt(state.queue.indexOf(Number(pair)));
  else if (grade) await gradeAs(Number(grade));
  else if (skip !== undefined) await KEYS.s();
  else if (isFix !== undefined) await fix();
  else if (open) await openPair(Number(open));
  else if (apply) {
    const { markdown } = state.proposals[Number(apply)];
    state.section = sectionInHand(state.text, markdown);
    await edit(markdown);
    say('Taken. It stands in the draft; the policy room shows what it does.');
    await enter('policy');
  }
}

async function start() {
  const found = await attempt(() => ask('state'));
  byId('main').setAttribute('aria-busy', 'false');
  if (!found) return;
  Object.assign(state, found);
  state.queue = chooseQueue(state.pairs, 'open');
  byId('title').textContent = `${state.title}: review by ${state.grader}`;
  byId('files').textContent =
    `Kept in ${state.files.draft}, ${state.files.diff} and ${state.files.grades}.`;
  wire();
  await enter('pairs');
}

await start();
