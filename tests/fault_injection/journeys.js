// @ts-check
/**
 * What people do with the add-on, each as a preparation and the acts whose every call is tried.
 *
 * It says nothing of faults, and compares nothing. Invariant: it acts as a person or an administrator could.
 */

import { addInPanel, clickOn, filled, journey, link, linkedMeeting, look, meeting, pick, shows, signIn, sleep } from './acts.js';
import { clientId, guests, host, hour, minute } from './stage.js';

/** @typedef {import('./stage.js').Stage} Stage */

// proves: N2, F3
journey('linking Webex', {
  prepare: async () => undefined,
  async act(stage) {
    await stage.insist(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      if (panel.error) return false;
      if (!shows(panel, /Your Webex meetings/)) await signIn(panel);
      return shows(panel, /Your Webex meetings/);
    });
    // Language and zone are taken over whenever the homepage opens, so the next opening makes up for one that failed.
    await stage.world.advance(hour);
    await stage.insist(async () => (await stage.person.openHome({ host: 'CALENDAR' })).error === null);
  },
  tried: 1,
});

// proves: N2, F4, E26
journey('a meeting from the menu', {
  prepare: link,
  async act(stage) {
    const editor = stage.person.newEvent(filled('Review'));
    await pick(stage, editor);
    await editor.save();
  },
});

// proves: N2, E84
journey('a meeting that was picked before the sign-in', {
  async prepare(stage) {
    const editor = stage.person.newEvent(filled('Review'));
    await editor.pickConference('webex-meeting');
    await editor.removeConference();
    await editor.save();
    await link(stage);
    return editor.eventId;
  },
  act: (stage, eventId) => look(stage, eventId),
  tried: 1,
});

// proves: N2, E84
journey('a Personal Room that was picked before the sign-in', {
  async prepare(stage) {
    const editor = stage.person.newEvent(filled('Review'));
    await editor.pickConference('webex-personal-room');
    await editor.removeConference();
    await editor.save();
    await link(stage);
    return editor.eventId;
  },
  async act(stage, eventId) {
    await stage.insist(async () => {
      const panel = await stage.person.openEvent(host, eventId);
      if (panel.error) return false;
      if (shows(panel, /Sign in to Webex/)) await signIn(panel);
      return shows(panel, /takes place in your Personal Room/);
    });
  },
  tried: 1,
});

// proves: N2, E14
journey('a meeting picked for an event that is never saved', {
  prepare: link,
  async act(stage) {
    const editor = stage.person.newEvent(filled('Review'));
    await editor.pickConference('webex-meeting');
    editor.discard();
  },
  tried: 1,
  quiet: 52,
});

journey('a meeting whose event never came is collected', {
  async prepare(stage) {
    await link(stage);
    const editor = stage.person.newEvent(filled('Review'));
    await editor.pickConference('webex-meeting');
    editor.discard();
    sleep(stage, 47 * hour);
  },
  act: async () => undefined,
});

journey('the Personal Room from the menu', {
  prepare: link,
  async act(stage) {
    const editor = stage.person.newEvent(filled('Review'));
    await pick(stage, editor, 'webex-personal-room');
    await editor.save();
  },
});

journey('a meeting from the panel', {
  async prepare(stage) {
    await link(stage);
    const { id } = stage.person.calendar.insert(filled('Review'));
    await stage.world.settle();
    return id;
  },
  act: (stage, eventId) => addInPanel(stage, eventId, ['Add Webex meeting']),
});

journey('a new title, time and guests', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Second review', start: '2026-03-10T15:00:00', minutes: 45 });
    person.calendar.addGuests(eventId, ['guest-3@example.com']);
    person.calendar.removeGuests(eventId, [guests[0]]);
  },
});

journey('changes one after the other', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Second review' });
    await world.settle();
    person.calendar.edit(eventId, { start: '2026-03-10T15:00:00', minutes: 45 });
    await world.settle();
    person.calendar.addGuests(eventId, ['guest-3@example.com']);
  },
});

// proves: N2, F8, E2
journey('several events change at once', {
  async prepare(stage) {
    await link(stage);
    const ids = [];
    for (const title of ['Title', 'Time', 'Guests', 'Deleted', 'Removed']) ids.push(await meeting(stage, title));
    return ids;
  },
  async act({ person }, [title, time, people, deleted, removed]) {
    person.calendar.edit(title, { summary: 'Another title' });
    person.calendar.edit(time, { start: '2026-03-11T15:00:00', minutes: 30 });
    person.calendar.removeGuests(people, [guests[1]]);
    person.calendar.remove(deleted);
    person.calendar.removeConference(removed);
  },
});

journey('guests added in the open editor', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    const editor = person.editEvent(host, eventId);
    editor.addGuest('guest-3@example.com');
    await editor.save();
  },
});

// proves: N2, F6
journey('a duplicated event', {
  spec: { options: { copyKeepsConferenceData: true } },
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
  },
});

journey('a duplicated event where Google takes no conference data', {
  spec: { options: { copyKeepsConferenceData: true, conferenceDataPatch: 'refused' } },
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
  },
});

// proves: N2, E15
journey('a deleted event', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.remove(eventId);
  },
});

journey('a conference removed with the X', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.removeConference(eventId);
  },
});

journey('a meeting removed in the panel', {
  prepare: linkedMeeting,
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /will be deleted/)),
});

journey('a meeting removed in the panel where Google takes no conference data', {
  spec: { options: { copyKeepsConferenceData: true, conferenceDataPatch: 'refused' } },
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    const { id } = stage.person.calendar.copy(eventId, { summary: 'Copy', start: '2026-03-16T14:00:00', minutes: 60 });
    await stage.world.settle();
    return id;
  },
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /will be deleted/)),
});

journey('a switch to Meet', {
  prepare: linkedMeeting,
  async act({ person }, eventId) {
    person.calendar.switchConference(eventId, 'hangoutsMeet');
  },
});

journey('an event deleted and restored within the grace', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    person.calendar.remove(eventId);
    await world.advance(5 * minute);
    person.calendar.restore(eventId);
  },
});

// proves: N2, E16
journey('events restored after the grace', {
  async prepare(stage) {
    await link(stage);
    const ids = [await meeting(stage, 'First'), await meeting(stage, 'Second')];
    for (const id of ids) stage.person.calendar.remove(id);
    await stage.world.advance(3 * hour);
    return ids;
  },
  async act({ person }, ids) {
    for (const id of ids) person.calendar.restore(id);
  },
});

journey('an event restored after the grace where Google takes no conference data', {
  spec: { options: { conferenceDataPatch: 'refused' } },
  async prepare(stage) {
    const id = await linkedMeeting(stage);
    stage.person.calendar.remove(id);
    await stage.world.advance(3 * hour);
    return id;
  },
  async act({ person }, id) {
    person.calendar.restore(id);
  },
});

journey('a meeting that is lost at Webex', {
  prepare: linkedMeeting,
  async act({ world, person }, eventId) {
    world.webex.person(host).deleteMeeting(world.webex.meetings()[0].id, { sendEmail: false });
    person.calendar.edit(eventId, { summary: 'Second review' });
  },
});

/** An event whose meeting somebody has deleted at Webex, which the add-on knows; answers its id. @param {Stage} stage */
async function lostMeeting(stage) {
  const eventId = await linkedMeeting(stage);
  stage.world.webex.person(host).deleteMeeting(stage.world.webex.meetings()[0].id, { sendEmail: false });
  stage.person.calendar.edit(eventId, { summary: 'Second review' });
  await stage.world.settle();
  return eventId;
}

journey('a new meeting in place of a lost one', {
  prepare: lostMeeting,
  // After a failure the card says that the meeting is being made, until the next sweep knows better.
  act: (stage, eventId) => addInPanel(stage, eventId, ['Make a new meeting', 'Show it in the conference field'], 75 * minute),
});

/** The same, and a new one was asked for, of which Webex's answer was lost; answers the event's id. @param {Stage} stage */
async function unansweredMeeting(stage) {
  const eventId = await lostMeeting(stage);
  stage.world.webex.faults.add({ method: 'POST', path: '/v1/meetings', times: 1, dropAfterEffect: true });
  const panel = await stage.person.openEvent(host, eventId);
  await panel.click('Make a new meeting');
  return eventId;
}

journey('a new meeting whose answer was lost, before the event changes', {
  prepare: unansweredMeeting,
  async act({ person }, eventId) {
    person.calendar.edit(eventId, { summary: 'Third review' });
  },
});

journey('a new meeting whose answer was lost, removed', {
  prepare: unansweredMeeting,
  act: (stage, eventId) => clickOn(stage, eventId, 'Remove', (panel) => shows(panel, /This event has no Webex meeting|Save the event to keep/)),
  tried: 1,
  quiet: 52,
});

journey('Sync now', {
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    stage.world.webex.faults.add({ method: 'PATCH', path: /\/v1\/meetings\//, times: 1, status: 503 });
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    await stage.world.settle();
    return eventId;
  },
  act: (stage, eventId) => clickOn(stage, eventId, 'Sync now', (panel) => shows(panel, /In step with Webex/)),
});

journey('a sign-in again after Webex ended it', {
  async prepare(stage) {
    const eventId = await linkedMeeting(stage);
    stage.world.webex.person(host).revoke(clientId);
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    await stage.world.advance(2 * hour);
    return eventId;
  },
  act: look,
});

journey('a token that is renewed', {
  async prepare(stage) {
    await link(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    sleep(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // What was lost on the way is known when a later run has tried it.
    await stage.world.advance(2 * hour);
    await look(stage, eventId);
  },
  tried: 0,
});

// proves: N2, E75
journey('a rotating token that is renewed', {
  spec: { options: { webex: { refreshReply: 'rotated' } } },
  async prepare(stage) {
    await link(stage);
    const eventId = await meeting(stage, 'Review', { start: '2026-05-04T10:00:00' });
    sleep(stage, 14 * 24 * hour - 5 * minute);
    return eventId;
  },
  async act(stage, eventId) {
    stage.person.calendar.edit(eventId, { summary: 'Second review' });
    // What was lost on the way is known when a later run has tried it.
    await stage.world.advance(2 * hour);
    await look(stage, eventId);
  },
  tried: 0,
});

journey('settings', {
  prepare: link,
  act: (stage) =>
    stage.insist(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      if (panel.error || !panel.labels.includes('Settings')) return false;
      await panel.click('Settings');
      if (panel.error || !('kind' in panel.values)) return false;
      panel.fill({ kind: 'room' });
      await panel.click('Save');
      return panel.notification === 'Saved.';
    }),
});

/** @type {[string, object, 'meeting' | 'room'][]} */
const places = [
  ['a meeting from a message', { conferenceDataPatch: 'allowed' }, 'meeting'],
  ['a meeting from a message where Google takes no conference data', { conferenceDataPatch: 'refused' }, 'meeting'],
  ['the Personal Room from a message', { conferenceDataPatch: 'allowed' }, 'room'],
];

for (const [name, options, kind] of places) {
  journey(name, {
    spec: { options },
    async prepare(stage) {
      await link(stage);
      return stage.world.mail.deliver({
        from: '"Guest, One" <guest-1@example.com>', to: `Host <${host}>, guest-2@example.com`, subject: 'Re: Budget',
        date: 'Mon, 2 Mar 2026 09:30:00 +0100', body: 'Shall we meet?',
      });
    },
    act: (stage, letter) =>
      stage.insist(async () => {
        const panel = await stage.person.openMessage(letter);
        if (panel.error || !('start' in panel.values)) return false;
        panel.fill({ start: Date.parse('2026-03-10T09:00:00Z'), title: 'Budget', guests: guests.join(', '), kind });
        await panel.click('Schedule');
        return shows(panel, /Scheduled.*among your drafts/);
      }),
  });
}

// proves: N2, P12
journey('disconnecting with all meetings deleted', {
  async prepare(stage) {
    await link(stage);
    await meeting(stage, 'Review');
    await meeting(stage, 'Second review', { start: '2026-03-10T10:00:00' });
  },
  act: (stage) =>
    stage.insist(async () => {
      const panel = await stage.person.openHome({ host: 'CALENDAR' });
      for (const label of ['Settings', 'Disconnect', 'Delete meetings, then disconnect']) {
        // Whoever has asked for it already sees the last of these on the homepage.
        if (panel.error === null && panel.labels.includes(label)) await panel.click(label);
      }
      return shows(panel, /Sign in to Webex|Meetings still to be deleted/);
    }),
});
