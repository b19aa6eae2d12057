import type { Profile } from 'pocketrank';
import { html, type Html } from '../view/html.ts';

/** Something that a person has said: a number, a text, or a list of texts. */
export interface Wish {
  name: string;
  value: number | string | string[];
}

/** What a profile says in its attributes that one line can hold, in order. */
export function wishesOf(profile: Profile): Wish[] {
  const attributes = (profile['attributes'] ?? {}) as Record<string, unknown>;
  return Object.entries(attributes).flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'string' || isTexts(value)
      ? [{ name, value }]
      : [],
  );
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** "longestDelivery" as people would write it: "longest delivery". */
export function labelOf(name: string): string {
  return name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/**
 * The profile with a wish as somebody has typed it, of the kind that the person's own was; an empty one is not said.
 *
 * @param own what the person had said before any edit
 */
export function readWish(profile: Profile, own: Profile, name: string, text: string): Profile {
  const was = (own['attributes'] as Record<string, unknown>)[name];
  const attributes = { ...(profile['attributes'] as object), [name]: valueOf(text.trim(), was) };
  return { ...profile, attributes };
}

function valueOf(given: string, was: unknown): unknown {
  if (given === '') return undefined;
  if (Array.isArray(was))
    return given
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
  const number = Number(given.replace(',', '.'));
  return typeof was === 'number' && Number.isFinite(number) ? number : given;
}

/** The wishes as a form. */
export function renderWishes(wishes: readonly Wish[]): Html {
  return html`<div class="wishes">
      ${wishes.map(({ name, value }) => {
        const label = labelOf(name);
        const isNumber = typeof value === 'number';
        return html`<label
          >${label}
          <input
            data-wish="${name}"
            data-label="${label}"
            value="${isNumber ? value : [value].flat().join(', ')}"
            inputmode="${isNumber ? 'decimal' : 'text'}"
            autocomplete="off"
        /></label>`;
      })}
    </div>
    <div class="buttons"><button type="button" id="reset-wishes">As they said it</button></div>
    <p id="wishes-note" class="note" role="status"></p>`;
}
