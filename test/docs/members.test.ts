import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));
/** The entries of the SDK. */
const ENTRIES = [
  'sdk/index.ts',
  'sdk/encode.ts',
  'sdk/react.ts',
  'sdk/vue.ts',
  'sdk/svelte.ts',
  'sdk/store/index.ts',
  'sdk/json-ld/index.ts',
  'sdk/engines/webgpu/index.ts',
  'sdk/engines/wasm/given-kernel.ts',
].map(at);

it('every public name of the SDK, and every member of it, says what it is', () => {
  const program = ts.createProgram(ENTRIES, {
    noEmit: true,
    allowImportingTsExtensions: true,
    noLib: true,
    types: [],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  });
  const checker = program.getTypeChecker();
  const isTold = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length > 0;
  const untold = new Set<string>();
  let count = 0;
  for (const entry of ENTRIES) {
    const file = checker.getSymbolAtLocation(program.getSourceFile(entry)!)!;
    for (const exported of checker.getExportsOfModule(file)) {
      const symbol =
        exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      count++;
      if (!isTold(symbol)) untold.add(symbol.name);
      for (const declaration of symbol.declarations ?? []) {
        if (!ts.isInterfaceDeclaration(declaration) && !ts.isClassDeclaration(declaration))
          continue;
        for (const { name } of declaration.members) {
          const member = name && checker.getSymbolAtLocation(name);
          // Keywords of JSON-LD say themselves.
          if (!member || member.name.startsWith('@')) continue;
          count++;
          if (!isTold(member)) untold.add(`${symbol.name}.${member.name}`);
        }
      }
    }
  }
  expect(count).toBeGreaterThan(200);
  expect([...untold]).toEqual([]);
});
