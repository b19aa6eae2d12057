import { PocketRankError } from '../../core/errors.ts';
import type { TeacherSource } from '../domain.ts';
import { readEventLog } from '../teachers/event-log.ts';
import type { Labelled } from '../teachers/label-teacher.ts';
import type { Impressions } from '../train/data/interactions.ts';
import { learningEvents, type Material } from './material.ts';

/** What a teacher beside policy and clicks learns from, and what is kept apart to measure it on. */
export interface Lesson {
  source: TeacherSource;
  /** Of `events`: slates; of `labels`: pairs. The other is empty. */
  slates: { learn: Impressions[]; heldOut: Impressions[] };
  pairs: { learn: Labelled[]; heldOut: Labelled[] };
}

/**
 * Reads what a teacher learns from.
 *
 * @throws MISSING_TABLE where there is nothing of it; INVALID_TABLE where all of it says the same
 */
export function readLesson(material: Material, source: TeacherSource): Lesson {
  const learners = new Set(material.learners);
  const heldOut = new Set(material.heldOut);
  const split = <T extends { profile: number }>(all: readonly T[]) => ({
    learn: all.filter(({ profile }) => learners.has(profile)),
    heldOut: all.filter(({ profile }) => heldOut.has(profile)),
  });
  const isOfEvents = source.kind === 'events';
  const { data, now, tables } = material;
  const events = learningEvents(tables);
  const lesson: Lesson = {
    source,
    slates: split(isOfEvents ? readEventLog(data, events, now, source.events!) : []),
    pairs: split(isOfEvents ? [] : readLabels(material, source)),
  };
  checkLesson(lesson);
  return lesson;
}

function checkLesson({ source: { name, events, table }, slates, pairs }: Lesson): void {
  const labels = [
    ...slates.learn.flatMap(({ clicked }) => [...clicked]),
    ...pairs.learn.map(({ label }) => label),
  ];
  const where = table === undefined ? 'the log' : `the table "${table}"`;
  if (labels.length === 0) {
    throw new PocketRankError(
      'MISSING_TABLE',
      `The teacher "${name}" has nothing to learn from: ${where} has no row of it.`,
      {
        hint: events
          ? `It learns from ${events.join(', ')} in slates that say what else was shown. Add such events, or take it out of teachers.yaml.`
          : 'Add such rows, or take it out of teachers.yaml.',
      },
    );
  }
  if (labels.every((label) => label === labels[0])) {
    throw new PocketRankError(
      'INVALID_TABLE',
      `The teacher "${name}" has one class alone: ${where} says ${labels[0]} of all ${labels.length} pairs.`,
      { hint: 'It takes both kinds to tell them apart.' },
    );
  }
}

function readLabels({ data, tables, now }: Material, source: TeacherSource): Labelled[] {
  const { name, among, events = [], range: [worst, best] = [0, 1] } = source;
  const toLabel = (value: number): number => Math.abs((value - worst) / (best - worst));
  if (among === undefined) {
    return (tables.labels?.[name] ?? []).map(({ profileId, itemId, at = now, value }) => ({
      profile: data.profileIndex.get(profileId)!,
      item: data.itemIndex.get(itemId)!,
      at,
      label: toLabel(value),
    }));
  }
  const pairs = new Map<string, Labelled>();
  for (const wanted of [among, events]) {
    for (const { profileId, itemId, type, at = now } of learningEvents(tables)) {
      const key = `${profileId}\n${itemId}`;
      const known = pairs.get(key);
      if (!wanted.includes(type) || (wanted === events && known === undefined)) continue;
      if (known) known.label = toLabel(Number(wanted === events));
      else {
        pairs.set(key, {
          profile: data.profileIndex.get(profileId)!,
          item: data.itemIndex.get(itemId)!,
          at,
          label: toLabel(0),
        });
      }
    }
  }
  return [...pairs.values()];
}
