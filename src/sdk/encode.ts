import { PocketRankError } from '../core/errors.ts';
import type { Schema } from '../core/features/schema.ts';
import { readResiduals } from '../core/format/residuals.ts';
import { keyPaths, type ItemSource } from '../core/reading/item-paths.ts';
import { openItems } from '../core/reading/open-items.ts';
import { readKey } from '../core/reading/read-key.ts';
import { createEncoder } from '../core/student/encode.ts';
import {
  addResiduals,
  checkResiduals,
  type ObjectEncoder,
} from '../core/student/residual-encoder.ts';
import { writeItemCode } from '../core/student/item-code-text.ts';
import { sha256Hex } from './bytes/sha256.ts';
import { proveModel } from './model/prove-model.ts';

/** Encodes items ahead of time, on a server. */
export interface ItemEncoder {
  /**
   * The code of an item, as text. Put it into `attributes.pocketrankCode` of the item that is sent to the page,
   * which then need not carry the item's description; a page that has loaded another model ignores it.
   *
   * @param item an item, or JSON-LD that holds one
   * @param now milliseconds since 1970; default: the clock. Only closes date ranges that are still open.
   * @throws INVALID_ITEM for what is none, holds several, or throws when it is read
   */
  encode(item: object, now?: number): string;
  /** SHA-256 of the model file, lowercase hexadecimal: codes are good for this model alone. */
  readonly modelHash: string;
}

/** Options of {@link createItemEncoder}. */
export interface ItemEncoderOptions {
  /**
   * The bytes of the file of residuals that `pocketrank distill` wrote beside the model: what a log says of
   * items beyond their content. Items that it does not name are encoded by their content.
   */
  residuals?: ArrayBuffer | Uint8Array | undefined;
}

/**
 * Creates an encoder from the bytes of a model file, the same file that the pages load. The model is proven first.
 *
 * @throws INVALID_MODEL for broken bytes; CANARY_FAILED where its golden inputs do not give their outputs;
 * MODEL_MISMATCH for another version, or residuals of another model
 */
export async function createItemEncoder(
  model: ArrayBuffer | Uint8Array,
  options: ItemEncoderOptions = {},
): Promise<ItemEncoder> {
  const bytes = bytesOf(model);
  const student = await proveModel(bytes);
  const modelHash = await sha256Hex(bytes);
  let encoder: ObjectEncoder = createEncoder(student);
  if (options.residuals !== undefined) {
    const residuals = readResiduals(bytesOf(options.residuals));
    checkResiduals(residuals, student, modelHash);
    encoder = addResiduals(encoder, student, residuals.byItem);
  }
  return {
    modelHash,
    encode: (item, now = Date.now()) =>
      writeItemCode(modelHash, encoder.item(onlyItem(student.schema, item), now)),
  };
}

/** The item that is handed over, or that JSON-LD holds. @throws INVALID_ITEM */
function onlyItem({ source }: Schema, given: unknown): unknown {
  let cause: unknown;
  let what = describe(given);
  try {
    const { types = [], noun }: ItemSource = source;
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
    const items = isObject ? openItems(given, types, noun && [noun.many]) : [];
    if (items.length > 1) what = `${items.length} items`;
    else if (readKey(items[0], keyPaths(source)) !== undefined) return items[0];
  } catch (error) {
    cause = error;
    what = 'an object that throws when it is read';
  }
  throw new PocketRankError('INVALID_ITEM', `What is to be encoded is ${what}.`, {
    hint: 'Hand over one item at a time: an object as pages carry it in JSON-LD.',
    cause,
  });
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'string') return JSON.stringify(value);
  return typeof value === 'object' && value !== null ? 'an object without content' : String(value);
}

function bytesOf(data: ArrayBuffer | Uint8Array): Uint8Array {
  return data instanceof Uint8Array ? data : new Uint8Array(data);
}

export { PocketRankError, isPocketRankError, type ErrorCode } from '../core/errors.ts';
export type { Item } from '../core/types.ts';
