import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';

/** Where a Chromium may lie, with SwiftShader, a GPU in software, beside it. */
const FOLDERS = [
  dirname(chromium.executablePath()),
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
];

/**
 * What the environment of a process must say for Vulkan to have a GPU: that of a Chromium's SwiftShader, where
 * there is one.
 */
export function softwareGpu(): Record<string, string> | undefined {
  const folder = FOLDERS.find((path) =>
    ['vk_swiftshader_icd.json', 'libvulkan.so.1'].every((file) => existsSync(join(path, file))),
  );
  if (folder === undefined) return undefined;
  const driver = join(folder, 'vk_swiftshader_icd.json');
  return { VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver, LD_LIBRARY_PATH: folder };
}

/** The same, for Vulkan to have none. */
export const NO_GPU = { VK_ICD_FILENAMES: '/dev/null', VK_DRIVER_FILES: '/dev/null' };
