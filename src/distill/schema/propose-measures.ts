import type { MeasureKind, MeasureSource } from '../../core/features/measure.ts';
import { quantile, type Found } from './found.ts';
import { endOf, isAversion } from './path-names.ts';

/** What a measure is proposed for: one field with both sides, or two fields. */
export interface Compared {
  name: string;
  item: Found;
  profile: Found;
  /** The names of the fields; the same where one has both sides. */
  fields: { item: string; profile: string };
}

const ofFields = ({ item, profile }: Compared['fields']): { item: string; profile?: string } =>
  item === profile ? { item } : { item, profile };

const sentence = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** How values and texts of both sides are compared. */
export function measureOfValues({ name, item, profile, fields }: Compared): MeasureSource {
  const title = sentence(name);
  const compared = ofFields(fields);
  if (item.kind === 'text' || profile.kind === 'text') {
    return { name: `${title} overlap`, kind: 'overlap', ...compared, unit: '%', better: 'more' };
  }
  if (isAversion(profile.path)) {
    return { name: `${title} present`, kind: 'contains', ...compared, say: 'has {value}' };
  }
  const kinds = [item.kind, profile.kind];
  if (kinds.every((kind) => kind === 'flag' || kind === 'category')) {
    return { name: `Same ${name}`, kind: 'same', ...compared };
  }
  if (!item.many || !profile.many) return { name: `${title} fits`, kind: 'contains', ...compared };
  return {
    name: `${title} coverage`,
    kind: 'coverage',
    ...compared,
    unit: '%',
    better: 'more',
    say: '{value} of its values are yours',
  };
}

/** How numbers of both sides are compared: by which ends their names tell, else by their size. */
export function measureOfNumbers({ name, item, profile, fields }: Compared): MeasureSource {
  const title = sentence(name);
  const compared = ofFields(fields);
  const isYes = (kind: MeasureKind, suffix: string): MeasureSource => ({
    name: `${title} ${suffix}`,
    kind,
    ...compared,
  });
  if (item.isExact) return isYes('within', 'in range');
  if (endOf(item.path) === 'low') return isYes('atMost', 'met');
  if (endOf(item.path) === 'high') return isYes('atLeast', 'kept');
  const end = endOf(profile.path);
  const better = end === 'high' ? ('less' as const) : end === 'low' ? ('more' as const) : undefined;
  const isRatio = [item, profile].every(isWide);
  return {
    name: isRatio ? `${title} ratio` : `${title} difference`,
    kind: isRatio ? 'ratio' : 'difference',
    ...compared,
    ...(isRatio && { unit: '%' }),
    ...(better && { better }),
  };
}

/** Whether numbers are sums rather than sizes: money, or positive and far apart. */
function isWide({ kind, numbers }: Found): boolean {
  const low = quantile(numbers, 0.05);
  return low > 0 && (kind === 'amount' || quantile(numbers, 0.95) > MIN_SPREAD * low);
}

const MIN_SPREAD = 2.5;

/** How places of both sides are compared: by their names, and by their distance where both are on the map. */
export function measuresOfPlaces({ name, fields, item, profile }: Compared): MeasureSource[] {
  const compared = ofFields(fields);
  const isMapped = item.isExact && profile.isExact;
  return [
    { name: `${sentence(name)} area`, kind: 'area', ...compared, say: 'is in {value}' },
    ...(isMapped
      ? [
          {
            name: `${sentence(name)} distance`,
            kind: 'distance' as const,
            ...compared,
            unit: 'km',
            better: 'less' as const,
            say: 'is {value} away',
          },
        ]
      : []),
  ];
}

/** What is told of an item's time: how old it is, or how long until it comes. */
export function measureOfTime(
  name: string,
  item: Found,
  field: string,
  now: number,
): MeasureSource {
  const isComing = quantile(item.numbers, 0.5) > now;
  return {
    name: isComing ? `Days to ${name}` : `Days since ${name}`,
    kind: isComing ? 'until' : 'age',
    item: field,
    unit: 'days',
    ...(isComing ? {} : { better: 'less' as const }),
  };
}

/** How alike items are to those of earlier signals: an overlap that compares no person. */
export function likenessOfItems(name: string, field: string): MeasureSource {
  return { name: `${sentence(name)} likeness`, kind: 'overlap', item: field };
}

/** What is told of an item's own category or number; undefined for others. */
export function measureOfItem(
  name: string,
  { kind, labels }: Found,
  field: string,
): MeasureSource | undefined {
  if (kind === 'number' || kind === 'amount') {
    return { name: sentence(name), kind: 'number', item: field };
  }
  if (kind !== 'category' || labels.length > MAX_OWN_VALUES) return undefined;
  return { name: sentence(name), kind: 'value', item: field, values: [...labels] };
}

const MAX_OWN_VALUES = 8;
