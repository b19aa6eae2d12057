import { createCoach } from './page/coach.ts';
import { byId } from './page/dom.ts';
import { showFailure } from './page/failure.ts';
import { createLedger } from './page/ledger.ts';
import { createPeople } from './page/load.ts';
import { watchNetwork } from './page/network.ts';
import { installWorker, keepRoom, loadChunks } from './page/offline.ts';
import { openDesk } from './page/open-desk.ts';
import { peopleInputs } from './page/people.ts';
import { idle } from './page/idle.ts';
import { wire } from './page/wire.ts';
import type { PersonFile } from './read/person.ts';
import { readRoom } from './read/room.ts';
import { readShown } from './read/shown.ts';

const room = readRoom();
const coach = createCoach(room);
const network = watchNetwork(() => coach.noteDone('offline'));
const ledger = createLedger((requests) => {
  const late = requests.filter(({ isLate }) => isLate).length;
  byId('pill-requests').textContent = `${late} request${late === 1 ? '' : 's'}`;
});
const loadPerson = createPeople(room.people, Date.now);

/** Fetches what may be needed later, so that nothing has to be; from then on every request is one too many. */
async function settle(): Promise<void> {
  await loadChunks();
  for (const { value } of peopleInputs()) {
    await loadPerson(value).catch(() => {});
    await idle();
  }
  await installWorker();
  await keepRoom();
  ledger.seal();
  document.body.dataset['settled'] = '';
}

let received: Promise<PersonFile> | undefined;
openDesk(room, coach, (id) => (received = loadPerson(id)))
  .then((opened) => wire(opened, loadPerson, network, ledger))
  .catch(async (error: unknown) => {
    const person = await received?.catch(() => undefined);
    showFailure(error, room, person?.items, (item) => readShown(person!, item));
  })
  .finally(() => idle().then(settle));
