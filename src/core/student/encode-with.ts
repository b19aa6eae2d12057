import { PocketRankError } from '../errors.ts';
import {
  profileEvidence,
  writeItemEvidence,
  type Findings,
  type ProfileEvidence,
} from '../features/evidence.ts';
import { createReader, type Reading } from '../reading/reading.ts';
import type { Side } from '../features/schema.ts';
import { itemCodeBytes, type Student } from './student.ts';

/** A profile as the head takes it: a unit vector of int8 and its evidence at a time. */
export interface ProfileCode {
  dense: Int8Array;
  evidence: ProfileEvidence;
}

/** Encodes items and profiles. Holds buffers, so one caller at a time. */
export interface Encoder {
  /**
   * The code of an item: `itemCodeBytes(student)` bytes, the dense int8 vector first. Depends on nothing but
   * the item and the model (`now` only closes date ranges that are still open). Anything may stand for a
   * item; what cannot be read counts as missing.
   *
   * @throws INVALID_ITEM where the object itself throws when it is read (a getter, a proxy)
   */
  item(item: unknown, now: number): Uint8Array;
  /** The same for a profile. @throws INVALID_PROFILE */
  profile(profile: unknown, now: number): ProfileCode;
  /** The first half of either: what is read, valid until the next call. @throws INVALID_ITEM, INVALID_PROFILE */
  read(side: Side, object: unknown, now: number): Reading;
  /** The second half of `item`: writes the code of what was just read. */
  writeItem(reading: Reading, code: Uint8Array): void;
  /** The second half of `profile`. */
  readProfile(reading: Reading, now: number): ProfileCode;
}

/**
 * From what was read of an object to its dense vector: hash the texts, pool each field, weigh the fields, run
 * the tower. An engine may offer a faster one that gives the same bits.
 *
 * @param dense receives the vector
 * @returns what evidence needs, valid until the next call
 */
export type ReadingEncoder = (reading: Reading, dense: Int8Array) => Findings;

/** Creates an encoder that leaves the arithmetic to `encode`, an engine's or the definition. */
export function createEncoderWith(student: Student, encode: ReadingEncoder): Encoder {
  const { schema, parameters } = student;
  const { width, rarity } = parameters;
  const readObject = createReader(schema);

  function read(side: Side, object: unknown, now: number): Reading {
    try {
      return readObject(side, object, now);
    } catch (cause) {
      throw new PocketRankError(
        side === 'item' ? 'INVALID_ITEM' : 'INVALID_PROFILE',
        `A ${side} throws when it is read.`,
        { hint: 'Hand over plain objects, such as JSON.parse gives.', cause },
      );
    }
  }

  // Callers write many codes in one place; views of it are made once.
  let last: { code: Uint8Array; dense: Int8Array; evidence: Uint8Array } | undefined;

  function writeItem(reading: Reading, code: Uint8Array): void {
    if (last?.code !== code) {
      const dense = new Int8Array(code.buffer, code.byteOffset, width);
      last = { code, dense, evidence: code.subarray(width) };
    }
    writeItemEvidence(schema, encode(reading, last.dense), rarity, last.evidence);
  }

  function readProfile(reading: Reading, now: number): ProfileCode {
    const dense = new Int8Array(width);
    return { dense, evidence: profileEvidence(schema, encode(reading, dense), now) };
  }

  return {
    read,
    writeItem,
    readProfile,
    item(item, now) {
      const code = new Uint8Array(itemCodeBytes(student));
      writeItem(read('item', item, now), code);
      return code;
    },
    profile: (profile, now) => readProfile(read('profile', profile, now), now),
  };
}
