export function compileAssembly(
  folder: string,
  entry: string,
  features?: string[],
): Promise<Uint8Array<ArrayBuffer>>;
