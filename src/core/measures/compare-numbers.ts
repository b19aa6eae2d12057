import { profileNumber, readNumber, unitOf, type Bind } from './read.ts';

/** Binds a comparison of the item's number with the profile's; it gives NaN for a number that is NaN. */
function bindNumbers(compare: (item: number, profile: number, unit: number) => number): Bind {
  return (comparison) => {
    const { item, source } = comparison;
    const wanted = profileNumber(comparison);
    if (Number.isNaN(wanted)) return undefined;
    const unit = unitOf(source, item!);
    return (view, at) => compare(readNumber(view, at, item!, source.end), wanted, unit);
  };
}

/** Yes is 0, no is 1; unknown where the number is. */
const yes = (holds: boolean, known: number): number => (Number.isNaN(known) ? NaN : holds ? 0 : 1);

export const bindRatio = bindNumbers((item, profile) => (profile === 0 ? NaN : item / profile));
export const bindDifference = bindNumbers((item, profile, unit) => (item - profile) * unit);
export const bindAtMost = bindNumbers((item, profile) => yes(item <= profile, item));
export const bindAtLeast = bindNumbers((item, profile) => yes(item >= profile, item));

/** Whether the profile's number lies within the item's range, whose open end keeps nobody out. */
export const bindWithin: Bind = (comparison) => {
  const { at: offset } = comparison.item!;
  const wanted = profileNumber(comparison);
  if (Number.isNaN(wanted)) return undefined;
  return (view, at) => {
    const low = view.getFloat32(at + offset, true);
    const high = view.getFloat32(at + offset + 4, true);
    // Comparisons with NaN are false.
    return yes(!(wanted < low || wanted > high), Number.isNaN(low) ? high : low);
  };
};
