import { PocketRankError } from '../../../core/errors.ts';
import { createRandom } from '../../../core/math/random.ts';
import type { LogEvent, Profile, Slate } from '../../../core/types.ts';
import { loadTaxonomy } from '../taxonomy/index.ts';
import { createTaxonomyLookup } from '../taxonomy/lookup.ts';
import { drawTastes } from './behaviour/draw-tastes.ts';
import { CONTINUATION, examinationOf } from './behaviour/examination.ts';
import { holdOut } from './behaviour/hold-out.ts';
import { createLoggingPolicy, SHUFFLE_SHARE } from './behaviour/logging-policy.ts';
import { sessionTimes } from './behaviour/session-times.ts';
import { drawBids } from './behaviour/paid-placement.ts';
import { simulateSession } from './behaviour/simulate-session.ts';
import { createTrueScores } from './behaviour/true-scores.ts';
import { chooseDemand } from './demand.ts';
import { createEmployers } from './employers/create-employers.ts';
import { drawJobs, type JobDraft } from './jobs/draw-job.ts';
import { createBaseTitles } from './jobs/base-titles.ts';
import { foundTitles } from './jobs/found-titles.ts';
import { createRenderJob } from './jobs/render-job.ts';
import { drawProfile, type ProfileDraft } from './profiles/draw-profile.ts';
import { createRenderProfile } from './profiles/render-profile.ts';
import type {
  JobTruth,
  Market,
  MarketOptions,
  MarketTruth,
  PairTruth,
  ProfileTruth,
} from './types.ts';

/** The last moment of the log unless the options say otherwise. */
const DEFAULT_END_MS = Date.UTC(2025, 5, 30);
const DEFAULT_VALIDATION_SHARE = 0.15;
/** Held-out sessions lie in the last days of the log, so that all others can be learned from. */
const HELD_OUT_MS = 7 * 86_400_000;
const JOBS_PER_EMPLOYER = 6;

/**
 * Draws a simulated job market: postings, profiles, a log of sessions with position bias, validation slates,
 * and the truth behind them. Pure: the same options give the same market, byte for byte. Nothing in it is
 * about real people, jobs or employers, and every figure measured on it must say so.
 *
 * @throws PocketRankError `INVALID_ARGUMENT` for sizes that make no market.
 */
export function createMarket(options: MarketOptions): Market {
  check(options);
  const endMs = options.endMs ?? DEFAULT_END_MS;
  const random = createRandom(`market/${options.seed}`);
  const taxonomy = loadTaxonomy();
  const lookup = createTaxonomyLookup(taxonomy);
  const demand = chooseDemand(taxonomy, options.items, options.occupations);
  const employers = createEmployers(
    random.fork('employers'),
    Math.round(options.items / JOBS_PER_EMPLOYER),
    demand.places,
  );

  const jobDrafts = drawJobs(
    random.fork('jobs'),
    options.items,
    demand,
    employers,
    taxonomy,
    endMs,
  );
  const baseTitles = createBaseTitles(lookup, foundTitles(options.titles ?? [], lookup));
  const renderJob = createRenderJob(taxonomy, baseTitles);
  const jobTexts = random.fork('job texts');
  const jobs = jobDrafts.map((draft) => renderJob(jobTexts, draft));

  const profileStream = random.fork('profiles');
  const profileDrafts = Array.from({ length: options.profiles }, (_, at) =>
    drawProfile(profileStream, `p${at + 1}`, { demand, employers, taxonomy, lookup, endMs }),
  );
  const renderProfile = createRenderProfile(taxonomy, lookup, baseTitles);
  const profileTexts = random.fork('profile texts');
  const profiles = profileDrafts.map((draft) => renderProfile(profileTexts, draft));

  const truth: MarketTruth = {
    simulated: true,
    seed: String(options.seed),
    endMs,
    examination: examinationOf(options.slateSize),
    continuation: CONTINUATION,
    shuffleShare: SHUFFLE_SHARE,
    jobs: jobDrafts.map(jobTruth),
    profiles: profileDrafts.map(profileTruth),
    tastes: drawTastes(random.fork('tastes'), {
      employers: employers.all.map(({ id }) => id),
      occupations: taxonomy.occupations.map(({ id }) => id),
      places: demand.places.map(({ id }) => id),
    }),
    pairs: [],
  };
  const log = drawLog(options, truth, endMs, {
    titles: jobs.map(({ title }) => String(title)),
    words: profiles.map(profileWords),
    bids: drawBids(random.fork('bids'), employers.all),
  });
  truth.pairs = log.pairs;
  return { items: jobs, profiles, events: log.events, slates: log.slates, truth };
}

function drawLog(
  options: MarketOptions,
  truth: MarketTruth,
  endMs: number,
  texts: { titles: string[]; words: string[]; bids: ReadonlyMap<string, number> },
): { events: LogEvent[]; slates: Slate[]; pairs: PairTruth[] } {
  const random = createRandom(`market/${options.seed}/log`);
  const taxonomy = loadTaxonomy();
  const scores = createTrueScores(truth, taxonomy);
  const policy = createLoggingPolicy(
    random.fork('policy'),
    taxonomy,
    truth.jobs.map((job, at) => ({ truth: job, title: texts.titles[at] ?? '' })),
    truth.profiles.map((person, at) => ({ truth: person, words: texts.words[at] ?? '' })),
    texts.bids,
  );
  const times = sessionTimes(
    random.fork('times'),
    options.profiles,
    options.sessions,
    endMs - HELD_OUT_MS,
  );
  const held = heldOutProfiles(options, times, random.fork('held out'));
  const stream = random.fork('sessions');
  const events: LogEvent[] = [];
  const slates: Slate[] = [];
  const pairs: PairTruth[] = [];
  let sessions = 0;
  times.forEach((list, person) => {
    const profileId = (truth.profiles[person] as ProfileTruth).id;
    const own: LogEvent[] = [];
    list.forEach((loggedMs, number) => {
      const isHeldOut = held.has(person) && number === list.length - 1;
      const atMs = isHeldOut ? Math.round(endMs - stream.next() * HELD_OUT_MS) : loggedMs;
      const slate = policy.show(stream, profileId, atMs, options.slateSize);
      const session = { id: `s${++sessions}`, profileId, atMs, slate };
      const outcome = simulateSession(
        stream,
        session,
        truth.examination,
        truth.continuation,
        scores,
      );
      for (const pair of outcome.pairs) pairs.push(pair);
      if (isHeldOut) {
        const heldOut = holdOut(stream, session, own, policy, scores);
        if (heldOut) slates.push(heldOut);
        return;
      }
      for (const event of outcome.events) own.push(event);
    });
    for (const event of own) events.push(event);
  });
  events.sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  return { events, slates, pairs };
}

/** People with at least two sessions, so that a held-out one has a history. */
function heldOutProfiles(
  options: MarketOptions,
  times: readonly (readonly number[])[],
  random: ReturnType<typeof createRandom>,
): ReadonlySet<number> {
  const able = times.flatMap((list, person) => (list.length >= 2 ? [person] : []));
  const count = Math.round(
    options.profiles * (options.validationShare ?? DEFAULT_VALIDATION_SHARE),
  );
  return new Set(random.shuffle(able).slice(0, count));
}

/** The words of a profile that the logging policy matches with titles. */
function profileWords(profile: Profile): string {
  const basics = profile.basics as { label?: string };
  const work = (profile.work ?? []) as { position?: string }[];
  return [basics.label ?? '', ...work.map(({ position }) => position ?? '')].join(' | ');
}

function jobTruth(draft: JobDraft): JobTruth {
  const {
    claims: _claims,
    work: _work,
    by: _by,
    places: _places,
    shouts: _shouts,
    ...truth
  } = draft;
  return truth;
}

function profileTruth(draft: ProfileDraft): ProfileTruth {
  const {
    now: _now,
    wants: _wants,
    saysIntent: _says,
    place: _place,
    positions: _positions,
    years: _years,
    ...truth
  } = draft;
  return truth;
}

function check({ profiles, items: jobs, sessions, slateSize, occupations }: MarketOptions): void {
  const known = new Set(loadTaxonomy().occupations.map(({ id }) => id));
  const unknown = occupations?.find((id) => !known.has(id));
  if (unknown !== undefined || occupations?.length === 0) {
    throw new PocketRankError(
      'INVALID_ARGUMENT',
      unknown === undefined
        ? 'A market needs at least one occupation.'
        : `The taxonomy has no occupation "${unknown}".`,
      { hint: 'Give ids of occupations such as "registered-nurse", or none for all.' },
    );
  }
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  if (!whole(profiles, 1) || !whole(jobs, 20) || !whole(slateSize, 2)) {
    throw new PocketRankError(
      'INVALID_ARGUMENT',
      `A market of ${profiles} profiles, ${jobs} jobs and slates of ${slateSize} cannot be drawn.`,
      {
        hint: 'It needs at least 1 profile, 20 jobs and 2 jobs a slate, in whole numbers.',
      },
    );
  }
  if (!whole(sessions, profiles) || slateSize > jobs / 2) {
    throw new PocketRankError(
      'INVALID_ARGUMENT',
      `A market of ${sessions} sessions for ${profiles} profiles and slates of ${slateSize} of ${jobs} jobs cannot be drawn.`,
      {
        hint: 'Each profile needs a session, and a slate may hold half of the jobs at most.',
      },
    );
  }
}
