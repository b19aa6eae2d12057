import { parseCanaries } from '../../core/student/canaries.ts';
import { loadStudent } from '../../core/student/load.ts';

/**
 * Proves that a model file keeps every rule of SPEC.md: that its schema compiles and names no protected
 * attribute, that nothing in it can overflow. Loaded once for each new model, when the page is idle, and
 * wherever a model turned out unusable, to say why.
 *
 * @throws PocketRankError `INVALID_MODEL`, `MODEL_MISMATCH`, `INVALID_SCHEMA`, `PROTECTED_ATTRIBUTE`
 */
export function proveModel(bytes: Uint8Array): void {
  parseCanaries(loadStudent(bytes));
}
