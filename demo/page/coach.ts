import type { Room } from '../read/room.ts';
import { renderSteps, stepsOf, type StepId } from '../view/steps.ts';
import { html } from '../view/html.ts';
import { byId, fill } from './dom.ts';

/** The bar at the foot of the page: what to try next, and what just happened. */
export interface Coach {
  /** Tells in one sentence what happened and why; a screen reader says it too. */
  say(sentence: string, canUndo?: boolean): void;
  noteOpened(count: number): void;
  noteDone(step: StepId): void;
  isDone(step: StepId): boolean;
}

const ALL_DONE = 'That is all of it: a list that follows you, on your device alone.';

/** Finds the coach's elements in the page. */
export function createCoach(room: Room): Coach {
  const steps = stepsOf(room);
  const done = new Set<StepId>();
  let opened = 0;
  const draw = (): void => {
    fill(byId('steps'), renderSteps(steps, done, opened));
    const next = steps.find(({ id }) => !done.has(id));
    byId('cut').hidden = next?.id !== 'offline';
    const index = next ? steps.indexOf(next) + 1 : steps.length;
    fill(
      byId('step'),
      next ? html`<b>${index} of ${steps.length}</b> ${next.title}` : html`${ALL_DONE}`,
    );
  };
  draw();
  return {
    say(sentence, canUndo = false) {
      byId('answer').textContent = sentence;
      byId('coach-undo').hidden = !canUndo;
    },
    noteOpened(count) {
      opened = Math.min(count, 2);
      if (count >= 2) done.add('open');
      draw();
    },
    noteDone(step) {
      done.add(step);
      draw();
    },
    isDone: (step) => done.has(step),
  };
}
