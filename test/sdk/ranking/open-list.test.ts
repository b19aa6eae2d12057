import { expect, it } from 'vitest';
import { createListOpener } from '../../../src/sdk/ranking/open-list.ts';
import { loadStudent } from '../../../src/core/student/load.ts';
import { lexicalStudentFile } from '../../fixtures/lexical-student.ts';

const { schema } = loadStudent(await lexicalStudentFile());
const posting = (id: string) => ({ '@type': 'JobPosting', identifier: id, title: 'Cook' });

it('opens a long list again after it was called off', async () => {
  const { take, open } = createListOpener(schema);
  const many = Array.from({ length: 2000 }, (_, i) => ({ identifier: `a${i}`, title: 'Cook' }));
  const given = [...many, { '@graph': [posting('b'), posting('c')] }];
  const called = (): never => {
    throw new Error('called off');
  };
  await expect(open(take(given), called)).rejects.toThrow('called off');
  expect(await open(take(given), () => undefined)).toHaveLength(2002);
});
