// @ts-check
/**
 * A world's script: weeks of acts and faults, made from a seed and then played entry by entry.
 *
 * It checks nothing. Invariants: the script is made without reading the world, and each entry has its own random numbers, so that an
 * entry plays the same way when others are left out; an act that isn't possible at its time is skipped.
 */

import { acts, actsTogether, allActs } from './acts.js';
import { answerHold } from './acts-webex.js';
import { Dice } from './dice.js';
import { endFaults, faults } from './faults.js';
import { Stage, day, hour, minute } from './stage.js';

/** @typedef {{at: number, kind: 'act' | 'fault', name: string, seed: number}} Entry */
/** @typedef {{seed: number, start: string, options: Record<string, any>, team?: import('./people.js').Team, entries: Entry[]}} Script */
/** @typedef {{entry: Entry, how: 'done' | 'left out' | 'refused' | 'without effect', why?: string}} Played */

const starts = ['2026-03-16T08:00:00Z', '2026-06-01T08:00:00Z', '2026-10-12T08:00:00Z'];
/** How many acts a world has by default. */
export const ACTS = 20;
/** The chance of a fault before each act. */
const FAULTS = 0.35;
/** How many acts a world of several people has, compared with that of one person: everybody's add-on runs after each of them. */
const TOGETHER = 0.65;
/** The chance that an act follows the previous one closely, within the delay of a trigger or the grace time. */
const CLOSE = { alone: 0.5, together: 0.7 };

/** @param {number} seed @param {number} [count] @returns {Script} */
export function makeScript(seed, count = ACTS) {
  const dice = new Dice(seed);
  // The first random numbers of neighbouring seeds are similar.
  for (let i = 0; i < 8; i += 1) dice.next();
  const options = {
    copyKeepsConferenceData: dice.chance(0.6),
    splitKeepsConferenceData: dice.chance(0.6),
    seriesEditKeepsExceptions: dice.chance(0.7),
    triggersFireOnScriptWrites: dice.chance(0.8),
    conferenceDataPatch: 'allowed',
    earlyCacheEviction: dice.chance(0.2),
    ...optionsOfSplits(new Dice(seed + 1_000_000)),
  };
  const calm = dice.chance(0.3);
  // Every second world has several people.
  const team = seed % 2 === 0 ? makeTeam(dice) : undefined;
  const known = team ? actsTogether : acts;
  const most = team ? Math.round(count * TOGETHER) : count;
  /** @type {Entry[]} */
  const entries = [];
  let at = 0;
  for (let i = 0; i < most; i += 1) {
    if (i > 0) at += dice.chance(team ? CLOSE.together : CLOSE.alone) ? dice.pick([0, 1000, 30_000, 3 * minute, 10 * minute, 20 * minute]) : dice.int(1, (26 * day) / count);
    if (!calm && dice.chance(FAULTS)) entries.push({ at, kind: 'fault', name: dice.weighted(faults).name, seed: dice.seed() });
    entries.push({ at, kind: 'act', name: dice.weighted(i < (team ? 4 : 2) ? known.filter(team ? isBeginningTogether : isBeginning) : known).name, seed: dice.seed() });
  }
  return { seed, start: dice.pick(starts), options, team, entries };
}

/** What recorded calendars say about split series, or leave open. It has numbers of its own, so that a seed has the same acts as before. @param {Dice} dice */
function optionsOfSplits(dice) {
  for (let i = 0; i < 8; i += 1) dice.next();
  return { retimedSplitKeepsConferenceData: dice.chance(0.4), seriesEditKeepsTitles: dice.chance(0.3), offRuleTombstones: dice.pick(['bare', 'bare', 'with series']) };
}

/** @param {Dice} dice @returns {import('./people.js').Team} */
const makeTeam = (dice) => ({
  people: dice.pick([2, 2, 3, 4]),
  renamed: dice.int(0, 3),
  intruder: dice.pick(/** @type {const} */ (['none', 'without the add-on', 'with the add-on'])),
  opensPrimary: dice.chance(0.5),
  zone: dice.pick(['Europe/Paris', 'America/New_York']),
});

/** @param {{name: string}} act */
const isBeginning = ({ name }) => name === 'pick' || name === 'pick for a series';
/** @param {{name: string}} act */
const isBeginningTogether = ({ name }) => isBeginning({ name }) || /^pick .*(second|another person's) calendar$/.test(name);

/**
 * Plays a script until the world is quiet.
 * @param {Script} script
 */
export async function play(script) {
  const stage = new Stage(script);
  await stage.forEach(stage.members, () => stage.signIn());
  await stage.world.settle();
  const zero = stage.now;
  /** @type {(Played & {hasHappened?: () => boolean})[]} */
  const played = [];
  for (const entry of script.entries) {
    await passTime(stage, zero + entry.at);
    // Two people don't make events in the same second: only the parts of a split series are, and the add-on recognises them by it.
    if (script.team) await stage.advance(1000);
    played.push(await playEntry(stage, entry));
  }
  await quiet(stage);
  return { stage, played: played.map(outcomeOf) };
}

/** An entry's outcome at the end: a fault that no call met had no effect. @param {Played & {hasHappened?: () => boolean}} one @returns {Played} */
const outcomeOf = ({ hasHappened, ...one }) => (hasHappened && !hasHappened() ? { ...one, how: 'without effect' } : one);

/** Lets the time until the next entry pass: two hours with all triggers, more than that with one hourly run a day. @param {Stage} stage @param {number} until */
async function passTime(stage, until) {
  if (until <= stage.now) return;
  await stage.advance(Math.min(until - stage.now, 2 * hour + 5 * minute));
  if (until > stage.now) await stage.jump(until);
}

/** @param {Stage} stage @param {Entry} entry @returns {Promise<Played & {hasHappened?: () => boolean}>} */
async function playEntry(stage, entry) {
  const found = [...allActs, ...faults].find(({ name }) => name === entry.name);
  if (!found) throw new Error(`no such act: ${entry.name}`);
  const dice = new Dice(entry.seed);
  if (!stage.takeTurns(dice, found.possible ?? (() => true))) return { entry, how: 'left out' };
  try {
    const answer = await found.act(stage, dice);
    if (answer === false) return { entry, how: 'without effect' };
    return { entry, how: 'done', hasHappened: entry.kind === 'fault' ? /** @type {() => boolean} */ (answer) : undefined };
  } catch (error) {
    // An act that the products refuse to the person is skipped; an error because the simulator lacks something must be reported.
    const why = String(error instanceof Error ? error.message : error);
    if (error instanceof TypeError || /not simulated|executions run one after/.test(why)) throw error;
    return { entry, how: 'refused', why };
  }
}

/** Ends all faults and lets three days pass, in which people do nothing but answer the add-on's questions. @param {Stage} stage */
async function quiet(stage) {
  const signIn = () => stage.forEach(stage.members.filter(({ isOut }) => !isOut), () => stage.signIn());
  const answer = async () => {
    if (await stage.forEach(stage.members, () => answerHold(stage, 'Delete the meetings'))) await stage.advance(2 * hour + 10 * minute);
  };
  await stage.advance(20 * minute);
  endFaults(stage);
  await signIn();
  await stage.advance(70 * minute);
  // A revoked consent is noticed at the next request to Webex.
  await signIn();
  await stage.advance(2 * hour);
  await answer();
  await stage.jump(stage.now + 49 * hour);
  await stage.advance(2 * hour + 10 * minute);
  await answer();
  await stage.forEach(stage.members, async () => {
    if (await stage.isAsked()) stage.undecided.add(stage.me.webex);
  });
}
