import type { Random } from '../../core/math/random.ts';
import type { EventTypes } from '../tables/event-types.ts';

/** The logit of a click on an item of the middle grade, looked at. */
const MIDDLE_LOGIT = -1.6;
const MIDDLE_GRADE = 2;
/** What a grade counts, in logits. */
const PER_GRADE = 1.1;
const NOISE = 0.4;
/** Each further choice, such as a purchase after a click, is made by this share of those who like what they see. */
const GOES_ON = 0.5;
const VIEWS = 0.5;
const TURNS_AWAY = 0.1;
/** What is graded below this is sometimes turned away; what was chosen below it is sometimes regretted. */
const POOR_GRADE = 1.5;
const DWELL_MS = 25_000;

/** What a person does with an item on looking at it: types of events in the order in which they happen. */
export interface Deed {
  type: string;
  dwellMs?: number;
}

/** The chance that a person looks at a place of the list, from 1. */
export function examination(position: number): number {
  return 1 / (1 + 0.12 * (position - 1));
}

/** Decides what people do; the types of events are the domain's. */
export interface Behaviour {
  /**
   * @param grade by the policy, 0 to 4
   * @param pull of taste and appeal, in logits
   */
  deeds(grade: number, pull: number, random: Random): Deed[];
}

/** Creates the behaviour of people for the types of events of a domain. */
export function createBehaviour(types: EventTypes): Behaviour {
  const [first, ...further] = types.names.filter(types.isChoice);
  const negative = types.names.filter((type) => types.weight(type) < 0);
  const views = types.names.filter((type) => types.weight(type) > 0 && !types.isChoice(type));

  function turnsAway(grade: number, random: Random): boolean {
    return grade < POOR_GRADE && random.next() < TURNS_AWAY;
  }

  return {
    deeds(grade, pull, random) {
      const logit = MIDDLE_LOGIT + PER_GRADE * (grade - MIDDLE_GRADE) + pull;
      if (random.next() >= sigmoid(logit + NOISE * random.normal())) {
        const [type] = negative;
        return type !== undefined && turnsAway(grade, random) ? [{ type }] : [];
      }
      const deeds: Deed[] = [{ type: first! }];
      if (views.length > 0 && random.next() < VIEWS) {
        const dwellMs = Math.round(DWELL_MS * Math.exp(0.3 * (grade - 2) + 0.6 * random.normal()));
        deeds.push({ type: random.pick(views), dwellMs });
      }
      for (const type of further) {
        if (random.next() >= GOES_ON * sigmoid(1.5 * (grade - 2.2))) break;
        deeds.push({ type });
      }
      const regret = negative.at(-1);
      if (regret !== undefined && turnsAway(grade, random)) deeds.push({ type: regret });
      return deeds;
    },
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
