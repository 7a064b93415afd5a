// @ts-check
/**
 * Checks an exchange with Webex against Cisco's OpenAPI document: path, parameters, media types, bodies.
 *
 * Does not know the rules that the document states in prose; those are in simulator/webex.
 * Invariants: unknown members are findings, although the document allows them; every deviation from the document is listed in `overlays`
 * with its reason; an endpoint that isn't in the document is not checked.
 * Document: github.com/webex/webex-openapi-specs, public-spec/webex-meeting.json.
 */
import { close, findings, makeValidator } from './schema.js';
import { readSpec } from './specs.js';

/** @typedef {{method: string, url: string, headers: Record<string, string>, body: string | null}} Request */
/** @typedef {{status: number, headers: Record<string, string>, body: string}} Reply */

/** @typedef {import('./schema.js').Schema} Schema */
/** @typedef {Record<string, {schema: Partial<Schema>}>} Content bodies by their media type */
/** @typedef {{name: string, in: string, required?: boolean, schema: Partial<Schema>}} Parameter */
/** @typedef {{parameters?: Parameter[], requestBody: {content: Content}, responses: Record<string, {content?: Content}>}} Operation */
/** @typedef {{components: {schemas: Record<string, Schema>}, paths: Record<string, Record<string, Operation>>}} OpenApiDocument */

/** @param {OpenApiDocument} document @param {string} name */
const schemaOf = (document, name) => document.components.schemas[name];

/** @param {Partial<Schema>} schema */
function allowNull(schema) {
  schema.type = [String(schema.type), 'null'];
}

/** @type {{reason: string, apply(document: OpenApiDocument): void}[]} */
const overlays = [
  {
    reason: 'PATCH is declared as application/json-patch+json, yet its body is a partial object and clients send application/json.',
    apply(document) {
      const { content } = document.paths['/meetings/{meetingId}'].patch.requestBody;
      content['application/json'] = content['application/json-patch+json'];
      delete content['application/json-patch+json'];
    },
  },
  {
    reason: 'The page of PATCH allows null for agenda, recurrence and trackingCodes, and null erases integrationTags; nothing is nullable in the document.',
    apply(document) {
      const { properties } = schemaOf(document, 'PatchMeetingObject');
      for (const name of ['agenda', 'recurrence', 'trackingCodes', 'integrationTags']) allowNull(properties[name]);
      const create = schemaOf(document, 'CreateMeetingObject').properties;
      allowNull(create.recurrence);
    },
  },
  {
    reason: 'start and end are required, although the page makes them optional with templateId.',
    apply(document) {
      const create = schemaOf(document, 'CreateMeetingObject');
      create.required = ['title'];
      create.if = { not: { required: ['templateId'] } };
      create.then = { required: ['start', 'end'] };
    },
  },
  {
    reason: 'The telephony links of a personal room are typed as an object; the example and the service give an array.',
    apply(document) {
      for (const telephony of [schemaOf(document, 'PMRObject').properties.telephony,
        schemaOf(document, 'MeetingPreferenceObject').properties.personalMeetingRoom.properties?.telephony]) {
        const links = telephony?.properties;
        if (!links) throw new Error('the document has no telephony of a personal room any more');
        links.links = { type: 'array', items: links.links };
      }
    },
  },
  {
    reason: 'GET is typed without meetingSeriesId, scheduledMeetingId and isModified, the list without registerLink: both give the union; a series need not carry meetingSeriesId, an invitee sees no hostKey, and an ended instance lacks its doors.',
    apply(document) {
      const one = schemaOf(document, 'MeetingSeriesObject');
      const other = schemaOf(document, 'MeetingObjectForListMeeting');
      const doors = ['password', 'telephony', 'enabledBreakoutSessions'];
      const always = (one.required ?? []).filter((name) => name !== 'hostKey' && !doors.includes(name));
      const properties = { ...one.properties, ...other.properties };
      // The two also differ in the values that they list for type and state.
      for (const name of ['meetingType', 'state']) {
        properties[name] = { type: 'string', enum: [...new Set([one, other].flatMap((schema) => schema.properties[name].enum ?? []))] };
      }
      const union = {
        type: 'object', properties, required: always,
        if: { not: { properties: { meetingType: { const: 'meeting' } } } },
        then: { required: doors },
      };
      document.components.schemas.MeetingSeriesObject = union;
      document.components.schemas.MeetingObjectForListMeeting = structuredClone(union);
    },
  },
  {
    reason: 'PUT takes back the whole object that GET gave; its read-only members are tolerated.',
    apply(document) {
      const update = schemaOf(document, 'UpdateMeetingObject');
      const given = schemaOf(document, 'MeetingObjectForListMeeting');
      update.properties = { ...given.properties, ...update.properties };
    },
  },
  {
    reason: 'A bulk insert without items makes no sense, yet items is not required.',
    apply(document) {
      schemaOf(document, 'CreateInviteesObject').required = ['meetingId', 'items'];
    },
  },
];

/** The reasons for the deviations from the document. */
export const overlayReasons = overlays.map((one) => one.reason);

/** Parameters that aren't in the document: the service may use any parameter in links to a next page. */
const PAGE_PARAMETERS = ['cursor'];

/** @typedef {{pattern: RegExp, operations: Record<string, Operation>, literal: number}} Path */
/** @typedef {{ajv: import('ajv').Ajv, paths: Path[]}} Checker */
/** @type {Map<string, Checker>} */
const checkers = new Map();

/** @param {string} specPath @returns {Checker} */
function checkerOf(specPath) {
  const known = checkers.get(specPath);
  if (known) return known;
  const document = /** @type {OpenApiDocument} */ (readSpec(specPath));
  for (const overlay of overlays) overlay.apply(document);
  for (const schema of Object.values(document.components.schemas)) close(schema);
  const paths = Object.entries(document.paths).map(([path, operations]) => ({
    pattern: new RegExp(`^/v1${path.replace(/\{[^}]+\}/g, '[^/]+')}$`),
    operations,
    literal: path.replace(/\{[^}]+\}/g, '').length,
  })).sort((a, b) => b.literal - a.literal);
  for (const { operations } of paths) {
    for (const operation of Object.values(operations)) {
      for (const part of [operation.requestBody, ...Object.values(operation.responses ?? {})]) {
        for (const media of Object.values(part?.content ?? {})) close(media.schema);
      }
    }
  }
  const ajv = makeValidator();
  ajv.addSchema({ $id: 'webex', components: document.components });
  const checker = { ajv, paths };
  checkers.set(specPath, checker);
  return checker;
}

/** @type {WeakMap<object, import('ajv').ValidateFunction>} */
const compiled = new WeakMap();

/** @param {Checker} checker @param {Partial<Schema>} schema */
function compile(checker, schema) {
  let validate = compiled.get(schema);
  if (!validate) {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"webex#/components/');
    validate = checker.ajv.compile(JSON.parse(text));
    compiled.set(schema, validate);
  }
  return validate;
}

/**
 * Lists the differences between an exchange and the document; an empty list means that it conforms.
 * @param {Request} request
 * @param {Reply} reply
 * @param {string} specPath
 * @returns {string[]}
 */
export function checkWebexExchange(request, reply, specPath) {
  const checker = checkerOf(specPath);
  const url = new URL(request.url);
  const method = request.method.toLowerCase();
  const path = checker.paths.find(({ pattern }) => pattern.test(url.pathname));
  if (url.host !== 'webexapis.com' || !path) return [];
  const name = `${request.method.toUpperCase()} ${url.pathname}`;
  const operation = path.operations[method];
  if (!operation) return [`${name}: the document has no such method`];
  return [
    ...checkParameters(checker, operation, url, name),
    ...checkRequestBody(checker, operation, request, name),
    ...checkReply(checker, operation, reply, name),
  ];
}

/** @param {Checker} checker @param {Operation} operation @param {URL} url @param {string} name */
function checkParameters(checker, operation, url, name) {
  const faults = [];
  const known = (operation.parameters ?? []).filter((one) => one.in === 'query');
  for (const [key, text] of url.searchParams) {
    const parameter = known.find((one) => one.name === key);
    if (!parameter) {
      if (!PAGE_PARAMETERS.includes(key)) faults.push(`${name}: unknown query parameter ${key}`);
      continue;
    }
    const { type } = parameter.schema;
    const value = type === 'boolean' && /^(true|false)$/.test(text) ? text === 'true' : type === 'number' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
    faults.push(...findings(compile(checker, parameter.schema), value, `${name} query ${key}`));
  }
  for (const one of known) if (one.required && !url.searchParams.has(one.name)) faults.push(`${name}: query parameter ${one.name} is missing`);
  return faults;
}

/** @param {Checker} checker @param {Operation} operation @param {Request} request @param {string} name */
function checkRequestBody(checker, operation, request, name) {
  if (!operation.requestBody) return request.body ? [`${name}: a body is not foreseen`] : [];
  const type = (request.headers['content-type'] ?? '').split(';')[0].trim();
  const media = operation.requestBody.content[type];
  if (!media) return [`${name}: media type ${type || 'none'} is not foreseen`];
  const body = parse(request.body);
  return body === undefined ? [`${name}: the body is no JSON`] : findings(compile(checker, media.schema), body, `${name} body`);
}

/** @param {Checker} checker @param {Operation} operation @param {Reply} reply @param {string} name */
function checkReply(checker, operation, reply, name) {
  if (reply.status >= 400) return [];
  const foreseen = operation.responses[String(reply.status)];
  if (!foreseen) return [`${name}: status ${reply.status} is not foreseen`];
  const media = Object.values(foreseen.content ?? {})[0];
  if (!media) return reply.body === '' ? [] : [`${name}: a reply with ${reply.status} has no body`];
  const body = parse(reply.body);
  return body === undefined ? [`${name}: the reply is no JSON`] : findings(compile(checker, media.schema), body, `${name} reply`);
}

/** @param {string | null} text */
function parse(text) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
