import { NO_PLACE } from '../reading/reading.ts';
import { longitudeScale } from './evidence.ts';

/** The places of an item's evidence in the form of {@link ProfileEvidence.places}. */
export function placesOf(code: Uint8Array, at: number, slots: number): Int32Array {
  const places: number[] = [];
  for (let i = 0; i < slots; i++) {
    const from = at + 4 * i;
    const latitude = ((code[from]! | (code[from + 1]! << 8)) << 16) >> 16;
    if (latitude === NO_PLACE) continue;
    const longitude = ((code[from + 2]! | (code[from + 3]! << 8)) << 16) >> 16;
    places.push(latitude, longitude, longitudeScale(latitude));
  }
  return Int32Array.from(places);
}
