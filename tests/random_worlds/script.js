// @ts-check
/**
 * A world's script: two weeks of acts and faults, made from a seed and played from its entries.
 *
 * It checks nothing. Invariants: the script is made without looking at the world, and each entry has its own dice, so that a part of
 * it plays the same way; an act that isn't possible when its time comes is left out.
 */

import { acts } from './acts.js';
import { answerHold } from './acts-webex.js';
import { Dice } from './dice.js';
import { endFaults, faults } from './faults.js';
import { Stage, day, hour, minute } from './stage.js';

/** @typedef {{at: number, kind: 'act' | 'fault', name: string, seed: number}} Entry */
/** @typedef {{seed: number, start: string, options: Record<string, any>, entries: Entry[]}} Script */
/** @typedef {{entry: Entry, how: 'done' | 'left out' | 'refused' | 'without effect', why?: string}} Played */

const starts = ['2026-03-16T08:00:00Z', '2026-06-01T08:00:00Z', '2026-10-12T08:00:00Z'];
/** How many acts a world has, unless told. */
export const ACTS = 20;
/** One fault for so many acts: some percent of the calls. */
const FAULTS = 0.35;

/** @param {number} seed @param {number} [count] @returns {Script} */
export function makeScript(seed, count = ACTS) {
  const dice = new Dice(seed);
  // The first throws of neighbouring seeds are alike.
  for (let i = 0; i < 8; i += 1) dice.next();
  const options = {
    copyKeepsConferenceData: dice.chance(0.6),
    splitKeepsConferenceData: dice.chance(0.6),
    seriesEditKeepsExceptions: dice.chance(0.7),
    triggersFireOnScriptWrites: dice.chance(0.8),
    conferenceDataPatch: 'allowed',
    earlyCacheEviction: dice.chance(0.2),
  };
  const calm = dice.chance(0.3);
  /** @type {Entry[]} */
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i += 1) {
    // Half of all acts come close after another, within a trigger's or the grace's time.
    if (i > 0) at += dice.chance(0.5) ? dice.pick([0, 1000, 30_000, 3 * minute, 10 * minute, 20 * minute]) : dice.int(1, (26 * day) / count);
    if (!calm && dice.chance(FAULTS)) entries.push({ at, kind: 'fault', name: dice.weighted(faults).name, seed: dice.seed() });
    entries.push({ at, kind: 'act', name: dice.weighted(i < 2 ? beginnings : acts).name, seed: dice.seed() });
  }
  return { seed, start: dice.pick(starts), options, entries };
}

const beginnings = acts.filter(({ name }) => name === 'pick' || name === 'pick a series');

/**
 * Plays a script until the world is quiet.
 * @param {Script} script
 */
export async function play(script) {
  const stage = new Stage(script);
  await stage.signIn();
  await stage.world.settle();
  const zero = stage.now;
  /** @type {(Played & {hasStruck?: () => boolean})[]} */
  const played = [];
  for (const entry of script.entries) {
    await pass(stage, zero + entry.at);
    played.push(await carryOut(stage, entry));
  }
  await quiet(stage);
  return { stage, played: played.map(told) };
}

/** An entry's fate now that the world is over: a fault that met nothing was without effect. @param {Played & {hasStruck?: () => boolean}} one @returns {Played} */
const told = ({ hasStruck, ...one }) => (hasStruck && !hasStruck() ? { ...one, how: 'without effect' } : one);

/** Lets the time until the next entry pass: two hours as it is, more than that by leaps. @param {Stage} stage @param {number} until */
async function pass(stage, until) {
  if (until <= stage.now) return;
  await stage.advance(Math.min(until - stage.now, 2 * hour + 5 * minute));
  if (until > stage.now) await stage.jump(until);
}

/** @param {Stage} stage @param {Entry} entry @returns {Promise<Played & {hasStruck?: () => boolean}>} */
async function carryOut(stage, entry) {
  const found = [...acts, ...faults].find(({ name }) => name === entry.name);
  if (!found) throw new Error(`no such act: ${entry.name}`);
  if (found.possible && !found.possible(stage)) return { entry, how: 'left out' };
  try {
    const answer = await found.act(stage, new Dice(entry.seed));
    if (answer === false) return { entry, how: 'without effect' };
    return { entry, how: 'done', hasStruck: entry.kind === 'fault' ? /** @type {() => boolean} */ (answer) : undefined };
  } catch (error) {
    // What the products don't let a person do is no act; what the simulator lacks must show.
    const why = String(error instanceof Error ? error.message : error);
    if (error instanceof TypeError || /not simulated|executions run one after/.test(why)) throw error;
    return { entry, how: 'refused', why };
  }
}

/** Nothing goes wrong any more, nobody does anything but answer what the add-on asks, and three days pass. @param {Stage} stage */
async function quiet(stage) {
  await stage.advance(20 * minute);
  endFaults(stage);
  await stage.signIn();
  await stage.advance(70 * minute);
  // That the consent is gone shows when Webex is asked again.
  await stage.signIn();
  await stage.advance(2 * hour);
  if (await answerHold(stage, 'Delete the meetings')) await stage.advance(2 * hour + 10 * minute);
  await stage.jump(stage.now + 49 * hour);
  await stage.advance(2 * hour + 10 * minute);
  if (await answerHold(stage, 'Delete the meetings')) await stage.advance(2 * hour + 10 * minute);
}
