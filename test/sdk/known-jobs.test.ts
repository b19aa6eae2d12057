import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader } from '../../src/core/features/reading.ts';
import { createEncoder } from '../../src/core/student/encode.ts';
import { loadStudent } from '../../src/core/student/load.ts';
import { jobCodeBytes } from '../../src/core/student/student.ts';
import type { EngineSession } from '../../src/core/engine.ts';
import { contentKey } from '../../src/sdk/content-key.ts';
import { createScalarEngine } from '../../src/sdk/engines/scalar.ts';
import { isJobCode } from '../../src/sdk/job-code.ts';
import { createKnownJobs } from '../../src/sdk/known-jobs.ts';
import { inventJobs, NOW } from '../fixtures/jobs.ts';
import { lexicalStudentFile } from '../fixtures/lexical-student.ts';

const student = loadStudent(await lexicalStudentFile());
const stride = jobCodeBytes(student);
const encoder = createEncoder(student);
const openSession = async (): Promise<EngineSession> => createScalarEngine().open(student);
const model = '0'.repeat(64);

const read = createReader(student.schema.fields);
const key = (job: object): string => contentKey(read('job', job, NOW));

describe('a content key', () => {
  it('differs wherever the encoder may see a difference, and is equal for copies', () => {
    const value = fc.jsonValue({ maxDepth: 3 });
    fc.assert(
      fc.property(value, value, value, (title, skills, place) => {
        const job = { id: 1, title, skills, jobLocation: place };
        expect(key(structuredClone(job))).toBe(key(job));
        expect(key({ ...job, id: 2, views: 5 })).toBe(key(job));
        const other = { ...job, title: [title, 'x'] };
        expect(key(other)).not.toBe(key(job));
        expect(key({ ...job, description: 'x' })).not.toBe(key(job));
      }),
    );
  });

  it('does not collide among ten thousand jobs that differ in a digit', () => {
    const keys = new Set<string>();
    for (let i = 0; i < 10_000; i++) keys.add(key({ title: `Team ${i}` }));
    expect(keys.size).toBe(10_000);
  });
});

describe('known jobs', () => {
  it('always give the code of the very job, whatever was evicted in between', async () => {
    const jobs = inventJobs(60).map((job, i) => ({ ...job, title: `${String(job.title)} ${i}` }));
    const visits = fc.array(
      fc.uniqueArray(fc.nat(jobs.length - 1), { minLength: 1, maxLength: 25 }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(visits, fc.integer({ min: 1, max: 20 }), async (lists, limit) => {
        const session = await openSession();
        const known = createKnownJobs(student, model, session, limit);
        for (const list of lists) {
          const use = known.begin();
          const slots = list.map((i) => known.slot(jobs[i]!, `job-${i}`, NOW, use));
          expect(new Set(slots).size).toBe(list.length);
          for (const [n, i] of list.entries()) {
            const at = slots[n]! * stride;
            const code = encoder.job(jobs[i], NOW);
            expect(session.codes().subarray(at, at + stride)).toEqual(code);
            expect(known.codeOf(`job-${i}`)).toEqual(code);
          }
          known.end(use);
          expect(known.count()).toBeLessThanOrEqual(Math.max(limit, 25) + list.length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('do not evict what another ranking in progress needs', async () => {
    const session = await openSession();
    const known = createKnownJobs(student, model, session, 10);
    const jobs = inventJobs(40).map((job, i) => ({ ...job, title: `Team ${i}` }));
    const one = known.begin();
    const slots = jobs.slice(0, 10).map((job, i) => known.slot(job, `${i}`, NOW, one));
    const two = known.begin();
    const more = jobs.slice(10, 30).map((job, i) => known.slot(job, `${10 + i}`, NOW, two));
    expect(new Set([...slots, ...more]).size).toBe(30);
    known.end(one);
    known.end(two);
    const three = known.begin();
    known.slot(jobs[35]!, '35', NOW, three);
    known.end(three);
    expect(known.count()).toBeLessThanOrEqual(30);
  });

  it('move to another session with their codes, and forget everything when told', async () => {
    const known = createKnownJobs(student, model, await openSession(), 100);
    const [job] = inventJobs(1);
    const use = known.begin();
    const slot = known.slot(job!, 'a', NOW, use);
    const next = await openSession();
    known.attach(next);
    expect(next.codes().subarray(slot * stride, (slot + 1) * stride)).toEqual(
      encoder.job(job, NOW),
    );
    expect(known.takeUnsaved(9)).toHaveLength(1);
    expect(known.takeUnsaved(9)).toHaveLength(0);
    known.end(use);
    known.clear();
    expect(known.codeOf('a')).toBeUndefined();
    expect(known.count()).toBe(0);
    expect(next.codes().every((byte) => byte === 0)).toBe(true);
  });

  it('take codes from the device, but no damaged ones', async () => {
    const known = createKnownJobs(student, model, await openSession(), 2);
    const jobs = inventJobs(3).map((job, i) => ({ ...job, title: `Team ${i}` }));
    const codeOf = (i: number) => new Int8Array(encoder.job(jobs[i], NOW).buffer);
    const damaged = codeOf(0).fill(-128);
    await known.restore(new Map([[key(jobs[0]!), damaged]]), () => undefined);
    await known.restore(new Map([1, 2].map((i) => [key(jobs[i]!), codeOf(i)])), () => undefined);
    const use = known.begin();
    known.slot(jobs[1]!, '1', NOW, use);
    known.slot(jobs[2]!, '2', NOW, use);
    expect(known.encoded()).toBe(0);
    known.slot(jobs[0]!, '0', NOW, use);
    expect(known.encoded()).toBe(1);
    known.end(use);
  });
});

describe('isJobCode', () => {
  it('takes every code that the encoder makes', () => {
    for (const job of inventJobs(50)) expect(isJobCode(student, encoder.job(job, NOW))).toBe(true);
    expect(isJobCode(student, encoder.job({}, NOW))).toBe(true);
  });
});
