import {
  compilePolicy,
  type CompilePolicyOptions,
} from '../../../src/distill/policy/compile-policy.ts';
import type { Policy } from '../../../src/distill/policy/policy.ts';
import { jobs } from '../../fixtures/jobs-domain.ts';

/** Parts of a small policy that a test can replace, each a whole section. */
export interface SmallPolicyParts {
  grades?: string;
  settings?: string;
  criteria?: string;
  sections?: string;
  limits?: string;
  caps?: string;
  examples?: string;
}

export const GRADES = `## Grades

| Grade | Name | From | Meaning |
| --- | --- | --- | --- |
| 4 | Excellent | 3.5 | call |
| 3 | Good | 2.5 | call with a comment |
| 2 | Fair | 1.5 | mention |
| 1 | Weak | 0.5 | do not mention |
| 0 | Poor | 0 | hide |`;

export const SETTINGS = `## Settings

| Setting | Value |
| --- | --- |
| Least evidence | 20 % |
| Longest commute | 40 km |
| Hybrid commute | 50 % |
| Date of the examples | 2026-03-01 |`;

export const CRITERIA = `## Criteria

| Criterion | Weight | Evidence | Question |
| --- | --- | --- | --- |
| Work | 3 | required | Is it the work? |
| Skills | 1 | optional | Are the skills there? |`;

export const WORK = `## Work

Prose about the work.

| Level | Occupation closeness | Meaning | Reason |
| --- | --- | --- | --- |
| 4 | 80 % or more | same | it is the work wanted |
| 2 | 40 % to 80 % | near | it is near the work wanted |
| 0 | less than 40 % | far | it is other work |`;

export const SKILLS = `## Skills

| Level | Skill coverage | Meaning | Reason |
| --- | --- | --- | --- |
| 4 | 70 % or more | most | {skills shown} |
| 2 | 30 % to 70 % | some | {skills shown} |
| 0 | less than 30 % | few | {missing skills} are missing |`;

export const LIMITS = `## Hard limits

| Limit | When | At most | Reason |
| --- | --- | --- | --- |`;

export const CAPS = `## Grade caps

| Limit | When | At most | Reason |
| --- | --- | --- | --- |
| Licence missing | Licences is missing | 1 | {licences short} is missing |`;

/** A small policy document that compiles, with some of its sections replaced. */
export function smallPolicy(parts: SmallPolicyParts = {}): string {
  return [
    '# Small policy',
    parts.grades ?? GRADES,
    parts.settings ?? SETTINGS,
    parts.criteria ?? CRITERIA,
    parts.sections ?? `${WORK}\n\n${SKILLS}`,
    parts.limits ?? LIMITS,
    parts.caps ?? CAPS,
    parts.examples ?? '',
  ].join('\n\n');
}

/** A document over the measures of jobs, compiled. */
export function compile(markdown: string, options: CompilePolicyOptions = {}): Policy {
  return compilePolicy(markdown, 'small.md', jobs, options);
}
