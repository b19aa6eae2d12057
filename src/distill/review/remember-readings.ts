import type { Measure, MeasureValue } from '../policy/measure.ts';
import type { PairReader, PairReading } from '../policy/pair-reader.ts';

/**
 * A reader that measures each pair once: an edit of a policy rarely changes what is measured, and to read a pair
 * takes a hundred times as long as to weigh it.
 */
export function rememberReadings(reader: PairReader): PairReader {
  const pairs = new WeakMap<object, WeakMap<object, PairReading>>();
  return {
    read(profile, item) {
      let byItem = pairs.get(profile);
      if (byItem === undefined) pairs.set(profile, (byItem = new WeakMap()));
      let reading = byItem.get(item);
      if (reading === undefined) {
        byItem.set(item, (reading = rememberValues(reader.read(profile, item))));
      }
      return reading;
    },
  };
}

/** Measures are told apart by their names: each compilation of a policy describes them anew. */
function rememberValues(reading: PairReading): PairReading {
  const remember = (read: (measure: Measure) => MeasureValue) => {
    const values = new Map<string, MeasureValue>();
    return (measure: Measure): MeasureValue => {
      const { name } = measure;
      if (!values.has(name)) values.set(name, read(measure));
      return values.get(name);
    };
  };
  return {
    value: remember(reading.value),
    exact: remember(reading.exact),
    phrase: reading.phrase,
    field: reading.field,
  };
}
