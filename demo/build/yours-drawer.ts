import { html, type Html } from '../view/html.ts';

/** The drawer in which visitors bring a profile and ads of their own. */
export function renderYoursDrawer(): Html {
  return html`<details id="yours" class="drawer">
    <summary>
      <h2>Bring yours</h2>
      <span class="quiet">your profile, ads of any page, and the code for it</span>
    </summary>
    <div id="yours-body" class="drawer-body"></div>
  </details>`;
}
