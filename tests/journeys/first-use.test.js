// @ts-check
/** Journeys: the first use, from the panel's first card to a linked account with its triggers. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { host, last, linkedWorld, newWorld, open, shows, site } from './world.js';

test('a person links Webex through the sign-in card, and their only site is taken without asking', async () => {
  // proves: F2, F11, P6
  const world = await newWorld();
  const person = world.person(host);
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  shows(panel, /Connect Webex.*Sign in to Webex/);
  const page = new URL(panel.signInPage ?? String(signInUrl(panel)));
  assert.equal(page.origin + page.pathname, 'https://webexapis.com/v1/authorize');
  assert.equal(page.searchParams.get('code_challenge_method'), 'S256');
  assert.match(page.searchParams.get('code_challenge') ?? '', /^[\w-]{43}$/);
  assert.equal(page.searchParams.get('redirect_uri'), `https://script.google.com/macros/d/${world.scriptId}/usercallback`);

  await panel.signIn({ email: host, decision: 'allow' });

  shows(panel, /Your Webex meetings.*No Webex meetings in the next seven days.*Webex account: host@example.com/);
  const account = JSON.parse(world.user(host).properties.get('account') ?? '{}');
  assert.equal(account.site, site);
});

test('linking sets exactly one calendar trigger and one hourly trigger, also the second time', async () => {
  // proves: F3, E78, A27
  const { world, person } = await linkedWorld();
  const handlers = () => world.user(host).triggers.map((trigger) => trigger.handler).sort();
  assert.deepEqual(handlers(), ['onCalendarChange', 'onHourly']);
  world.user(host).properties.delete('tokens');
  const panel = await open(person.openHome({ host: 'CALENDAR' }));
  shows(panel, /Webex has ended your sign-in/);
  await panel.signIn({ email: host, decision: 'allow' });
  assert.deepEqual(handlers(), ['onCalendarChange', 'onHourly']);
});

test('someone who says no at Webex can start again, and nothing is stored', async () => {
  const world = await newWorld();
  const panel = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: host, decision: 'deny' });
  shows(panel, /Connect Webex/);
  assert.equal(world.user(host).properties.has('tokens'), false);
  assert.match(JSON.stringify(last(world, 'onWebexCallback').outcome?.value), /You did not sign in to Webex/);
});

test('before the integration is registered the card says what an administrator has to do', async () => {
  const world = await newWorld({ integration: false });
  const panel = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  shows(panel, /An administrator has to enter the Webex integration/);
});

test('the card shows both addresses where Google\'s and Webex\'s differ', async () => {
  // proves: F2
  const other = 'host@webex.example.com';
  const world = await newWorld({ webexUsers: [{ email: other, name: 'Host', sites: [site] }] });
  const panel = await open(world.person(host).openHome({ host: 'CALENDAR' }));
  await panel.signIn({ email: other, decision: 'allow' });
  shows(panel, /You are host@example.com at Google and host@webex.example.com at Webex/);
});

test('cards speak the language of the person', async () => {
  // proves: F15
  const users = [{ email: host, name: 'Host', locale: 'ko-KR', timeZone: 'Asia/Seoul' }];
  const world = await newWorld({ users });
  const panel = await open(world.person(host).openHome({ host: 'GMAIL' }));
  shows(panel, /Webex 연결.*Webex에 로그인/);
});

test('opening the homepage when warm costs one load of properties, one call of the calendar and no request', async () => {
  // proves: A24
  const { world, person } = await linkedWorld();
  await open(person.openHome({ host: 'CALENDAR' }));
  const home = last(world, 'onHomepage');
  assert.deepEqual(world.roundTrips(home), { total: 2, Properties: 1, Calendar: 1 });
});

/** @param {import('./world.js').Panel} panel */
function signInUrl(panel) {
  return /"url":"(https:[^"]+authorize[^"]+)"/.exec(JSON.stringify(panel.card))?.[1].replaceAll('\\u0026', '&');
}
