import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { LanguagesFile } from '../languages/file.ts';
import { html } from '../view/html.ts';
import type { ModelChoice } from './models.ts';
import { fillSlots } from './prerender.ts';
import { renderRooms } from './rooms.ts';

const ad = z.object({
  title: z.string(),
  means: z.string(),
  text: z.string(),
  isOwn: z.boolean().optional(),
});
const source = z.object({
  line: z.string(),
  profile: z.record(z.string(), z.unknown()),
  languages: z.array(z.object({ id: z.string(), name: z.string(), ads: z.array(ad) })),
});

const SOURCE = new URL('../', import.meta.url);
/** The model of many languages, relative to the site. */
const MODEL = 'models/jobs.safetensors';

/** Reads the ads in other languages. @throws ZodError naming what is wrong */
export async function readLanguages(): Promise<LanguagesFile> {
  const text = await readFile(new URL('languages/ads.yaml', SOURCE), 'utf8');
  return source.parse(parse(text)) as LanguagesFile;
}

/** Whether the site has the model that the room shows. */
export const hasLanguages = (site: URL): boolean => existsSync(new URL(MODEL, site));

/** Makes the room in which two models read ads in other languages. */
export async function makeLanguages(site: URL, models: readonly ModelChoice[]): Promise<void> {
  const file = await readLanguages();
  await mkdir(new URL('languages/', site), { recursive: true });
  await writeFile(new URL('languages/ads.json', site), JSON.stringify(file));
  const sizeOf = (wanted: string): string => {
    const { gzipBytes = 0 } = models.find(({ name }) => name === wanted) ?? {};
    return `${wanted}, ${Math.round(gzipBytes / 1000)} kB`;
  };
  const page = await readFile(new URL('languages.html', SOURCE), 'utf8');
  const kept = ['languages.html', 'languages.js', 'languages/ads.json', MODEL].join(' ');
  const filled = fillSlots(page, {
    head: html`<meta name="kept" content="${kept}" />`,
    rooms: renderRooms('languages', true),
    line: html`${file.line}`,
    english: html`${sizeOf('jobs-en')}`,
    many: html`${sizeOf('jobs')}`,
  });
  await writeFile(new URL('languages.html', site), filled);
}
