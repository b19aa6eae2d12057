import type { Item, Profile } from 'pocketrank';
import { rerank, type Desk } from '../page/desk.ts';
import { byId, fill } from '../page/dom.ts';
import type { Change } from '../page/state.ts';
import { readProfile } from '../read/profile.ts';
import { codeFor, type CodeKind } from './code-for.ts';
import { addSkill, removeSkill, withBasics } from './edit-profile.ts';
import { renderChips, renderYours } from './panel.ts';
import { readJobs } from './read-jobs.ts';
import { readResume } from './read-resume.ts';

/** Draws the panel, and lets it work. */
export function openYours(desk: Desk, change: Change): void {
  fill(byId('yours-body'), renderYours());
  const draw = (): void => {
    showProfile(desk.state.profile);
    showCode(desk);
  };
  draw();
  const setProfile = (profile: Profile, note: string): void =>
    change(async () => {
      desk.state.profile = profile;
      desk.cards.clear();
      await rerank(desk);
      draw();
      byId('profile-note').textContent = note;
    });
  wireProfile(desk, setProfile);
  wireJobs(desk, change);
  wireCode(desk);
  desk.onPerson.add(draw);
}

type SetProfile = (profile: Profile, note: string) => void;

function wireProfile({ state }: Desk, setProfile: SetProfile): void {
  const skill = byId<HTMLInputElement>('skill');
  byId('profile-form').addEventListener('submit', (event) => {
    event.preventDefault();
    setProfile(addSkill(state.profile, skill.value), '');
    skill.value = '';
  });
  byId('chips').addEventListener('click', (event) => {
    const name = (event.target as Element).closest<HTMLElement>('[data-skill]')?.dataset['skill'];
    if (name === undefined) return;
    setProfile(removeSkill(state.profile, name), `Without ${name}.`);
    skill.focus();
  });
  const field = (id: string): string => byId<HTMLInputElement>(id).value.trim();
  for (const id of ['own-label', 'own-city', 'own-country'])
    byId(id).addEventListener('change', () => {
      const basics = {
        label: field('own-label'),
        city: field('own-city'),
        country: field('own-country'),
      };
      setProfile(withBasics(state.profile, basics), 'Ranked anew.');
    });
  const use = (text: string): void => {
    try {
      const profile = readResume(text);
      setProfile(profile, `Ranked for ${readProfile(profile).label}.`);
    } catch (error) {
      byId('profile-note').textContent = (error as Error).message;
    }
  };
  byId('use-resume').addEventListener('click', () =>
    use(byId<HTMLTextAreaElement>('resume').value),
  );
  byId('resume-file').addEventListener('change', async (event) => {
    const file = (event.target as HTMLInputElement).files?.[0];
    if (file) use(await file.text());
  });
  byId('reset-profile').addEventListener('click', () =>
    setProfile(state.person.profile, 'The example again.'),
  );
}

function showProfile(profile: Profile): void {
  const { label } = readProfile(profile);
  const location = ((profile.basics as Record<string, unknown> | undefined)?.['location'] ??
    {}) as Record<string, string>;
  byId<HTMLInputElement>('own-label').value = label;
  byId<HTMLInputElement>('own-city').value = location['city'] ?? '';
  byId<HTMLInputElement>('own-country').value = location['countryCode'] ?? '';
  fill(byId('chips'), renderChips(profile));
}

function wireJobs(desk: Desk, change: Change): void {
  const { state, cards } = desk;
  let pasted = 0;
  const show = (items: Item[], note: string): void =>
    change(async () => {
      state.items = items;
      cards.clear();
      await rerank(desk);
      byId('jobs-note').textContent = note;
    });
  const read = (add: boolean): void => {
    try {
      const found = readJobs(byId<HTMLTextAreaElement>('jobs').value);
      const items = found.items.map((item) => ({ identifier: `own-${++pasted}`, ...item }));
      const count = `${items.length} ${items.length === 1 ? 'ad' : 'ads'}`;
      show(add ? [...items, ...state.items] : items, `${count}, read ${found.how}.`);
    } catch (error) {
      byId('jobs-note').textContent = (error as Error).message;
    }
  };
  byId('add-jobs').addEventListener('click', () => read(true));
  byId('only-jobs').addEventListener('click', () => read(false));
  byId('reset-jobs').addEventListener('click', () =>
    show(state.person.items, 'What the search brought again.'),
  );
}

const buttonsOfCode = (): HTMLElement[] => [
  ...document.querySelectorAll<HTMLElement>('[data-code]'),
];

function showCode({ state }: Desk): void {
  const button = buttonsOfCode().find((one) => one.getAttribute('aria-pressed') === 'true')!;
  const alpha = state.alpha === state.reranker.model.alpha ? undefined : state.alpha;
  const code = codeFor(button.dataset['code'] as CodeKind, { profile: state.profile, alpha });
  byId('code').textContent = code;
}

function wireCode(desk: Desk): void {
  for (const button of buttonsOfCode())
    button.addEventListener('click', () => {
      for (const one of buttonsOfCode()) one.setAttribute('aria-pressed', String(one === button));
      showCode(desk);
    });
  const copy = async (text: string, done: string): Promise<void> => {
    await navigator.clipboard.writeText(text).then(
      () => (byId('code-note').textContent = done),
      () => (byId('code-note').textContent = 'The browser does not let this page copy.'),
    );
  };
  byId('copy-code').addEventListener('click', () => {
    showCode(desk);
    return copy(byId('code').textContent ?? '', 'Copied.');
  });
  byId('copy-link').addEventListener('click', () =>
    copy(location.href, 'Copied: the person, the balance and the words; nothing personal.'),
  );
}
