// @ts-check
/**
 * Minimal sign-in pages of Webex and Google: they ask who signs in, and whether they allow it.
 *
 * The services check the links.
 * Invariants: a link with a `login_hint` is answered immediately, as if the person were already signed in and allowed everything; text
 * from the link is always escaped.
 */

/** @typedef {import('../../world.js').World} World */
/** @typedef {{ status: number, headers: Record<string, string>, body: string }} Answer */

const PAGES = new Map([
  ['webexapis.com/v1/authorize', 'Webex'],
  ['accounts.google.com/o/oauth2/v2/auth', 'Google'],
  ['accounts.google.com/o/oauth2/auth', 'Google'],
]);

/**
 * @param {World} world
 * @param {{ method: string, url: string, body: string | null }} request
 * @returns {Answer | null} null if the address isn't a sign-in page
 */
export function signInPage(world, { method, url, body }) {
  const { host, pathname, searchParams } = new URL(url);
  const product = PAGES.get(host + pathname);
  if (!product) return null;
  if (method === 'POST') {
    const form = new URLSearchParams(body ?? '');
    return decide(world, product, url, form.get('email') ?? '', form.get('decision') === 'allow' ? 'allow' : 'deny');
  }
  const hint = searchParams.get('login_hint');
  if (hint !== null) return decide(world, product, url, hint, 'allow');
  const people = product === 'Webex' ? [...world.webex.accounts.keys()] : world.users.map(({ email }) => email);
  const choices = people.map((email) => `<option>${escaped(email)}</option>`).join('');
  return page(200, `Sign in to ${product}`, `<form method="post"><p><label>Person <select name="email">${choices}</select></label></p>
<p><button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></p></form>`);
}

/** @param {World} world @param {string} product @param {string} url @param {string} email @param {'allow' | 'deny'} decision @returns {Answer} */
function decide(world, product, url, email, decision) {
  if (product === 'Google' && !world.users.some((user) => user.email === email)) return page(400, 'Not signed in', `<p>Nobody here is ${escaped(email)}.</p>`);
  const outcome = (product === 'Webex' ? world.webex : world.googleSignIn).authorizePage(url, { email, decision });
  if ('error' in outcome) return page(outcome.error.status, 'Not signed in', `<p>${escaped(outcome.error.message)}</p>`);
  return { status: 302, headers: { location: outcome.redirect }, body: '' };
}

/** @param {number} status @param {string} title @param {string} content @returns {Answer} */
function page(status, title, content) {
  const head = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body: `${head}\n${content}\n` };
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
