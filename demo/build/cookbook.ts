import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { domains } from 'pocketrank/distill';
import { html, type Html } from '../view/html.ts';
import { drawCookbook } from './draw-cookbook.ts';
import { headOf } from './head.ts';
import { hasLanguages } from './languages.ts';
import { renderRooms, renderShelf } from './rooms.ts';
import { renderRoomPage } from './room-page.ts';
import type { RoomSource } from './room.ts';

/** The models of the cookbook, as they are committed. */
export const COOKBOOK_MODELS = new URL('../cookbook/models/', import.meta.url);

/** Code that these rooms alone need. */
const ROOM_CHUNKS = /^open-(?:wishes|limits)-[\w-]+\.js$/;

/** What makes a model of the cookbook. */
export const commandFor = (domain: string): string =>
  `pocketrank distill --domain ${domain} --market full --preset full --size small --out ${domain}.safetensors`;

/**
 * Makes the rooms of the cookbook: `products.html`, `care.html` and `lending.html` out of the page that jobs have, with
 * their people and models in `cookbook/`.
 *
 * @param day the day of the data, as ISO 8601
 */
export async function makeCookbook(
  rooms: readonly RoomSource[],
  template: string,
  site: URL,
  day: string,
): Promise<void> {
  for (const room of rooms) {
    const folder = new URL(`cookbook/${room.id}/`, site);
    await mkdir(folder, { recursive: true });
    const people = await drawCookbook(room, day);
    for (const person of people)
      await writeFile(new URL(`${person.id}.json`, folder), JSON.stringify(person));
    const model = `cookbook/${room.id}/${room.id}.safetensors`;
    await copyFile(new URL(`${room.id}.safetensors`, COOKBOOK_MODELS), new URL(model, site));
    const places = { people: `cookbook/${room.id}`, model };
    const kept = [
      ...(await readdir(site)).filter((name) => ROOM_CHUNKS.test(name)),
      `${room.id}.html`,
      model,
      ...people.map(({ id }) => `cookbook/${room.id}/${id}.json`),
    ];
    const { head } = await headOf(site, model, kept.at(-people.length)!);
    const page = await renderRoomPage(template, room, places, people, site, {
      head: html`<meta name="kept" content="${kept.join(' ')}" /> ${head}`,
      rooms: renderRooms('products', hasLanguages(site)),
      shelf: renderShelf(rooms, room.id),
      models: html``,
      drawer: await renderFolder(room, new URL(model, site)),
    });
    await writeFile(new URL(`${room.id}.html`, site), page);
  }
}

const FILES: readonly (readonly [file: string, says: string])[] = [
  ['schema.yaml', 'what an item is, how it is read, and what is compared'],
  ['lexicon.yaml', 'what the trade and its languages call things'],
  ['policy.md', 'how well an item fits, and what is forbidden'],
  ['sample.yaml', 'what the made-up tables are drawn from'],
];

/** The drawers of a room: its limits, what the person said, and the folder that makes it what it is. */
async function renderFolder({ id, many }: RoomSource, model: URL): Promise<Html> {
  const { folder } = await domains.open(id);
  const rows = await Promise.all(
    FILES.map(async ([file, says]) => {
      const text = await readFile(`${folder}/${file}`, 'utf8');
      return { file, says, lines: text.trimEnd().split('\n').length };
    }),
  );
  const size = Math.round(gzipSync(await readFile(model)).length / 1000);
  return html`<details id="wishes" class="drawer">
      <summary>
        <h2>Change what they said</h2>
        <span class="quiet">the list, and the limits, follow at once</span>
      </summary>
      <div id="wishes-body" class="drawer-body"></div>
    </details>
    <details id="limits-drawer" class="drawer">
      <summary>
        <h2>The limits, to the letter</h2>
        <span class="quiet">what holds here, beside what the policy’s own grader found</span>
      </summary>
      <div id="limits-drawer-body" class="drawer-body"></div>
    </details>
    <details class="drawer">
      <summary>
        <h2>The folder</h2>
        <span class="quiet">all that this page’s ${many} differ by</span>
      </summary>
      <div class="drawer-body">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">It says</th>
              <th scope="col" class="number">Lines</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ file, says, lines }) =>
                html`<tr>
                  <td><code>${id}/${file}</code></td>
                  <td>${says}</td>
                  <td class="number">${lines}</td>
                </tr>`,
            )}
            <tr>
              <td>code</td>
              <td>none: the program has no line for this domain</td>
              <td class="number">0</td>
            </tr>
          </tbody>
        </table>
        <p class="note">One command made the model, ${size} kB over the wire:</p>
        <pre tabindex="0" aria-label="Command">${commandFor(id)}</pre>
      </div>
    </details>`;
}
