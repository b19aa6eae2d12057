import type { Profile } from 'pocketrank';

const PARTS = ['basics', 'work', 'skills', 'education', 'certificates', 'languages', 'attributes'];

/**
 * Reads a JSON Resume, or else takes the text for what somebody says of themselves: the first line is the job they look
 * for.
 *
 * @throws where it is empty, or JSON without anything of a résumé
 */
export function readResume(pasted: string): Profile {
  const text = pasted.trim();
  if (text === '') throw new Error('There is nothing to read.');
  if (!text.startsWith('{')) {
    const [label = '', ...rest] = text.split('\n');
    return { basics: { label: label.slice(0, 120), summary: rest.join('\n').trim() } };
  }
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch (error) {
    throw new Error(`This is no JSON: ${(error as Error).message}`, { cause: error });
  }
  if (!PARTS.some((part) => part in value))
    throw new Error(`A JSON Resume has one of: ${PARTS.join(', ')}.`);
  return value;
}
