import type { Student } from '../../core/student/student.ts';
import type { Domain } from '../domain.ts';
import type { CommandContext } from './context.ts';
import { openData, type OpenDataOptions, type OpenedData } from './open-data.ts';
import { readModelFile } from './read-model-file.ts';

/** What the options of a command say of the data that it draws pairs from. */
export interface PairDataArguments {
  data: string;
  /** A model file whose student draws pairs with. */
  model?: string | undefined;
  /** Names or paths of grade tables; default: all of the folder. */
  grades?: string[] | undefined;
  /** Milliseconds since 1970. */
  now?: number | undefined;
}

/**
 * Opens what pairs are drawn from to be graded: items, profiles and grades, no lists, and the student where one is named.
 *
 * @throws as {@link openData} and {@link readModelFile}
 */
export async function openPairData(
  { data, model, grades, now }: PairDataArguments,
  domain: Domain,
  context: CommandContext,
  options: Pick<OpenDataOptions, 'onBadRow' | 'sample'> = {},
): Promise<OpenedData & { student: Student | undefined }> {
  const student = model === undefined ? undefined : (await readModelFile(model)).student;
  const opened = await openData(
    data,
    {
      ...options,
      domain,
      require: ['items', 'profiles'],
      slates: [],
      pairs: [],
      ...(now === undefined ? {} : { now }),
      ...(grades === undefined ? {} : { grades }),
    },
    context,
  );
  return { ...opened, student };
}
