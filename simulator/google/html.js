// @ts-check
/**
 * The part of HtmlService that a callback needs for its answer.
 *
 * It runs no template and draws nothing.
 * Invariant: the content is kept as given.
 *
 * Enforces: developers.google.com/apps-script/reference/html/html-service and …/html/html-output.
 */

import { built, checkArguments } from '../runtime/strict-objects.js';

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @returns {unknown}
 */
export function makeHtmlService(execution) {
  return execution.strict('HtmlService', {
    ...execution.gaps('HtmlService', ['createTemplate', 'createTemplateFromFile', 'getUserAgent', 'SandboxMode', 'XFrameOptionsMode']),
    createHtmlOutput(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'HtmlService.createHtmlOutput', given, [], ['String']);
      return execution.call({ service: 'HtmlService', method: 'createHtmlOutput', counted: false }, () => makeOutput(execution, String(given[0] ?? '')));
    },
    createHtmlOutputFromFile(/** @type {unknown[]} */ ...given) {
      checkArguments(execution, 'HtmlService.createHtmlOutputFromFile', given, ['String']);
      return execution.call({ service: 'HtmlService', method: 'createHtmlOutputFromFile', counted: false }, () => {
        const page = execution.world.addon.pages.get(String(given[0]));
        if (page === undefined) throw execution.fail(`No HTML file named ${given[0]} was found.`);
        return makeOutput(execution, page);
      });
    },
  });
}

/**
 * @param {import('../runtime/execution.js').Execution} execution
 * @param {string} start
 */
function makeOutput(execution, start) {
  let content = start;
  let title = '';
  const text = (/** @type {string} */ method, /** @type {unknown[]} */ given) => {
    checkArguments(execution, `HtmlService.HtmlOutput.${method}`, given, ['String']);
    return String(given[0]);
  };
  const output = execution.strict('HtmlService.HtmlOutput', {
    ...execution.gaps('HtmlService.HtmlOutput', ['addMetaTag', 'appendUntrusted', 'asTemplate', 'clear', 'getAs', 'getBlob', 'getFaviconUrl', 'getHeight', 'getMetaTags', 'getWidth', 'setFaviconUrl', 'setHeight', 'setSandboxMode', 'setWidth', 'setXFrameOptionsMode']),
    append(/** @type {unknown[]} */ ...given) {
      content += text('append', given);
      return output;
    },
    getContent: () => content,
    getTitle: () => title,
    setContent(/** @type {unknown[]} */ ...given) {
      content = text('setContent', given);
      return output;
    },
    setTitle(/** @type {unknown[]} */ ...given) {
      title = text('setTitle', given);
      return output;
    },
    get [built]() {
      return { kind: 'HtmlOutput', json: { content, title } };
    },
  });
  return output;
}
