import { fieldWords, type Pair } from './pair.ts';
import { valueWords } from './value-words.ts';

/** Says a limit's reason of a pair: with the values of measures and fields in place of `{measure}`, `{item FIELD}` and `{your FIELD}`. */
export function limitReason(reason: string, pair: Pair): string {
  return reason.replace(/\{([^{}]*)\}/g, (_, inner: string) => {
    const name = inner.trim().replace(/\s+/g, ' ').toLowerCase();
    const [, owner, field] = /^(item|your) (.+)$/.exec(name) ?? [];
    const words = field
      ? ownWords(pair, owner === 'item' ? 'item' : 'profile', field)
      : measureWords(pair, name);
    return words ?? 'unknown';
  });
}

function ownWords(pair: Pair, side: 'item' | 'profile', wanted: string): string | undefined {
  const field = pair.schema.fields.find(({ name }) => name.toLowerCase() === wanted);
  return field && fieldWords(pair, side, field.name);
}

function measureWords(pair: Pair, name: string): string | undefined {
  const measure = pair.measure(name);
  return measure && valueWords(measure.described, measure.value);
}
