import type { FieldSource } from '../../core/features/schema.ts';
import { quantile, type Found } from './found.ts';

/** Names that no two fields share. */
export function createNames(taken: Iterable<string>): (wanted: string, side?: string) => string {
  const used = new Set(Array.from(taken, (name) => name.toLowerCase()));
  return (wanted, side = 'own') => {
    let name = wanted;
    for (let n = 1; used.has(name.toLowerCase()); n++) {
      name = n === 1 ? `${side} ${wanted}` : `${side} ${wanted} ${n}`;
    }
    used.add(name.toLowerCase());
    return name;
  };
}

/** A field for what was found on one side or on both. */
export function fieldFor(name: string, item?: Found, profile?: Found): FieldSource {
  const one = (item ?? profile)!;
  const kind = item && profile ? jointKind(item, profile) : one.kind;
  const source: FieldSource = { name, kind };
  if (item) source.item = item.path;
  if (profile) source.profile = profile.path;
  if (kind === 'text') {
    Object.assign(source, isShort(one) ? { grams: true, maxWords: 32 } : { maxWords: 96 });
  }
  if (kind === 'tags') source.grams = false;
  if (kind === 'number' || kind === 'amount') {
    Object.assign(source, rangeOf([...(item?.numbers ?? []), ...(profile?.numbers ?? [])]));
  }
  if (kind === 'time' && profile && !item) {
    const { min, max } = rangeOf([...profile.numbers]);
    Object.assign(source, { embed: true, min, max });
  }
  return source;
}

function jointKind(item: Found, profile: Found): FieldSource['kind'] {
  if (item.kind === profile.kind) return item.kind;
  const either = (kind: FieldSource['kind']): boolean =>
    item.kind === kind || profile.kind === kind;
  if (either('amount')) return 'amount';
  return either('text') ? 'text' : 'tags';
}

/** Names of things have few different words. */
const isShort = (found: Found): boolean => found.values.size < 400;

/** From the 1st to the 99th percentile; logarithmic where that spans a factor of 50. */
export function rangeOf(values: number[]): Required<Pick<FieldSource, 'min' | 'max' | 'scale'>> {
  values.sort((a, b) => a - b);
  const min = quantile(values, 0.01);
  const max = Math.max(quantile(values, 0.99), min + 1);
  return { min, max, scale: min > 0 && max / min > 50 ? 'log' : 'linear' };
}
