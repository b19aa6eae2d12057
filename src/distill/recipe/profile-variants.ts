import type { Schema } from '../../core/features/schema.ts';
import type { Random } from '../../core/math/random.ts';
import type { Profile } from '../../core/types.ts';
import { hideParts, keepParts } from '../train/data/hide-parts.ts';

/** Share of the profiles to learn from that have a variant. */
const VARIED = 0.6;
/** Share of the variants that state nothing but what texts may name, such as skills. */
const NAMES_ALONE = 0.5;

/**
 * Variants of profiles that state less, since what people state varies more than any log of one product shows: some
 * lack parts at random, some have nothing but the field that mentions compare.
 *
 * @returns by id of the profile; not every profile has one
 */
export function varyProfiles(
  schema: Schema,
  profiles: readonly (readonly [id: string, profile: Profile])[],
  random: Random,
): Map<string, Profile> {
  const named = schema.crosses.flatMap(({ kind, ofItem, profileField }) =>
    kind === 'mention' && !ofItem && schema.fields[profileField]!.kind === 'tags'
      ? schema.fields[profileField]!.paths.profile
      : [],
  );
  const isNamed = (path: readonly string[]): boolean =>
    named.some((keys) => keys.every((key, i) => i >= path.length || key === path[i]));
  const variants = new Map<string, Profile>();
  for (const [id, profile] of profiles) {
    if (random.next() >= VARIED) continue;
    const isAlone = named.length > 0 && random.next() < NAMES_ALONE;
    const variant = isAlone ? keepParts(profile, isNamed) : hideParts(profile, isId, random);
    if (Object.keys(variant).some((key) => key !== 'id')) variants.set(id, { ...variant, id });
  }
  return variants;
}

const isId = (path: readonly string[]): boolean => path.join('.') === 'id';
