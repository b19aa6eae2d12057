import { PocketRankError } from '../../core/errors.ts';
import type { GradeValue, Json } from '../../core/types.ts';
import { stripItem, stripProfile } from '../golden/strip-protected.ts';
import { pairKey } from '../golden/types.ts';
import { describeEffect, reasonOf } from './describe-effect.ts';
import { asGrade } from './graded-set.ts';
import { RUBRIC, type ReviewSession } from './review-session.ts';
import { weighProposals } from './weigh-proposals.ts';

/** Answers what the page asks: by name, with what it sends. */
export type Answers = Readonly<Record<string, (sent: Sent) => Promise<object> | object>>;

/** What a page sends, unchecked. */
export type Sent = Readonly<Record<string, Json | undefined>>;

/** Makes the answers of a review. Each throws INVALID_ARGUMENT for what no page of ours sends. */
export function createAnswers(session: ReviewSession): Answers {
  const { room, pairs, titles, own } = session;
  const effect = (): object => describeEffect(room, pairs, titles, session.stated());
  return {
    state: () => describeState(session),
    pair: ({ pair }) => describePair(session, pairNumber(session, pair)),
    async grade(sent) {
      const { profileId, itemId } = pairs[pairNumber(session, sent.pair)]!;
      const grade = sent.grade === null ? undefined : gradeValue(sent.grade);
      const note = typeof sent.note === 'string' ? sent.note.slice(0, MAX_NOTE) : '';
      const skipped = sent.skipped === true;
      await own.put({ profileId, itemId, note, skipped, ...(grade !== undefined && { grade }) });
      return { saved: true };
    },
    effect,
    async edit({ text }) {
      if (typeof text !== 'string') throw badRequest('text');
      await room.edit(text);
      return effect();
    },
    async proposals(sent) {
      const number = pairNumber(session, sent.pair);
      const wanted = gradeValue(sent.grade);
      return weighProposals(room, pairs, number, wanted, session.stated());
    },
    lists: () => ({ lists: session.lists.lists() }),
  };
}

const MAX_NOTE = 4000;

function describeState(session: ReviewSession): object {
  const { room, pairs, titles, own, opinions } = session;
  const { policy } = room.base;
  return {
    grader: session.grader,
    hasStudent: session.hasStudent,
    noun: policy.domain.schema.noun?.one ?? 'item',
    title: policy.title,
    source: policy.source,
    base: policy.markdown,
    text: room.text,
    files: { grades: own.path, ...room.files },
    grades: policy.grades.map(({ grade, name, meaning }) => ({ grade, name, meaning })),
    criteria: policy.criteria.map(({ id, name, weight }) => ({ id, name, weight })),
    pairs: pairs.map((pair, i) => {
      const mine = own.get(pair);
      const others = (opinions.get(pairKey(pair)) ?? []).filter(({ grader }) => grader !== RUBRIC);
      return {
        person: titles.profile(pair.profile),
        item: titles.item(pair.item),
        rubric: asGrade(room.draft.grades[i]),
        others: Object.fromEntries(others.map(({ grader, grade }) => [grader, grade])),
        ...(mine && {
          mine: { grade: mine.grade ?? null, note: mine.note, skipped: mine.skipped },
        }),
      };
    }),
  };
}

function describePair({ room, pairs, opinions }: ReviewSession, number: number): object {
  const pair = pairs[number]!;
  const { profile, item, profileId, itemId } = pair;
  const result = room.draft.grader.grade(profile, item);
  return {
    profileId,
    itemId,
    // What a grade must not rest on is not shown.
    profile: stripProfile(profile),
    item: stripItem(item),
    rubric: {
      grade: result.grade ?? null,
      reason: reasonOf(result),
      ...(result.grade !== undefined && {
        mean: result.mean,
        criteria: result.criteria,
        limits: result.limits,
        unknown: result.unknown,
      }),
    },
    opinions: (opinions.get(pairKey(pair)) ?? []).filter(({ grader }) => grader !== RUBRIC),
  };
}

function pairNumber({ pairs }: ReviewSession, value: Json | undefined): number {
  if (Number.isInteger(value) && pairs[value as number] !== undefined) return value as number;
  throw badRequest('pair');
}

function gradeValue(value: Json | undefined): GradeValue {
  if ([0, 1, 2, 3, 4].includes(value as number)) return value as GradeValue;
  throw badRequest('grade');
}

function badRequest(what: string): PocketRankError {
  return new PocketRankError('INVALID_ARGUMENT', `The request has no ${what} that can be used.`);
}
