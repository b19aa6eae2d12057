import { statSync } from 'node:fs';
import { join } from 'node:path';
import { PocketRankError } from '../core/errors.ts';
import type { DomainCode, Domains } from '../distill/domain.ts';
import { openDomain } from '../distill/open-domain.ts';
import { didYouMean } from '../distill/policy/problems.ts';
import { domainsFolder } from './domains-folder.ts';

/** The domains that ship, with what they say in code, which is loaded when it is asked for. */
const CODE: Readonly<Record<string, () => Promise<DomainCode>>> = {
  jobs: async () => (await import('./jobs/domain.ts')).jobsCode,
  products: async () => ({}),
  care: async () => ({}),
  lending: async () => ({}),
};

/** The domains that ship, and any folder that holds one. */
export const domains: Domains = {
  names: Object.keys(CODE),
  get folder() {
    return domainsFolder();
  },
  async open(nameOrFolder, { policy } = {}) {
    const shared = domainsFolder();
    const code = Object.hasOwn(CODE, nameOrFolder) ? CODE[nameOrFolder] : undefined;
    if (code) {
      const folder = join(shared, nameOrFolder);
      return openDomain(folder, { shared, policy, code: await code() });
    }
    if (statSync(nameOrFolder, { throwIfNoEntry: false })?.isDirectory()) {
      return openDomain(nameOrFolder, { shared, policy });
    }
    throw new PocketRankError(
      'INVALID_ARGUMENT',
      `${didYouMean(nameOrFolder, domains.names)} is neither a domain that ships (${domains.names.join(', ')}) nor a folder.`,
      { hint: '`pocketrank domain init --data DIR --out DIR` makes a folder to start from.' },
    );
  },
};
