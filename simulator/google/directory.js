// @ts-check
/**
 * The directory of the world's Workspace domains, and `users.get` of the Admin SDK's Directory API.
 *
 * Requests can neither write nor list entries: other methods throw "not simulated". Each Workspace domain is a customer of its own.
 * Invariants: the directory has exactly the world's Workspace accounts; a person who isn't an administrator sees only the public view,
 * and only the custom fields that their schema makes readable; a refused request doesn't reveal whether an account exists.
 *
 * Enforces: developers.google.com/workspace/admin/directory/reference/rest/v1/users/get,
 * …/admin/directory/v1/guides/manage-users#retrieve_users_non_admin, …/guides/manage-schemas (readAccessType) and
 * …/admin/directory/v1/limits (error messages). The messages for wrong parameters are invented.
 */

import { createHash } from 'node:crypto';
import { fullScope } from '../runtime/scopes.js';

/** @typedef {import('../world.js').World} World */
/** @typedef {import('../user.js').User} User */
/** @typedef {import('../runtime/transport.js').HttpRequest} HttpRequest */
/** @typedef {import('../runtime/transport.js').HttpAnswer} HttpAnswer */
/** @typedef {'ALL_DOMAIN_USERS' | 'ADMINS_AND_SELF'} ReadAccess */
/** @typedef {Record<string, { readAccessType?: ReadAccess, multiValued?: boolean }>} Fields */
/**
 * @typedef {object} Entry
 * @property {string[]} [aliases]
 * @property {Record<string, Record<string, unknown>>} [customSchemas] by schema, then by field
 * @property {Record<string, unknown>} [shown] further members that both views show, such as `phones`
 * @property {Record<string, unknown>} [adminOnly] further members that only administrators see
 */

const SCOPES = ['admin.directory.user', 'admin.directory.user.readonly'];
const PARAMETERS = ['projection', 'customFieldMask', 'viewType'];
/** Parameters that all of Google's APIs accept and that aren't simulated here. */
const GENERAL = ['access_token', 'alt', 'fields', 'key', 'quotaUser', '$.xgafv'];
const PREFIX = '/admin/directory/v1/';

/** An error answer, with the reason and message that Google's error format has. */
class Refusal extends Error {
  /** @param {number} code @param {string} reason @param {string} message @param {Record<string, string>} [more] */
  constructor(code, reason, message, more = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.more = more;
  }
}

const notAuthorized = () => new Refusal(403, 'forbidden', 'Not Authorized to access this resource/api');

export class Directory {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  /** Custom schemas by name. All domains of the world share them. @type {Map<string, Fields>} */
  #schemas = new Map();
  /** @type {Set<string>} */
  #admins = new Set();
  /** Domains whose administrator has switched contact sharing off. There, people see only themselves in the public view. @type {Set<string>} */
  unsharedDomains = new Set();

  /** @param {World} world */
  constructor(world) {
    this.world = world;
  }

  get state() {
    return { entries: this.#entries, schemas: this.#schemas, admins: this.#admins, unsharedDomains: this.unsharedDomains };
  }

  set state({ entries, schemas, admins, unsharedDomains }) {
    this.#entries = entries;
    this.#schemas = schemas;
    this.#admins = admins;
    this.unsharedDomains = unsharedDomains;
  }

  /** Changes the given members of a person's entry and keeps the others. @param {string} email @param {Entry} entry */
  setUser(email, entry) {
    if (!this.world.user(email).domain) throw new Error(`${email} is in no Workspace domain`);
    for (const [schema, values] of Object.entries(entry.customSchemas ?? {})) {
      const fields = this.#schemas.get(schema);
      for (const name of Object.keys(values)) if (!fields || !(name in fields)) throw new Error(`no field ${schema}.${name}: set the schema first`);
    }
    this.#entries.set(email, { ...this.#entries.get(email), ...entry });
  }

  /**
   * Makes or replaces a custom schema. A field is readable by the whole domain unless its `readAccessType` limits it.
   * @param {string} name @param {{ fields: Fields }} schema
   */
  setSchema(name, { fields }) {
    this.#schemas.set(name, fields);
  }

  /** @param {string} email @param {boolean} [is] */
  setAdmin(email, is = true) {
    this.world.user(email);
    if (is) this.#admins.add(email);
    else this.#admins.delete(email);
  }

  /** @param {string} email */
  isAdmin(email) {
    return this.#admins.has(email);
  }

  /**
   * Answers a request to the Directory API.
   * @param {HttpRequest} request
   * @returns {HttpAnswer}
   */
  handle(request) {
    try {
      return json(200, this.#get(request));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, reason, message, more } = error;
      return json(code, { error: { code, message, errors: [{ message, domain: 'global', reason }], ...more } });
    }
  }

  /** @param {HttpRequest} request */
  #get({ method, url, headers }) {
    const { pathname, searchParams } = new URL(url);
    const caller = this.#caller(headers);
    const key = /^users\/([^/]+)$/.exec(pathname.slice(PREFIX.length))?.[1];
    if (method.toUpperCase() !== 'GET' || key === undefined) throw new Error(`not simulated: ${method} ${pathname}`);
    const { projection, masked, view } = read(searchParams);
    if (!caller.domain) throw notAuthorized();
    if (view === 'admin_view' && !this.isAdmin(caller.email)) throw notAuthorized();
    const user = this.#find(caller, decoded(key), view);
    return this.#show(user, caller, { projection, masked, view });
  }

  /** @param {Record<string, string>} headers @returns {User} */
  #caller({ authorization = '' }) {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const grant = token === undefined ? undefined : this.world.accessTokens.lookup(token);
    if (!grant) throw new Refusal(401, 'authError', 'Invalid Credentials', { status: 'UNAUTHENTICATED' });
    if (!SCOPES.some((scope) => grant.scopes.has(fullScope(scope)))) {
      throw new Refusal(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', { status: 'PERMISSION_DENIED' });
    }
    return grant.user;
  }

  /** @param {User} caller @param {string} key @param {string} view @returns {User} */
  #find(caller, key, view) {
    const wanted = key.toLowerCase();
    const user = this.world.users.find(({ email }) => email === wanted || idOf(email) === wanted || this.#entries.get(email)?.aliases?.includes(wanted));
    const domain = wanted.split('@')[1];
    if (domain !== undefined && domain !== caller.domain && user?.domain !== caller.domain) throw notAuthorized();
    if (!user || user.domain !== caller.domain) throw new Refusal(404, 'notFound', 'Resource Not Found: userKey');
    if (view === 'domain_public' && user !== caller && this.unsharedDomains.has(String(caller.domain))) throw notAuthorized();
    return user;
  }

  /** @param {User} user @param {User} caller @param {{ projection: string, masked: string[], view: string }} how */
  #show(user, caller, { projection, masked, view }) {
    const { aliases = [], customSchemas = {}, shown = {}, adminOnly = {} } = this.#entries.get(user.email) ?? {};
    const words = user.name.split(' ');
    const [givenName, familyName] = [words.slice(0, -1).join(' ') || words[0], words.length > 1 ? words[words.length - 1] : ''];
    const all = view === 'admin_view';
    const readable = (/** @type {string} */ schema, /** @type {string} */ name) =>
      all || user === caller || (this.#schemas.get(schema)?.[name]?.readAccessType ?? 'ALL_DOMAIN_USERS') === 'ALL_DOMAIN_USERS';
    const schemas = Object.entries(customSchemas)
      .filter(([schema]) => projection === 'full' || (projection === 'custom' && masked.includes(schema)))
      .map(([schema, values]) => /** @type {const} */ ([schema, Object.fromEntries(Object.entries(values).filter(([name]) => readable(schema, name)))]))
      .filter(([, values]) => Object.keys(values).length > 0);
    const body = {
      kind: 'admin#directory#user',
      id: idOf(user.email),
      primaryEmail: user.email,
      name: { givenName, familyName, fullName: user.name },
      emails: [{ address: user.email, primary: true }, ...aliases.map((address) => ({ address }))],
      ...shown,
      ...(all && { isAdmin: this.isAdmin(user.email), isDelegatedAdmin: false, suspended: false, orgUnitPath: '/', aliases, ...adminOnly }),
      ...(schemas.length > 0 && { customSchemas: Object.fromEntries(schemas) }),
    };
    return { ...body, etag: `"${createHash('sha256').update(JSON.stringify(body)).digest('base64url')}"` };
  }
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'badRequest', 'Bad Request');
  }
}

/** The person's unique id. @param {string} email */
function idOf(email) {
  const number = BigInt(`0x${createHash('sha256').update(email).digest('hex').slice(0, 16)}`);
  return `1${String(number).padStart(20, '0').slice(0, 20)}`;
}

/** @param {URLSearchParams} query */
function read(query) {
  for (const name of query.keys()) {
    if (PARAMETERS.includes(name) || name === 'prettyPrint' || (name === 'alt' && query.get(name) === 'json')) continue;
    if (GENERAL.includes(name)) throw new Error(`not simulated: the query parameter ${name}`);
    throw new Refusal(400, 'invalid', `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter.`);
  }
  const projection = oneOf(query, 'projection', ['basic', 'custom', 'full']);
  const view = oneOf(query, 'viewType', ['admin_view', 'domain_public']);
  const mask = query.get('customFieldMask');
  // The reference requires both parameters together, so a request with only one of them is always a mistake.
  if ((projection === 'custom') !== Boolean(mask)) throw new Refusal(400, 'invalid', 'Invalid Input: customFieldMask');
  return { projection, view, masked: mask ? mask.split(',') : [] };
}

/** @param {URLSearchParams} query @param {string} name @param {string[]} values the default first */
function oneOf(query, name, values) {
  const value = query.get(name) ?? values[0];
  if (!values.includes(value.toLowerCase())) {
    throw new Refusal(400, 'invalid', `Invalid value '${value}'. Values must match the following regular expression: '(?i)${values.join('|')}'`);
  }
  return value.toLowerCase();
}

/** @param {number} status @param {object} body @returns {HttpAnswer} */
function json(status, body) {
  return { status, headers: { 'Content-Type': 'application/json; charset=UTF-8' }, body: `${JSON.stringify(body, null, 2)}\n` };
}
