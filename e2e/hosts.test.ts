import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { install, pack } from './hosts/application.ts';
import { isRight, type Way } from './hosts/host.ts';
import { QUICK } from './hosts/hosts.ts';
import { createVisitor, type Visitor } from './hosts/visitor.ts';

/** The set-ups that need no tool beside the project's own; all others: `npm run hosts`. */
const CASES = QUICK.filter(({ name }) => !name.startsWith('TypeScript')).flatMap((host) =>
  (host.ways ?? (['address', 'module'] as const)).map((way: Way) => ({
    name: host.name,
    host,
    way,
  })),
);

let tarball = '';
let visitor: Visitor;
beforeAll(async () => {
  tarball = pack();
  visitor = await createVisitor(inject('browserPath'));
});
afterAll(() => visitor?.close());

describe('the packed package, by the documents alone', () => {
  it.each(CASES)('$name, $way: ranks, or names the step', async ({ host, way }) => {
    const outcome = await host.run({ application: install(tarball, host.tools), visitor }, way);
    expect(isRight(outcome, way), JSON.stringify(outcome)).toBe(true);
  });
});
