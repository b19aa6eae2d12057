import { resizeMaterial, type Material } from './material.ts';
import type { Preset } from './presets.ts';
import type { Recipe } from '../train/student/recipe.ts';
import type { CodeLabels } from '../teachers/code-labels.ts';

/**
 * Whether a student's codes learn from the teacher's rather than from lists: where choices are all there is to
 * learn from, so that there are such labels, and the recipe asks for distributions.
 */
export function learnsCodesOnly(
  codeLabels: CodeLabels | undefined,
  { labels, loss }: Recipe,
): boolean {
  return codeLabels !== undefined && labels === 'soft' && loss === 'distribution';
}

/**
 * The preset with the student that suits what there is to learn from, and the material for its table. Teachers do not
 * depend on either, so that students of all sizes have the same.
 */
export function fitStudent<T extends { material: Material; codeLabels: CodeLabels | undefined }>(
  preset: Preset,
  sources: T,
): { preset: Preset; sources: T } {
  const isOfCodes = learnsCodesOnly(sources.codeLabels, preset.recipe);
  const student = isOfCodes ? preset.codeStudent : preset.student;
  const material = resizeMaterial(sources.material, student.tableRows);
  return { preset: { ...preset, student }, sources: { ...sources, material } };
}
