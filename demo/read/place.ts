import { get, textOf } from './get.ts';

/** A town and its country or region in words, from the shapes that pages carry; '' where nothing is said. */
export function placeOf(value: unknown): string {
  const place = Array.isArray(value) ? value[0] : value;
  if (typeof place === 'string') return place;
  const address = get(place, 'address') ?? get(place, 'Address') ?? place;
  if (typeof address === 'string') return address;
  const city = textOf(get(address, 'addressLocality') ?? get(address, 'city'));
  const region = textOf(get(address, 'addressRegion') ?? get(address, 'region'));
  const country = textOf(
    get(address, 'addressCountry', 'name') ??
      get(address, 'addressCountry') ??
      get(address, 'countryCode'),
  );
  const parts = [city, region.length <= 3 && region !== '' ? region : country];
  return parts.filter((part) => part !== '').join(', ') || textOf(get(place, 'name'));
}
