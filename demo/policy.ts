import { byId, fill } from './page/dom.ts';
import { loadJson } from './page/load.ts';
import type { Pair, PolicyFile } from './policy/file.ts';
import { unedited, type Edit } from './policy/regrade.ts';
import { renderChanges, renderCriteria, renderLimits, renderPair } from './policy/view.ts';
import { renderPeople } from './view/people.ts';

/** What the room shows at a moment. */
interface Room {
  policy: PolicyFile;
  weights: number[];
  inForce: boolean[];
  person: number;
  pair: number;
}

const pairsOf = ({ policy, person }: Room): Pair[] => policy.people[person]!.pairs;

function draw(room: Room): void {
  const { policy, weights, inForce } = room;
  const edit: Edit = { weights, inForce };
  const pairs = pairsOf(room);
  byId('line').textContent = policy.people[room.person]!.line;
  byId('place').textContent = `${room.pair + 1} of ${pairs.length}`;
  fill(byId('pair'), renderPair(policy, pairs[room.pair]!, edit));
  fill(byId('changes'), renderChanges(policy, pairs, edit));
}

function wire(room: Room): void {
  const step = (by: number): void => {
    const { length } = pairsOf(room);
    room.pair = (room.pair + by + length) % length;
    draw(room);
  };
  byId('previous').addEventListener('click', () => step(-1));
  byId('next').addEventListener('click', () => step(1));
  byId('people').addEventListener('change', (event) => {
    const { value } = event.target as HTMLInputElement;
    room.person = room.policy.people.findIndex(({ id }) => id === value);
    room.pair = 0;
    draw(room);
  });
  byId('changes').addEventListener('click', (event) => {
    const id = (event.target as Element).closest<HTMLElement>('[data-pair]')?.dataset['pair'];
    if (id === undefined) return;
    room.pair = pairsOf(room).findIndex((pair) => pair.id === id);
    draw(room);
    byId('pair').focus();
  });
  wireEdits(room);
}

function wireEdits(room: Room): void {
  byId('criteria').addEventListener('input', (event) => {
    const input = event.target as HTMLInputElement;
    room.weights[Number(input.dataset['weight'])] = Number(input.value);
    input.nextElementSibling!.textContent = input.value;
    draw(room);
  });
  byId('limits').addEventListener('change', (event) => {
    const input = event.target as HTMLInputElement;
    room.inForce[Number(input.dataset['limit'])] = input.checked;
    draw(room);
  });
  byId('reset').addEventListener('click', () => {
    start(room);
    draw(room);
  });
}

/** Draws the policy as it is written. */
function start(room: Room): void {
  const { weights, inForce } = unedited(room.policy);
  Object.assign(room, { weights: [...weights], inForce: [...inForce] });
  for (const [id, markup] of [
    ['criteria', renderCriteria(room.policy)],
    ['limits', renderLimits(room.policy)],
  ] as const) {
    byId(id).innerHTML = markup.markup;
  }
}

async function main(): Promise<void> {
  const policy = await loadJson<PolicyFile>('policy.json');
  const room: Room = { policy, weights: [], inForce: [], person: 0, pair: 0 };
  fill(byId('people'), renderPeople(policy.people, policy.people[0]!.id));
  start(room);
  draw(room);
  wire(room);
  byId('room').setAttribute('aria-busy', 'false');
}

main().catch((error: unknown) => {
  const box = byId('failure');
  box.textContent = `The policy cannot be shown: ${error instanceof Error ? error.message : String(error)}`;
  box.hidden = false;
});
