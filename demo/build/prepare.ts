/**
 * Makes the demo a site: `tsx demo/build/prepare.ts [--student FILE]`. Into `dist/demo`, where the bundler has put its
 * code, go the people with their candidates, the models, the looks, and a page that shows the first list before any
 * code runs. A student that has just been distilled is put beside the one that ships. Needs the built package.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { html } from '../view/html.ts';
import { makeCookbook } from './cookbook.ts';
import { drawPeople } from './draw-people.ts';
import { listFiles, writeWorker } from './offline-files.ts';
import { fillSlots } from './prerender.ts';
import { headOf } from './head.ts';
import { hasLanguages, makeLanguages } from './languages.ts';
import { readModels, renderModels } from './models.ts';
import { makePolicyFile, renderDocument } from './policy-room.ts';
import { readRooms } from './room.ts';
import { renderRoomPage } from './room-page.ts';
import { renderRooms } from './rooms.ts';
import { renderYoursDrawer } from './yours-drawer.ts';

const SITE = new URL('../../dist/demo/', import.meta.url);
const SOURCE = new URL('../', import.meta.url);
const MODELS = new URL('../../models/', import.meta.url);
const DEFAULT_MODEL = 'jobs-en.safetensors';

const { values } = parseArgs({ options: { student: { type: 'string' } } });
if (!existsSync(new URL('main.js', SITE))) {
  throw new Error(`${fileURLToPath(SITE)} has no main.js: run \`npm run build\` first.`);
}

const people = await drawPeople(new URL('people/', SOURCE));
await mkdir(new URL('people/', SITE), { recursive: true });
for (const person of people)
  await writeFile(new URL(`people/${person.id}.json`, SITE), JSON.stringify(person));

await mkdir(new URL('models/', SITE), { recursive: true });
for (const file of await readdir(MODELS)) {
  if (file.endsWith('.safetensors'))
    await copyFile(new URL(file, MODELS), new URL(`models/${file}`, SITE));
}
if (values.student) await copyFile(values.student, new URL('models/own.safetensors', SITE));

const styles = (await readdir(new URL('style/', SOURCE))).sort();
const sheets = styles.map((name) => readFile(new URL(`style/${name}`, SOURCE), 'utf8'));
await writeFile(new URL('style.css', SITE), (await Promise.all(sheets)).join('\n'));

const rooms = await readRooms(new URL('rooms/', SOURCE));
const template = await readFile(new URL('index.html', SOURCE), 'utf8');
await makeCookbook(rooms.slice(1), template, SITE, people[0]!.day);
const places = { people: 'people', model: `models/${DEFAULT_MODEL}` };
const models = await readModels(new URL('models/', SITE), 'jobs-en');
if (hasLanguages(SITE)) await makeLanguages(SITE, models);
const index = await renderRoomPage(template, rooms[0]!, places, people, SITE, {
  ...(await headOf(SITE, places.model, `people/${people[0]!.id}.json`)),
  models: renderModels(models),
  rooms: renderRooms('index', hasLanguages(SITE)),
  shelf: html``,
  drawer: renderYoursDrawer(),
});
await writeFile(new URL('index.html', SITE), index);
const document = await renderDocument();
for (const [name, more] of [
  ['policy', {}],
  ['policy-document', { document }],
] as const) {
  const page = await readFile(new URL(`${name}.html`, SOURCE), 'utf8');
  const filled = fillSlots(page, { ...more, rooms: renderRooms(name, hasLanguages(SITE)) });
  await writeFile(new URL(`${name}.html`, SITE), filled);
}
await writeFile(new URL('policy.json', SITE), JSON.stringify(await makePolicyFile(people)));
await copyFile(new URL('jobs-en.report.html', MODELS), new URL('jobs-en.report.html', SITE));

await writeWorker(SITE, await listFiles(SITE));
