import { gzipSync } from 'node:zlib';
import type { Json } from '../../core/types.ts';
import type { ModelInfo } from '../../core/format/model-file.ts';
import { formatBytes } from '../console/format.ts';
import { namedWeights } from '../evaluate/named-weights.ts';
import type { ModelFile } from './read-model-file.ts';

/** What the integers of a model file are: sizes, formats, canaries; as JSON. */
export interface ModelDescription extends Record<string, Json> {
  bytes: number;
  gzipBytes: number;
  sha256: string;
  schema: string;
  schemaHash: string;
  /** What each output is worth in the score. */
  weights: Record<string, number>;
  width: number;
  tableRows: number;
  tableFormat: string;
  hidden: number;
  /** How many golden inputs gave their recorded integers. */
  canaries: number;
}

/** Describes a model file that has been read. */
export function describeModel({ bytes, hash, student, canaries }: ModelFile): ModelDescription {
  const { width, tableRows, tableFormat, hidden } = JSON.parse(
    student.metadata.model ?? '{}',
  ) as ModelInfo;
  return {
    bytes: bytes.length,
    gzipBytes: gzipSync(bytes, { level: 9 }).length,
    sha256: hash,
    schema: student.schema.name,
    schemaHash: student.schemaHash,
    weights: namedWeights(student),
    width,
    tableRows,
    tableFormat,
    hidden,
    canaries,
  };
}

/** The same in one line. */
export function modelLine(model: ModelFile): string {
  const { bytes, gzipBytes, schema, tableFormat, tableRows, width, hidden, canaries } =
    describeModel(model);
  return (
    `Model: ${model.path}, ${formatBytes(bytes)} (${formatBytes(gzipBytes)} gzip), schema "${schema}", ` +
    `${tableFormat} table ${tableRows} × ${width}, ${hidden} hidden units, int8 weights and activations, ` +
    `${canaries} ${canaries === 1 ? 'canary' : 'canaries'} exact`
  );
}
