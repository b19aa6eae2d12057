import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The path of a Firefox: the one named by `POCKETRANK_FIREFOX`, or one that the machine has. */
export function findFirefox(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    process.env['POCKETRANK_FIREFOX'],
    ...['firefox', 'firefox-esr'].flatMap((name) => folders.map((folder) => join(folder, name))),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ].find((path) => {
    try {
      if (path) accessSync(path, constants.X_OK);
      return Boolean(path);
    } catch {
      return false;
    }
  });
}
