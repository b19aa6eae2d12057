import { describe, expect, it } from 'vitest';
import { requirePolicy } from '../../src/distill/policy/open-policy.ts';
import { createRubricGrader } from '../../src/distill/policy/rubric-grader.ts';
import { domains } from '../../src/domains/registry.ts';
import { checkDomain, fieldsForLimits, openEdited } from './domain-checks.ts';

const care = await domains.open('care');

describe('the domain of care', () => {
  checkDomain(care, { one: 'trial', many: 'trials' });

  it('exempts age and sex for limits alone', () => {
    expect(fieldsForLimits(care.schema)).toEqual(['minimum age', 'maximum age', 'sex']);
    const policy = requirePolicy(care);
    const barred = (name: string) => ['Old enough', 'Young enough', 'Sex'].includes(name);
    expect(policy.criteria.filter(({ measure }) => barred(measure.name))).toEqual([]);
  });

  it('refuses to cross the sex that a trial admits', async () => {
    const crossed = openEdited('care', 'schema.yaml', [
      'profile: sex\n    cross: false',
      'profile: sex',
    ]);
    await expect(crossed).rejects.toMatchObject({
      code: 'PROTECTED_ATTRIBUTE',
      message: expect.stringMatching(/"Sex".*cross: false/su),
    });
  });

  it('refuses an exemption without a reason', async () => {
    const silent = openEdited('care', 'schema.yaml', [
      'reason: Compared with the ages that a trial admits, by two limits, and with nothing else.',
      "reason: ''",
    ]);
    await expect(silent).rejects.toMatchObject({ code: 'INVALID_SCHEMA' });
  });

  it('excludes nobody by silence', () => {
    const policy = requirePolicy(care);
    const grader = createRubricGrader(policy, { now: policy.settings.exampleNow });
    const trial = {
      name: 'A Study of Asthma',
      healthCondition: { name: 'Asthma' },
      status: 'Recruiting',
      attributes: {
        minimumAge: 18,
        maximumAge: 60,
        sex: 'female',
        ecogMaximum: 1,
        excludedConditions: ['pregnancy', 'stroke'],
        excludedMedications: ['steroids'],
        requiredBiomarkers: ['eosinophilic'],
      },
    };
    const result = grader.grade({ attributes: { conditions: ['asthma'] } }, trial);
    expect(result).toMatchObject({ grade: 4, limits: [] });
  });
});
