import type { Random } from '../../core/math/random.ts';
import { setPath } from '../tables/cells.ts';
import { createSampleDrawer } from './draw-sample.ts';
import type { SampleGroup, SampleSource } from './sample-source.ts';

/** A drawn object and the family that it belongs to, an index into the sample's groups. */
export interface Drawn {
  id: string;
  object: Record<string, unknown>;
  group: number;
}

/** What the objects of one side are drawn from. */
export interface DrawOptions {
  side: 'item' | 'profile';
  count: number;
  /** Where an object's id is put: `sku`, `id`. */
  key: string;
  /** What ids begin with: `product`. */
  prefix: string;
  /** The day from which dates are counted, in milliseconds since 1970 UTC. */
  now: number;
}

const ONE_GROUP: readonly SampleGroup[] = [{ name: '' }];

/** Draws the items or the people of a sample. */
export function drawObjects(source: SampleSource, options: DrawOptions, random: Random): Drawn[] {
  const { side, count, key, prefix, now } = options;
  const groups = source.groups ?? ONE_GROUP;
  const weights = groups.map(({ weight = 1 }) => weight);
  return Array.from({ length: count }, (_, i): Drawn => {
    const group = random.weighted(weights);
    const { samples, lists, shares } = ofGroup(source, groups[group]!, side);
    const drawer = createSampleDrawer(lists, random, now);
    const id = `${prefix}-${i + 1}`;
    const object: Record<string, unknown> = side === 'profile' ? { [key]: id } : {};
    for (const [path, sample] of Object.entries(samples)) {
      if (sample === null) continue;
      const value = drawer.draw(sample);
      if (random.next() < (shares[path] ?? 1)) setPath(object, path.split('.'), value);
    }
    setPath(object, key.split('.'), id);
    return { id, object, group };
  });
}

function ofGroup(source: SampleSource, group: SampleGroup, side: DrawOptions['side']) {
  return {
    samples: { ...source[side], ...group[side] },
    lists: { ...source.lists, ...group.lists },
    shares: { ...source.fill?.[side], ...group.fill?.[side] },
  };
}
