// @ts-check
/**
 * Writes the demo's timeline and one of its cards into README.md.
 *
 * Called as `node scripts/timeline.js` after the built add-on or the demo has changed; tests/demo/timeline.test.js looks whether
 * it was. It adds no word of its own: acts and statements are the demo's, and a statement that does not hold is an error.
 * Runs of triggers, requests and round trips are left to the demo itself.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { loadAddon } from '../simulator/index.js';
import { Stage } from '../simulator/cli/stage.js';
import { mainJobOptions, playMainJob } from '../simulator/cli/main-job.js';
import { sample, sampleWorld } from '../simulator/sample.js';

const readme = new URL('../README.md', import.meta.url);
const addonFolder = fileURLToPath(new URL('../target/addon', import.meta.url));
/** The step whose first card is shown in whole. */
const cardStep = /^3\. /;

/** Plays the demo and keeps what it says. @returns {Promise<{timeline: string, card: string}>} */
export async function told() {
  /** @type {string[]} */
  const lines = [];
  let card = '';
  let step = '';
  const page = /** @type {any} */ ({
    /** @param {string} title */
    heading(title) {
      step = title;
      if (/^\d/.test(title)) lines.push(title.padStart(title.length + 3 - title.indexOf('.') - 1));
    },
    /** @param {string} [text] @param {{mark?: string}} [how] */
    line(text = '', { mark } = {}) {
      if (mark === '✗ ') throw new Error(text);
      if (mark === '✓ ') lines.push(`           ✓ ${text}`);
      const deed = /^\w+ \d+ \w+ \d+ (\d\d:\d\d):\d\d {2}(?!Google )(.+)$/.exec(text);
      if (mark === '▶ ' && deed) lines.push(`    ${deed[1]}  ${deed[2]}`);
    },
    /** @param {string} text */
    drawing(text) {
      if (cardStep.test(step)) card ||= text;
    },
  });
  const world = sampleWorld({ addon: loadAddon(addonFolder), options: mainJobOptions });
  await playMainJob(new Stage({ world, page, zone: sample.timeZone }));
  return { timeline: lines.join('\n'), card };
}

/**
 * README.md with what the demo says now.
 * @param {string} text
 * @param {{timeline: string, card: string}} parts
 */
export function withTimeline(text, parts) {
  return text.replace(/(<!-- (timeline|card) -->\n\n```text\n)[^]*?\n```/g, (_, mark, which) => `${mark}${parts[/** @type {'timeline' | 'card'} */ (which)]}\n\`\`\``);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(readme, withTimeline(readFileSync(readme, 'utf8'), await told()));
