import { readProfile } from '../read/profile.ts';
import { html, type Html } from '../view/html.ts';
import type { Profile } from 'pocketrank';
import { CODE_KINDS } from './code-for.ts';

/** The skills of a profile as chips that can be taken away. */
export function renderChips(profile: Profile): Html {
  const { skills } = readProfile(profile);
  return html`${skills.map(
    (skill) =>
      html`<li class="chip">
        ${skill}<button type="button" class="x" data-skill="${skill}">
          <span aria-hidden="true">×</span><span class="visually-hidden">Remove ${skill}</span>
        </button>
      </li>`,
  )}${skills.length === 0 && html`<li class="quiet">No skill yet.</li>`}`;
}

/** The panel in which a person brings their own: a profile, jobs, and the code for it all. */
export function renderYours(): Html {
  return html`
    <div class="columns">
      <form id="profile-form" class="part">
        <h3>Your profile</h3>
        <p class="quiet">It stays in this page's memory and is gone with it.</p>
        <div class="fields">
          <label>Job that you look for <input id="own-label" autocomplete="off" /></label>
          <label>Town <input id="own-city" autocomplete="off" /></label>
          <label
            >Country, two letters <input id="own-country" maxlength="2" autocomplete="off"
          /></label>
        </div>
        <ul id="chips" class="chips" aria-label="Skills"></ul>
        <div class="add">
          <label class="visually-hidden" for="skill">Another skill</label>
          <input id="skill" placeholder="Another skill" autocomplete="off" />
          <button class="button" id="add-skill">Add</button>
        </div>
        <label for="resume">A JSON Resume, or a few lines about yourself</label>
        <textarea id="resume" rows="4" spellcheck="false"></textarea>
        <div class="buttons">
          <button type="button" id="use-resume">Rank for this</button>
          <label class="button file"
            >Upload a file<input type="file" id="resume-file" accept=".json,.txt,application/json"
          /></label>
          <button type="button" id="reset-profile">Back to the example</button>
        </div>
        <p id="profile-note" class="note" role="status"></p>
      </form>
      <div class="part">
        <h3>Your jobs</h3>
        <p class="quiet">
          Read on this device. Search engines read the same JSON-LD out of the pages of most job
          boards: view a page's source, and paste all of it.
        </p>
        <label for="jobs">JobPosting JSON-LD, a page's HTML, or the text of an ad</label>
        <textarea id="jobs" rows="6" spellcheck="false"></textarea>
        <div class="buttons">
          <button type="button" id="add-jobs">Add to the list</button>
          <button type="button" id="only-jobs">Show these alone</button>
          <button type="button" id="reset-jobs">Back to the search</button>
        </div>
        <p id="jobs-note" class="note" role="status"></p>
      </div>
      <div class="part wide-part">
        <h3>The code for exactly this</h3>
        <div class="buttons" role="group" aria-label="Kind of program">
          ${CODE_KINDS.map(
            (kind, at) =>
              html`<button type="button" data-code="${kind}" aria-pressed="${String(at === 0)}">
                ${kind}
              </button>`,
          )}
          <button type="button" id="copy-code">Copy</button>
          <button type="button" id="copy-link">Copy a link to this state</button>
        </div>
        <pre id="code" tabindex="0" aria-label="Code"></pre>
        <p id="code-note" class="note" role="status"></p>
      </div>
    </div>
  `;
}
