/** Bytes as text, and the bytes by falling frequency as hexadecimal digits, for decode-text.ts. */
export function encodeBytes(bytes: Uint8Array): { text: string; order: string };

/** The modules of the models in `models/`: the model, its module, further names of it. */
export function modelModules(): { model: string; module: string; aliases: string[] }[];
