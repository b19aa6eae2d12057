/**
 * Makes the demo a site: `tsx demo/build/prepare.ts [--student FILE]`. Into `dist/demo`, where the bundler has put its
 * code, go the people with their candidates, the models, the looks, and a page that shows the first list before any
 * code runs. A student that has just been distilled is put beside the one that ships. Needs the built package.
 */
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createReranker } from 'pocketrank';
import { noonOf } from '../read/shift-days.ts';
import { drawPeople } from './draw-people.ts';
import { listFiles, writeWorker } from './offline-files.ts';
import { fillSlots, firstView } from './prerender.ts';
import { headOf } from './head.ts';
import { readModels, renderModels } from './models.ts';
import { makePolicyFile, renderDocument } from './policy-room.ts';
import { renderRooms } from './rooms.ts';

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

const model = new Uint8Array(await readFile(new URL(`models/${DEFAULT_MODEL}`, SITE)));
const first = people[0]!;
const noon = noonOf(first.day);
const reranker = await createReranker({ model, now: () => noon });
const ranking = await reranker.rank(first.items, { profile: first.profile });
const models = renderModels(await readModels(new URL('models/', SITE), 'jobs-en'));
const slots = firstView(people, ranking, reranker.model.alpha);
reranker.dispose();
const head = headOf(await readdir(SITE), `models/${DEFAULT_MODEL}`, `people/${first.id}.json`);
const document = await renderDocument();
for (const [name, more] of [
  ['index', { ...slots, ...head, models }],
  ['policy', {}],
  ['policy-document', { document }],
] as const) {
  const page = await readFile(new URL(`${name}.html`, SOURCE), 'utf8');
  const filled = fillSlots(page, { ...more, rooms: renderRooms(name) });
  await writeFile(new URL(`${name}.html`, SITE), filled);
}
await writeFile(new URL('policy.json', SITE), JSON.stringify(await makePolicyFile(people)));
await copyFile(new URL('jobs-en.report.html', MODELS), new URL('jobs-en.report.html', SITE));

await writeWorker(SITE, await listFiles(SITE));
