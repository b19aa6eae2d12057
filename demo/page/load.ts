import type { PersonFile } from '../read/person.ts';
import { shiftCareer, shiftDays } from '../read/shift-days.ts';

async function get(path: string): Promise<Response> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
  return response;
}

/** Fetches a file of the site as JSON. @throws where it is not there or is none */
export async function loadJson<T>(path: string): Promise<T> {
  return (await (await get(path)).json()) as T;
}

/** Fetches a file of the site. @throws where it is not there */
export async function loadBytes(path: string): Promise<ArrayBuffer> {
  return (await get(path)).arrayBuffer();
}

/** Loads people, each once; their ads are as old today as they were on the day of the data. */
export function createPeople(
  folder: string,
  now: () => number,
): (id: string) => Promise<PersonFile> {
  const people = new Map<string, Promise<PersonFile>>();
  return (id) => {
    let person = people.get(id);
    if (person === undefined) {
      person = loadJson<PersonFile>(`${folder}/${id}.json`).then((file) => ({
        ...file,
        items: shiftDays(file.items, file.day, now()),
        profile: shiftCareer(file.profile, file.day, now()),
      }));
      // One that could not be loaded is asked for again.
      person.catch(() => people.delete(id));
      people.set(id, person);
    }
    return person;
  };
}
