import { byId } from './dom.ts';

/** The radio buttons of the people, in order. */
export function peopleInputs(): HTMLInputElement[] {
  return [...byId('people').querySelectorAll<HTMLInputElement>('input')];
}
