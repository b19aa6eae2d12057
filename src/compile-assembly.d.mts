export function compileAssembly(folder: string, entry: string): Promise<Uint8Array<ArrayBuffer>>;
