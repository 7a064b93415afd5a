// @ts-check
/** The user's records as the plain event card needs them; see addon.js. */

/** The user's records, with one call. A record that can't be read counts as absent. */
function loadState_() {
  const stored = PropertiesService.getUserProperties().getProperties();
  const record = (/** @type {string} */ key) => {
    try {
      return JSON.parse(stored[key]);
    } catch (error) {
      return null;
    }
  };
  const account = record('account');
  const policy = (record('policy') || {}).policy || {};
  const settings = record('settings') || {};
  if (policy.kind) settings.kind = policy.kind;
  const differ = account && account.google.toLowerCase() !== account.webex.toLowerCase();
  const tokens = policy.match && differ ? null : record('tokens');
  return { stored, account, tokens, settings, policy, calendars: record('calendars') || [], isQuotaSpent: isQuotaSpent_(record('spent')) };
}

/** Whether the add-on makes no more meetings on this day; a few of Webex's hundred are kept. @param {any} spent */
function isQuotaSpent_(spent) {
  const now = Math.floor(Date.now() / 1000);
  return spent !== null && spent.since <= now && now < spent.since + 86400 && spent.creates >= 90;
}

/** @param {any} state @param {string} event */
function findLink_(state, event) {
  for (const prefix of ['intent.', 'links.']) {
    for (const key of Object.keys(state.stored)) {
      if (!key.startsWith(prefix)) continue;
      const line = state.stored[key].split('\n').find((/** @type {string} */ one) => one.startsWith(event + '|'));
      if (line) return readLink_(line);
    }
  }
  return null;
}

/** @param {string} line */
function readLink_(line) {
  const fields = line.split('|');
  if (fields.length !== 7 && fields.length !== 8) return null;
  // One number holds the calendar's place and, above it, the host's.
  const host = Math.floor(Number(fields[1]) / 256);
  return {
    event: fields[0],
    host: host === 0 ? null : host - 1,
    meeting: fields[2],
    state: fields[3],
    at: parseInt(fields[4], 36) * 60,
    sent: fields[5],
    form: fields.length === 8 ? fields[7].charAt(0).toLowerCase() : null,
  };
}

/** A meeting's id out of its shorter form: base64url of hexadecimal digits, or the id itself after a tilde. @param {string} text */
function unpacked_(text) {
  if (text === '') return null;
  if (text.startsWith('~')) return text.slice(1);
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let bits = '';
  for (const letter of text) bits += alphabet.indexOf(letter).toString(2).padStart(6, '0');
  let id = '';
  for (let at = 0; at < 128; at += 4) id += parseInt(bits.slice(at, at + 4), 2).toString(16);
  return id;
}
