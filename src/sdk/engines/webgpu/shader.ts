import type { Cross } from '../../../core/features/schema.ts';
import type { Student } from '../../../core/student/student.ts';
import { CONSTANTS, KEY_WORDS, type GpuLayout } from './layout.ts';

/** Threads of a workgroup; each scores one item. */
export const WORKGROUP = 64;

/**
 * The whole student for one item in one function of WGSL: crosses, hidden layer and outputs, in 32-bit
 * integers alone (see core/features/crosses and core/student/score).
 *
 * @param hasDot whether the device knows `dot4I8Packed`; the same sum is written out otherwise
 */
export function scoreShader(student: Student, layout: GpuLayout, hasDot: boolean): string {
  const { crosses } = student.schema;
  const { denseWords, crossWords, hidden, outputs, recordWords } = layout;
  const eachOutput = (line: (k: number) => string): string =>
    Array.from({ length: outputs }, (_, k) => line(k)).join('\n');
  const constant = (name: (typeof CONSTANTS)[number]): string =>
    `head[${layout.constants + CONSTANTS.indexOf(name)}]`;
  const shift = (name: (typeof CONSTANTS)[number]): string => `u32(${constant(name)})`;
  return `
${hasDot ? DOT : DOT_WRITTEN_OUT}
${HELPERS}
${crosses.map((cross, c) => crossFunction(cross, c, layout)).join('\n')}

fn main(index : i32) {
  // Every binding must be used for the pipeline to have it, also without crosses.
  _ = evidenceOf[0];
  if (index >= uniforms.count) { return; }
  let record = u32(slots[index]) * ${recordWords}u;
  let evidence = (record + ${denseWords}u) * 4u;
  var code : array<u32, ${denseWords}>;
  for (var i = 0u; i < ${denseWords}u; i++) { code[i] = u32(codes[record + i]); }
  var crosses : array<u32, ${Math.max(1, crossWords)}>;
  ${crosses
    .map(
      (cross, c) =>
        `crosses[${c >> 1}] |= crossWord(cross${c}(evidence + ${cross.offset}u)) << ${16 * (c & 1)}u;`,
    )
    .join('\n  ')}

  let half = 1 << (${shift('shift')} - 1u);
  ${eachOutput((k) => `var units${k} = 0;`)}
  for (var h = 0u; h < ${hidden}u; h++) {
    var crossSum = 0;
    for (var i = 0u; i < ${crossWords}u; i++) {
      crossSum += dot4(u32(head[${layout.crossWeights}u + h * ${crossWords}u + i]), crosses[i]);
    }
    var sum = (crossSum << ${shift('crossShift')}) + head[${layout.bias}u + h];
    for (var i = 0u; i < ${denseWords}u; i++) {
      sum += dot4(u32(head[${layout.weights}u + h * ${denseWords}u + i]), code[i]);
    }
    let scaled = (sum * head[${layout.multiplier}u + h] + half) >> ${shift('shift')};
    let unit = clamp(scaled, 0, 127);
    ${eachOutput((k) => `units${k} += head[${layout.outHidden + k * hidden}u + h] * unit;`)}
  }
  var dot = 0;
  for (var i = 0u; i < ${denseWords}u; i++) {
    dot += dot4(u32(head[${layout.profile}u + i]), code[i]);
  }
  var crossSums = array<i32, ${2 * outputs}>();
  for (var row = 0u; row < ${2 * outputs}u; row++) {
    for (var i = 0u; i < ${crossWords}u; i++) {
      crossSums[row] += dot4(u32(head[${layout.outCross}u + row * ${crossWords}u + i]), crosses[i]);
    }
  }
  ${eachOutput(
    (k) => `result[${outputs} * index + ${k}] = (units${k} << ${shift('outHiddenShift')})
    + (((crossSums[${k}] << 7u) + crossSums[${outputs + k}]) << ${shift('outCrossShift')})
    + head[${layout.outputConstants + k}] * dot + head[${layout.outputConstants + outputs + k}];`,
  )}
}
`;
}

const DOT = `
fn dot4(a : u32, b : u32) -> i32 { return dot4I8Packed(a, b); }`;

const DOT_WRITTEN_OUT = `
fn dot4(a : u32, b : u32) -> i32 {
  let x = bitcast<i32>(a);
  let y = bitcast<i32>(b);
  return ((x << 24u) >> 24u) * ((y << 24u) >> 24u) + ((x << 16u) >> 24u) * ((y << 16u) >> 24u)
    + ((x << 8u) >> 24u) * ((y << 8u) >> 24u) + (x >> 24u) * (y >> 24u);
}`;

const HELPERS = `
fn byteAt(at : u32) -> i32 {
  return (codes[at >> 2u] >> (8u * (at & 3u))) & 255;
}
fn wordAt(at : u32) -> i32 { return byteAt(at) | (byteAt(at + 1u) << 8u); }
fn signedAt(at : u32) -> i32 { return (wordAt(at) << 16u) >> 16u; }
fn crossWord(value : i32) -> u32 {
  if (value < 0) { return 0u; }
  return u32(value) | ${127 << 8}u;
}
fn proximity(squared : u32) -> i32 {
  if (squared == 0u) { return 127; }
  let power = firstLeadingBit(squared);
  var quarter = squared << (2u - min(power, 2u));
  if (power > 2u) { quarter = squared >> (power - 2u); }
  return max(0, 127 - i32(4u * power + (quarter & 3u)));
}`;

/** `crossN(at)`: the value of cross N from the evidence at byte `at`, −1 where unknown. */
function crossFunction(cross: Cross, c: number, layout: GpuLayout): string {
  const data = layout.evidence[c]!;
  return `fn cross${c}(at : u32) -> i32 {${crossBody(cross, data)}}`;
}

function crossBody(cross: Cross, data: number): string {
  switch (cross.kind) {
    case 'match':
      if (cross.perText) return textMatchBody(cross, data);
      return `
  if (evidenceOf[${data}] == 0 || wordAt(at) == 0) { return -1; }
  var value = 0;
  for (var i = 0u; i < ${cross.slots}u; i++) {
    let key = u32(wordAt(at + 3u * i));
    if (key == 0u) { break; }
    let bits = u32(evidenceOf[${data + 1}u + (key >> 5u)]);
    if (((bits >> (key & 31u)) & 1u) == 1u) { value += byteAt(at + 3u * i + 2u); }
  }
  return value;
`;
    case 'difference':
      return `
  let bin = byteAt(at);
  if (evidenceOf[${data}] == 0 || bin == 0) { return -1; }
  return clamp(64 + ((bin - evidenceOf[${data}]) >> 2u), 0, 127);
`;
    case 'age':
      return `
  let day = wordAt(at);
  if (day == 0) { return -1; }
  return clamp(127 - (evidenceOf[0] - day), 0, 127);
`;
    case 'distance':
      return `
  var best = -1;
  for (var i = 0u; i < ${cross.slots}u; i++) {
    let latitude = signedAt(at + 4u * i);
    if (latitude == -32768) { continue; }
    let longitude = signedAt(at + 4u * i + 2u);
    for (var p = 0; p < evidenceOf[${data}]; p++) {
      let place = ${data + 1} + 3 * p;
      let dy = latitude - evidenceOf[place];
      var dx = abs(longitude - evidenceOf[place + 1]);
      if (dx > ${180 * 128}) { dx = ${360 * 128} - dx; }
      dx = (dx * evidenceOf[place + 2]) >> 7u;
      best = max(best, proximity(u32(dx * dx + dy * dy)));
    }
  }
  return best;
`;
    case 'mention':
      return mentionBody(cross, data);
  }
}

function mentionBody({ slots, ofItem }: Cross, data: number): string {
  const list = data + 1 + KEY_WORDS;
  return `
  let total = ${ofItem ? 'byteAt(at)' : `evidenceOf[${data}]`};
  if (evidenceOf[${data}] == 0 || total == 0 || wordAt(at + 1u) == 0) { return -1; }
  var sum = 0;
  for (var i = 0u; i < ${ofItem ? `min(${slots}u, u32(total))` : `${slots}u`}; i++) {
    let key = u32(wordAt(at + 1u + 2u * i));
    if (key == 0u) { break; }
    let bits = u32(evidenceOf[${data + 1}u + (key >> 5u)]);
    if (((bits >> (key & 31u)) & 1u) == 0u) { continue; }
    ${ofItem ? 'sum++;' : weightSum(list)}
  }
  return min(127, (127 * sum) / total);
`;
}

/** Adds what a key weighs that is among those of the list. */
function weightSum(list: number): string {
  return `for (var k = 1; k <= evidenceOf[${list}]; k++) {
      let known = u32(evidenceOf[${list} + k]);
      if ((known & 65535u) == key) { sum += i32(known >> 16u); }
    }`;
}

function textMatchBody({ slots }: Cross, data: number): string {
  return `
  if (evidenceOf[${data}] == 0 || wordAt(at) == 0) { return -1; }
  var best = 0;
  var sum = 0;
  for (var i = 0u; i < ${slots}u; i++) {
    let key = u32(wordAt(at + 3u * i));
    if (key == 0u) { break; }
    let mark = byteAt(at + 3u * i + 2u);
    if ((mark & 128) != 0) {
      best = max(best, sum);
      sum = 0;
    }
    let weight = mark & 127;
    let bits = u32(evidenceOf[${data + 1}u + (key >> 5u)]);
    sum += select(-((weight + 2) >> 2u), weight, ((bits >> (key & 31u)) & 1u) == 1u);
  }
  return min(max(best, sum), 127);
`;
}
